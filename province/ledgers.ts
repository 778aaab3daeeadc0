// What the province notes of each counter: its receipts by number, its room, when it was seen, and what it said of itself.
import type { CounterState } from "../shared/wire";
import type { Counter } from "./counters";
import { feedEnd } from "./feeds";
import { REASONS, refuse } from "./refusals";
import type { Database, Sql } from "./sql";

/** The counter's next receipt number, without gaps; its ledger is locked until the end of the transaction. */
export async function nextReceiptNumber(
  sql: Sql,
  counter: Counter,
  { atUtc, addedBytes }: { atUtc: string; addedBytes: number },
): Promise<number> {
  const [row] = await sql.query<{ last_number: number }>(
    `INSERT INTO counter_ledgers AS l (counter_id, last_number, last_receipt_at_utc, stored_bytes) VALUES ($1, 1, $2, $3)
     ON CONFLICT (counter_id) DO UPDATE
       SET last_number = l.last_number + 1, last_receipt_at_utc = $2, stored_bytes = l.stored_bytes + $3
     RETURNING last_number`,
    [counter.id, atUtc, addedBytes],
  );
  if (!row) throw new Error("the ledger of a counter was neither added nor changed");
  return row.last_number;
}

/** @throws ORPCError QUOTA_EXCEEDED */
export async function checkRoom(sql: Sql, counter: Counter, room: { addedBytes: number; mostBytes: number }) {
  if (room.mostBytes === Infinity || room.addedBytes <= 0) return;
  const [row] = await sql.query<{ stored: number }>(
    "SELECT stored_bytes AS stored FROM counter_ledgers WHERE counter_id = $1",
    [counter.id],
  );
  if (Number(row?.stored ?? 0) + room.addedBytes > room.mostBytes) refuse("QUOTA_EXCEEDED", REASONS.noRoom);
}

export interface Greeting {
  sentAtUtc: string;
  backlog: { operations: number; bytes: number };
  /** Newest generation of the province's keys that the answer tells of. */
  keyGeneration: number;
}

/** Notes that a counter begins a run, and tells what is still known of it. */
export async function greet(
  database: Database,
  counter: Counter,
  { sentAtUtc, backlog, keyGeneration }: Greeting,
): Promise<{ counterId: string; nowUtc: string; lastReceiptNumber: number; feedEnd: number }> {
  const now = new Date();
  const offsetSeconds = (Date.parse(sentAtUtc) - now.getTime()) / 1000;
  const [row] = await database.query<{ last_number: number }>(
    `INSERT INTO counter_ledgers AS l (counter_id, last_seen_at_utc, backlog_operations, backlog_bytes,
                                       clock_offset_seconds, key_generation)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (counter_id) DO UPDATE
       SET last_seen_at_utc = $2, backlog_operations = $3, backlog_bytes = $4, clock_offset_seconds = $5,
           key_generation = $6,
           refusals = CASE WHEN l.refusals_since_seen = 0 THEN 0 ELSE l.refusals END, refusals_since_seen = 0
     RETURNING last_number`,
    [
      ...[counter.id, now.toISOString(), Math.min(backlog.operations, MOST_INTEGER), backlog.bytes, offsetSeconds],
      keyGeneration,
    ],
  );
  return {
    counterId: counter.id,
    nowUtc: now.toISOString(),
    lastReceiptNumber: row?.last_number ?? 0,
    feedEnd: await feedEnd(database, "changes", counter.id),
  };
}

const MOST_INTEGER = 2_147_483_647;

/** Of the province's keys, told at the enrolment. */
export async function noteKeyGeneration(database: Database, counterId: string, generation: number): Promise<void> {
  await database.query(
    `INSERT INTO counter_ledgers (counter_id, key_generation) VALUES ($1, $2)
     ON CONFLICT (counter_id) DO UPDATE SET key_generation = $2`,
    [counterId, generation],
  );
}

/** Receipts of the unit's former counters count as known: a PC that was enrolled anew holds those too. */
export async function findLostReceipts(database: Database, counter: Counter, receiptIds: string[]): Promise<string[]> {
  const rows = await database.query<{ receipt_id: string }>(
    `SELECT receipt_id FROM operations AS o JOIN counters AS c ON c.id = o.counter_id
     WHERE c.unit_code = $1 AND receipt_id = ANY ($2::uuid[])`,
    [counter.unitCode, receiptIds],
  );
  const known = new Set(rows.map((row) => row.receipt_id));
  return receiptIds.filter((id) => !known.has(id.toLowerCase()));
}

export async function noteRefusal(database: Database, counter: Counter): Promise<void> {
  await database.query(
    `INSERT INTO counter_ledgers AS l (counter_id, refusals, refusals_since_seen) VALUES ($1, 1, 1)
     ON CONFLICT (counter_id) DO UPDATE SET refusals = l.refusals + 1, refusals_since_seen = l.refusals_since_seen + 1`,
    [counter.id],
  );
}

interface StateRow extends Omit<CounterState, "backlog" | "clockOffsetSeconds"> {
  backlogOperations: number | null;
  backlogBytes: number | null;
  clockOffsetSeconds: number | null;
}

/** @param counterId one of them; undefined: all, by unit and machine */
export async function listCounters(database: Database, counterId?: string): Promise<CounterState[]> {
  const rows = await database.query<StateRow>(
    `SELECT c.id AS "counterId", c.unit_code AS "unitCode", c.unit_name AS "unitName",
            c.machine_code AS "machineCode", c.registered_at_utc AS "registeredAtUtc",
            c.revoked_at_utc AS "revokedAtUtc", l.last_seen_at_utc AS "lastSeenAtUtc",
            l.last_receipt_at_utc AS "lastReceiptAtUtc", coalesce(l.last_number, 0) AS receipts,
            (SELECT count(*) FROM operations AS o WHERE o.counter_id = c.id AND o.receipt IS NULL)::integer AS incomplete,
            coalesce(l.refusals, 0) AS refusals, l.backlog_operations AS "backlogOperations",
            l.backlog_bytes AS "backlogBytes", l.clock_offset_seconds AS "clockOffsetSeconds"
     FROM counters AS c LEFT JOIN counter_ledgers AS l ON l.counter_id = c.id
     WHERE $1::uuid IS NULL OR c.id = $1::uuid
     ORDER BY c.unit_code, c.machine_code`,
    [counterId ?? null],
  );
  return rows.map(({ backlogOperations: operations, backlogBytes: bytes, ...row }) => ({
    ...row,
    backlog: operations === null || bytes === null ? null : { operations, bytes: Number(bytes) },
  }));
}
