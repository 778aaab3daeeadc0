// Carries one operation out, in its transaction and under the lock of its dossier: refuse, ask for files, tell of a
// conflict, or put it in force and give the receipt.
import { randomUUID } from "node:crypto";
import {
  filesOf,
  wireDay,
  type DossierRecord,
  type OperationAnswer,
  type WireOperation,
  type WireReceipt,
} from "../shared/wire";
import type { Counter } from "./counters";
import { checkRoom, nextReceiptNumber } from "./ledgers";
import { giveOfficialCode } from "./official-codes";
import { REASONS, refuse } from "./refusals";
import { lockPersonOf, sharePapers } from "./reusable-papers";
import type { Sql } from "./sql";
import {
  addStanding,
  findStanding,
  nextVersion,
  replaceStanding,
  toStandingRecord,
  type NextRecord,
  type StandingDossier,
} from "./standing";

type Stored = { id: string; counter_id: string; receipt: string | null };

export type Operation = Pick<
  WireOperation,
  "opId" | "dossierId" | "sequence" | "kind" | "baseVersion" | "leasedCode" | "formerReceipt"
> & {
  record: DossierRecord;
  /** Canonical JSON. */
  payload: string;
  /** Whether it has been stored already, or another one in its place of the order. */
  stored: "same" | Stored | null;
} & Partial<Pick<WireOperation, "payloadSha256" | "createdAtUtc" | "sentAtUtc" | "delayReason">>;

export interface Delivery {
  counter: Counter;
  operation: Operation;
  mostBytes: number;
}

const RECEIVED = "dossier.received";

export async function carryOut(sql: Sql, delivery: Delivery): Promise<OperationAnswer> {
  const { counter, operation, mostBytes } = delivery;
  const standing = await findStanding(sql, operation.dossierId);
  checkOwner(delivery, standing);
  if (standing && isOutdated(delivery, standing)) {
    await sql.query("DELETE FROM operations WHERE id = $1 AND receipt IS NULL", [operation.opId]);
    return { outcome: "conflict", standing: toStandingRecord(standing) };
  }
  const files = await lookUpFiles(sql, operation.record);
  const addedBytes = files.sizeBytes - (standing?.file_bytes ?? 0);
  await checkRoom(sql, counter, { addedBytes, mostBytes });
  await clearPlace(sql, delivery);
  if (files.missing.length > 0) {
    if (operation.stored !== "same") await insert(sql, delivery, null);
    return { outcome: "files_missing", missing: files.missing };
  }
  const receipt = await putInForce(sql, { ...delivery, standing, fileBytes: files.sizeBytes, addedBytes });
  return { outcome: "committed", receipt };
}

function checkOwner({ counter, operation }: Delivery, standing: StandingDossier | undefined): void {
  const isOthers = standing !== undefined && standing.counter_id !== counter.id;
  if (operation.kind === RECEIVED) {
    if (isOthers) refuse("OPERATION_CONFLICT", REASONS.codeTaken);
  } else if (isOthers || standing?.provisional_code !== operation.record.MaHoSo)
    refuse("OPERATION_REFUSED", REASONS.unknownDossier);
}

/**
 * Whether the record has moved on since what the operation was made from. A reception of a dossier that is here already
 * always: its former one came, only the answer got lost. What comes again after a restore is made from a version that the
 * province has forgotten; it holds unless somebody else has changed the record since.
 */
function isOutdated({ counter, operation }: Delivery, standing: StandingDossier): boolean {
  const { kind, baseVersion, formerReceipt: former } = operation;
  if (kind === RECEIVED || baseVersion === null) return true;
  if (former === null) return baseVersion !== standing.version;
  const isOthers = standing.changed_by_counter !== counter.id && standing.changed_at_utc > former.receivedAtUtc;
  return isOthers || baseVersion < standing.version;
}

async function lookUpFiles(sql: Sql, record: DossierRecord): Promise<{ missing: string[]; sizeBytes: number }> {
  const files = filesOf(record);
  if (files.size === 0) return { missing: [], sizeBytes: 0 };
  const rows = await sql.query<{ sha256: string; size_bytes: number }>(
    "SELECT sha256, size_bytes FROM files WHERE sha256 = ANY ($1)",
    [[...files.keys()]],
  );
  const stored = new Map(rows.map((row) => [row.sha256, Number(row.size_bytes)]));
  const sizes = [...files].map(([sha256, declared]) => stored.get(sha256) ?? declared);
  return {
    missing: [...files.keys()].filter((sha256) => !stored.has(sha256)),
    sizeBytes: sizes.reduce((sum, size) => sum + size, 0),
  };
}

