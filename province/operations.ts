// Operations: at-least-once delivery from the counters, exactly-once effect here. The id of an operation stands under a
// unique key in the same transaction as its effect and its receipt.
import { ORPCError } from "@orpc/server";
import { createHash, randomUUID } from "node:crypto";
import {
  canonicalJson,
  DossierRecord,
  filesOf,
  wireDay,
  WireReceipt,
  type OperationAnswer,
  type WireOperation,
} from "../shared/wire";
import type { Counter } from "./counters";
import { describeIssues, REASONS, refuse } from "./refusals";
import type { Database, Sql } from "./sql";

interface OperationRow {
  id: string;
  counter_id: string;
  dossier_id: string;
  sequence: number;
  kind: string;
  payload: string;
  payload_sha256: string;
  receipt: string | null;
}

export interface Operations {
  push(counter: Counter, operation: WireOperation): Promise<OperationAnswer>;
  commit(counter: Counter, opId: string): Promise<OperationAnswer>;
}

const SUPPLEMENTED = "dossier.supplemented";
const KINDS: readonly string[] = ["dossier.received", SUPPLEMENTED];

export function createOperations(database: Database): Operations {
  return {
    push: (counter, operation) => {
      checkOperation(operation);
      return database.transaction(async (sql) => advance(sql, counter, await store(sql, counter, operation)));
    },
    commit: (counter, opId) =>
      database.transaction(async (sql) => {
        const row = await lock(sql, opId);
        if (!row) throw new ORPCError("OPERATION_UNKNOWN", { status: 404 });
        if (row.counter_id !== counter.id) refuse("NOT_YOURS", REASONS.notYours);
        return advance(sql, counter, row);
      }),
  };
}

function checkOperation(operation: WireOperation): void {
  const hash = createHash("sha256").update(canonicalJson(operation.payload), "utf8").digest("hex");
  if (hash !== operation.payloadSha256) refuse("OPERATION_REFUSED", REASONS.damagedPayload);
  if (!KINDS.includes(operation.kind)) refuse("OPERATION_REFUSED", REASONS.unknownKind);
  const parsed = DossierRecord.safeParse(operation.payload);
  if (!parsed.success) refuse("OPERATION_REFUSED", describeIssues(parsed.error));
}

function lock(sql: Sql, opId: string): Promise<OperationRow | undefined> {
  const columns = "id, counter_id, dossier_id, sequence, kind, payload, payload_sha256, receipt";
  return sql
    .query<OperationRow>(`SELECT ${columns} FROM operations WHERE id = $1 FOR UPDATE`, [opId])
    .then((rows) => rows[0]);
}

async function store(sql: Sql, counter: Counter, operation: WireOperation): Promise<OperationRow> {
  await insert(sql, counter, operation);
  const row = await lock(sql, operation.opId);
  if (!row) return refuse("OPERATION_CONFLICT", REASONS.sequenceTaken);
  if (row.counter_id !== counter.id) refuse("NOT_YOURS", REASONS.notYours);
  if (row.payload_sha256 !== operation.payloadSha256 || row.dossier_id !== operation.dossierId)
    refuse("OPERATION_CONFLICT", REASONS.otherPayload);
  return row;
}

async function insert(sql: Sql, counter: Counter, operation: WireOperation): Promise<void> {
  await sql.query(
    `INSERT INTO operations (id, counter_id, dossier_id, sequence, kind, payload, payload_sha256, created_at_utc,
                             sent_at_utc, delay_reason, received_at_utc)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT DO NOTHING`,
    [
      operation.opId,
      counter.id,
      operation.dossierId,
      operation.sequence,
      operation.kind,
      canonicalJson(operation.payload),
      operation.payloadSha256,
      operation.createdAtUtc,
      operation.sentAtUtc,
      operation.delayReason,
      new Date().toISOString(),
    ],
  );
}

/** Carries the operation out when all its files are here; the caller holds the row's lock. */
async function advance(sql: Sql, counter: Counter, row: OperationRow): Promise<OperationAnswer> {
  if (row.receipt !== null) return { outcome: "committed", receipt: WireReceipt.parse(JSON.parse(row.receipt)) };
  const record = DossierRecord.parse(JSON.parse(row.payload));
  const standing = row.kind === SUPPLEMENTED ? await lockDossier(sql, row, record) : null;
  const missing = await findMissing(sql, [...filesOf(record).keys()]);
  if (missing.length > 0) return { outcome: "files_missing", missing };
  const receipt = standing
    ? await replace(sql, { row, record, standing })
    : await receive(sql, { counter, row, record });
  return { outcome: "committed", receipt };
}

