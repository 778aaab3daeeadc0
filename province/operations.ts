// Operations: at-least-once delivery from the counters, exactly-once effect here. The id of an operation stands under a
// unique key in the same transaction as its effect and its receipt.
import { ORPCError } from "@orpc/server";
import { createHash } from "node:crypto";
import { canonicalJson, DossierRecord, WireReceipt, type OperationAnswer, type WireOperation } from "../shared/wire";
import { carryOut, type Operation } from "./carry-out";
import type { Counter } from "./counters";
import { noteRefusal } from "./ledgers";
import { describeIssues, REASONS, refuse } from "./refusals";
import type { Database, Sql } from "./sql";
import { inTransaction, lockDossier } from "./transactions";

export interface Operations {
  push(counter: Counter, operation: WireOperation): Promise<OperationAnswer>;
  commit(counter: Counter, opId: string): Promise<OperationAnswer>;
}

interface OperationRow {
  id: string;
  counter_id: string;
  dossier_id: string;
  sequence: number;
  kind: string;
  payload: string;
  payload_sha256: string;
  base_version: number | null;
  leased_code: string | null;
  former_receipt: string | null;
  receipt: string | null;
}

const COLUMNS = `id, counter_id, dossier_id, sequence, kind, payload, payload_sha256, base_version, leased_code,
                 former_receipt, receipt`;
const KINDS: readonly string[] = ["dossier.received", "dossier.supplemented", "dossier.amended"];

/** @param mostBytes room for the files of each counter's dossiers */
export function createOperations(database: Database, mostBytes = Infinity): Operations {
  async function noting(counter: Counter, work: () => Promise<OperationAnswer>): Promise<OperationAnswer> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ORPCError && error.status < 500) await noteRefusal(database, counter);
      throw error;
    }
  }
  return {
    push: (counter, wire) =>
      noting(counter, () => {
        const operation = fromWire(wire);
        return inTransaction(database, (sql) => push(sql, { counter, operation, mostBytes }));
      }),
    commit: (counter, opId) =>
      noting(counter, () => inTransaction(database, (sql) => commit(sql, { counter, opId, mostBytes }))),
  };
}

function fromWire(wire: WireOperation): Operation {
  const payload = canonicalJson(wire.payload);
  const hash = createHash("sha256").update(payload, "utf8").digest("hex");
  if (hash !== wire.payloadSha256) refuse("OPERATION_REFUSED", REASONS.damagedPayload);
  if (!KINDS.includes(wire.kind)) refuse("OPERATION_REFUSED", REASONS.unknownKind);
  if (wire.sequence > MOST_INTEGER) refuse("OPERATION_REFUSED", REASONS.badSequence);
  const parsed = DossierRecord.safeParse(wire.payload);
  if (!parsed.success) return refuse("OPERATION_REFUSED", describeIssues(parsed.error));
  if (payload.includes(NO_TEXT)) refuse("OPERATION_REFUSED", REASONS.badText);
  return { ...wire, record: parsed.data, payload, stored: null };
}

const MOST_INTEGER = 2_147_483_647;
/** PostgreSQL has no character 0 in its texts; canonical JSON writes it so. */
const NO_TEXT = "\\u0000";

interface Push {
  counter: Counter;
  operation: Operation;
  mostBytes: number;
}

async function push(sql: Sql, { counter, operation, mostBytes }: Push): Promise<OperationAnswer> {
  await lockDossier(sql, operation.dossierId);
  const rows = await find(sql, operation);
  const same = rows.find((row) => row.id === operation.opId);
  if (same) checkSame(counter, same, operation);
  if (same?.receipt) return toAnswer(same.receipt);
  const other = rows.find((row) => row.id !== operation.opId);
  return carryOut(sql, { counter, mostBytes, operation: { ...operation, stored: same ? "same" : (other ?? null) } });
}

/** The operation itself, and one that has its place in the order of the dossier. */
function find(sql: Sql, { opId, dossierId, sequence }: Operation): Promise<OperationRow[]> {
  return sql.query<OperationRow>(
    `SELECT ${COLUMNS} FROM operations WHERE id = $1 OR (dossier_id = $2 AND sequence = $3)`,
    [opId, dossierId, sequence],
  );
}

function checkSame(counter: Counter, row: OperationRow, operation: Operation): void {
  if (row.counter_id !== counter.id) refuse("NOT_YOURS", REASONS.notYours);
  if (row.payload_sha256 !== operation.payloadSha256 || row.dossier_id !== operation.dossierId)
    refuse("OPERATION_CONFLICT", REASONS.otherPayload);
}

async function commit(
  sql: Sql,
  { counter, opId, mostBytes }: { counter: Counter; opId: string; mostBytes: number },
): Promise<OperationAnswer> {
  const before = await findById(sql, opId);
  if (before) await lockDossier(sql, before.dossier_id);
  const row = before && (await findById(sql, opId)); // it may have been carried out in the meantime
  if (!row) throw new ORPCError("OPERATION_UNKNOWN", { status: 404 });
  if (row.counter_id !== counter.id) refuse("NOT_YOURS", REASONS.notYours);
  return row.receipt === null ? carryOut(sql, { counter, mostBytes, operation: fromRow(row) }) : toAnswer(row.receipt);
}

async function findById(sql: Sql, opId: string): Promise<OperationRow | undefined> {
  const [row] = await sql.query<OperationRow>(`SELECT ${COLUMNS} FROM operations WHERE id = $1`, [opId]);
  return row;
}

function fromRow(row: OperationRow): Operation {
  return {
    opId: row.id,
    dossierId: row.dossier_id,
    sequence: row.sequence,
    kind: row.kind,
    payload: row.payload,
    record: DossierRecord.parse(JSON.parse(row.payload)),
    baseVersion: row.base_version,
    leasedCode: row.leased_code,
    formerReceipt: row.former_receipt === null ? null : WireReceipt.parse(JSON.parse(row.former_receipt)),
    stored: "same",
  };
}

function toAnswer(receipt: string): OperationAnswer {
  return { outcome: "committed", receipt: WireReceipt.parse(JSON.parse(receipt)) };
}