/** An operation that was never in force makes room for the one that has replaced it. */
async function clearPlace(sql: Sql, { counter, operation: { stored } }: Delivery): Promise<void> {
  if (stored === null || stored === "same") return;
  if (stored.receipt !== null || stored.counter_id !== counter.id) refuse("OPERATION_CONFLICT", REASONS.sequenceTaken);
  await sql.query("DELETE FROM operations WHERE id = $1", [stored.id]);
}

type Commitment = Delivery & { standing: StandingDossier | undefined; fileBytes: number; addedBytes: number };

/** In the order of locks of transactions.ts. */
async function putInForce(sql: Sql, commitment: Commitment): Promise<WireReceipt> {
  const { counter, operation, standing, addedBytes } = commitment;
  const { dossierId, record } = operation;
  const atUtc = new Date().toISOString();
  const version = nextVersion(standing?.version ?? 0, operation.formerReceipt);
  await lockPersonOf(sql, record);
  const officialCode = await place(sql, commitment, { version, atUtc });
  const number = await nextReceiptNumber(sql, counter, { atUtc, addedBytes });
  await sharePapers(sql, { id: dossierId, record, isNew: standing === undefined });
  const receipt = { receiptId: randomUUID(), officialCode, receivedAtUtc: atUtc, number, version };
  if (operation.stored === "same") await giveReceipt(sql, operation, receipt);
  else await insert(sql, commitment, receipt);
  if (operation.sequence > 1) await dropReplaced(sql, operation);
  return receipt;
}

/** The record and its files in place of the former ones. @returns the official code */
async function place(sql: Sql, commitment: Commitment, made: { version: number; atUtc: string }): Promise<string> {
  const { counter, operation, standing, fileBytes } = commitment;
  const { dossierId, record } = operation;
  const next = { dossierId, record, ...made, changedBy: { counter }, fileBytes };
  const officialCode = standing?.official_code ?? (await receive(sql, commitment, next));
  if (standing) {
    await replaceStanding(sql, next);
    await sql.query("DELETE FROM dossier_files WHERE dossier_id = $1", [dossierId]);
  }
  const hashes = [...filesOf(record).keys()];
  if (hashes.length > 0)
    await sql.query("INSERT INTO dossier_files SELECT $1::uuid, unnest($2::text[])", [dossierId, hashes]);
  return officialCode;
}

async function receive(
  sql: Sql,
  { counter, operation }: Commitment,
  next: NextRecord & { changedBy: { counter: Counter } },
): Promise<string> {
  const day = wireDay(next.record.NgayTiepNhan);
  const formerCode = operation.formerReceipt?.officialCode ?? null;
  const officialCode = await giveOfficialCode(sql, { counter, day, leasedCode: operation.leasedCode, formerCode });
  if (!(await addStanding(sql, { ...next, officialCode }))) refuse("OPERATION_CONFLICT", REASONS.codeTaken);
  return officialCode;
}

async function insert(sql: Sql, { counter, operation }: Delivery, receipt: WireReceipt | null): Promise<void> {
  const added = await sql.query(
    `INSERT INTO operations (id, counter_id, dossier_id, sequence, kind, payload, payload_sha256, created_at_utc,
       sent_at_utc, delay_reason, received_at_utc, base_version, leased_code, former_receipt, receipt, receipt_id,
       receipt_number)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      ...[operation.opId, counter.id, operation.dossierId, operation.sequence, operation.kind, operation.payload],
      ...[operation.payloadSha256, operation.createdAtUtc, operation.sentAtUtc, operation.delayReason],
      ...[new Date().toISOString(), operation.baseVersion, operation.leasedCode],
      operation.formerReceipt && JSON.stringify(operation.formerReceipt),
      ...(receipt ? [JSON.stringify(receipt), receipt.receiptId, receipt.number] : [null, null, null]),
    ],
  );
  // The same id under another dossier, at the very same moment.
  if (added.length === 0) refuse("OPERATION_CONFLICT", REASONS.otherPayload);
}

async function giveReceipt(sql: Sql, { opId }: Operation, receipt: WireReceipt): Promise<void> {
  await sql.query("UPDATE operations SET receipt = $2, receipt_id = $3, receipt_number = $4 WHERE id = $1", [
    ...[opId, JSON.stringify(receipt), receipt.receiptId, receipt.number],
  ]);
}

/** Earlier ones that never came whole; their counter has replaced them. */
async function dropReplaced(sql: Sql, { dossierId, sequence }: Operation): Promise<void> {
  await sql.query("DELETE FROM operations WHERE dossier_id = $1 AND sequence < $2 AND receipt IS NULL", [
    dossierId,
    sequence,
  ]);
}