async function findMissing(sql: Sql, hashes: string[]): Promise<string[]> {
  const stored = await sql.query<{ sha256: string }>("SELECT sha256 FROM files WHERE sha256 = ANY ($1)", [hashes]);
  const found = new Set(stored.map((file) => file.sha256));
  return hashes.filter((hash) => !found.has(hash));
}

interface Reception {
  counter: Counter;
  row: OperationRow;
  record: DossierRecord;
}

async function receive(sql: Sql, { counter, row, record }: Reception): Promise<WireReceipt> {
  const receivedAtUtc = new Date().toISOString();
  const officialCode = await nextOfficialCode(sql, counter.unitCode, wireDay(record.NgayTiepNhan));
  const receipt = { receiptId: randomUUID(), officialCode, receivedAtUtc };
  const added = await sql.query(
    `INSERT INTO dossiers (id, counter_id, provisional_code, official_code, record, state, committed_at_utc)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id`,
    [row.dossier_id, counter.id, record.MaHoSo, officialCode, row.payload, Number(record.TrangThaiHoSo), receivedAtUtc],
  );
  if (added.length === 0) refuse("OPERATION_CONFLICT", REASONS.codeTaken);
  await settle(sql, { row, record, receipt });
  return receipt;
}

interface StandingDossier {
  provisional_code: string;
  official_code: string;
}

/** The dossier that is supplemented, locked; refused when it is not here or when a later supplement is in force. */
async function lockDossier(sql: Sql, row: OperationRow, record: DossierRecord): Promise<StandingDossier> {
  const [dossier] = await sql.query<StandingDossier>(
    "SELECT provisional_code, official_code FROM dossiers WHERE id = $1 AND counter_id = $2 FOR UPDATE",
    [row.dossier_id, row.counter_id],
  );
  if (dossier?.provisional_code !== record.MaHoSo) return refuse("OPERATION_REFUSED", REASONS.unknownDossier);
  const later = await sql.query(
    "SELECT 1 FROM operations WHERE dossier_id = $1 AND sequence > $2 AND receipt IS NOT NULL",
    [row.dossier_id, row.sequence],
  );
  if (later.length > 0) refuse("OPERATION_CONFLICT", REASONS.overtaken);
  return dossier;
}

/** The record and its files in place of the old ones; official code, state and time of reception stay. */
async function replace(
  sql: Sql,
  { row, record, standing }: { row: OperationRow; record: DossierRecord; standing: StandingDossier },
): Promise<WireReceipt> {
  const { official_code: officialCode } = standing;
  const receipt = { receiptId: randomUUID(), officialCode, receivedAtUtc: new Date().toISOString() };
  await sql.query("UPDATE dossiers SET record = $2 WHERE id = $1", [row.dossier_id, row.payload]);
  await sql.query("DELETE FROM dossier_files WHERE dossier_id = $1", [row.dossier_id]);
  await settle(sql, { row, record, receipt });
  return receipt;
}

async function settle(
  sql: Sql,
  { row, record, receipt }: { row: OperationRow; record: DossierRecord; receipt: WireReceipt },
): Promise<void> {
  await sql.query("INSERT INTO dossier_files SELECT $1::uuid, unnest($2::text[])", [
    row.dossier_id,
    [...filesOf(record).keys()],
  ]);
  await sql.query("UPDATE operations SET receipt = $2 WHERE id = $1", [row.id, JSON.stringify(receipt)]);
}

/** Mã hồ sơ by TT 03/2025/TT-VPCP Đ13 k1: the unit's code, the day of reception at the counter, the day's number. */
async function nextOfficialCode(sql: Sql, unitCode: string, day: string): Promise<string> {
  const [row] = await sql.query<{ last: number }>(
    `INSERT INTO daily_numbers (unit_code, day, last) VALUES ($1, $2, 1)
     ON CONFLICT (unit_code, day) DO UPDATE SET last = daily_numbers.last + 1 RETURNING last`,
    [unitCode, day],
  );
  if (!row) throw new Error("the day's number was neither added nor counted up");
  return `${unitCode}-${day}-${String(row.last).padStart(4, "0")}`;
}
