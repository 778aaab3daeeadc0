// The outbox: what the province has to be told, written in the same transaction as the change it tells of.
import { createHash } from "node:crypto";
import { v7 as createId } from "uuid";
import type { Fault } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import { canonicalJson, filesOf, type DossierRecord, type WireReceipt } from "../../../shared/wire";
import type { Clock } from "../clock";
import type { Reader, Storage, Writer } from "../storage";
import { createMarks, createQueries, type Due } from "./outbox-queue";
import { IS_OPEN, type OutboxRow } from "./outbox-row";
import { ENTITIES, type OperationKind, type SourceOf } from "./entities/registry";

export interface NewOperation<Kind extends OperationKind> {
  dossierId: string;
  kind: Kind;
  payload: SourceOf<Kind>;
  /** Version of the record that the payload was made from; default: what the operations before it make of the standing one. */
  baseVersion?: number;
  /** Official code that was given from a lease. */
  leasedCode?: string | null;
}

export interface MergedOperation {
  dossierId: string;
  record: DossierRecord;
  /** Version of the standing record that it was merged with. */
  baseVersion: number;
  /** Fields that wait for a choice; 0: it may be sent. */
  conflicts: number;
}

export interface Outbox {
  /**
   * Adds an operation at the end of its dossier; to be called in the transaction of the change itself.
   * @returns the operation's id
   */
  append<Kind extends OperationKind>(writer: Writer, operation: NewOperation<Kind>): string;
  /**
   * As `append`, for what comes page by page: the operation is held for `HOLD_MS`, and as long as it is held and the
   * last of its dossier, the next one takes its place. An operation that may have left the counter is never changed.
   * @returns isNew: false when a held operation was rewritten
   */
  appendHeld<Kind extends OperationKind>(writer: Writer, operation: NewOperation<Kind>): { isNew: boolean };
  /**
   * The whole record again, corrected: takes the place of what the dossier still has to send, except of what is under way.
   * A reception that never got through stays a reception. @throws DomainError PROVINCE_CONFLICT while fields wait for a choice
   */
  amend(writer: Writer, operation: { dossierId: string; payload: SourceOf<"dossier.amended"> }): void;
  /** Open operations of a dossier, oldest first. */
  listOpen(reader: Reader, dossierId: string): OutboxRow[];
  /** A merged record in place of everything that is open. @returns the new operation's id */
  putMerged(writer: Writer, merged: MergedOperation): string;
  /** Other content for an operation that has never left the counter; it waits to be sent. */
  settleMerged(writer: Writer, id: string, record: DossierRecord): void;
  /** Ids of the oldest operations that may be sent: first of their dossier not yet sent, waiting, their pause over. */
  listDue(due: Due): { id: string; rowid: number }[];
  /** The same for one dossier. */
  findDueOf(dossierId: string, due: Pick<Due, "nowUtc" | "latestUtc">): string | undefined;
  /**
   * When the next paused operation whose turn it is may be tried; undefined when none waits for a time.
   * @param fromUtc pauses that were over before are not meant: what a run found due and did not send waits for something else
   */
  findNextAttempt(fromUtc: string): string | undefined;
  /** Grows with each operation added. */
  newest(): number;
  /** @returns the row as it now stays for ever; undefined when it no longer waits, or another program sends it */
  markSending(id: string): OutboxRow | undefined;
  markSent(writer: Writer, id: string, receipt: WireReceipt): void;
  /** Back to the queue from being sent; a failure counts as an attempt and says when to try again. */
  markWaiting(id: string, failure?: { fault: Fault; nextAttemptAtUtc: string }): void;
  markAttention(id: string, fault: Fault): void;
  /** @returns false when no operation of this id needs attention */
  release(id: string): boolean;
  /** Conflicts stay: they wait for the officer's choice. */
  releaseAll(): void;
  /** Makes all waiting operations due now. */
  clearPauses(): void;
  /** What a killed run left as "sending" waits again; the same id makes sending it twice harmless. */
  recover(): void;
}

/** How long pages that follow one another may be apart and still go out together; less than what counts as prompt. */
export const HOLD_MS = 30_000;

export function createOutbox(deps: { storage: Storage; clock: Clock }): Outbox {
  const { storage, clock } = deps;
  return {
    append: (writer, operation) => append(writer, operation, { nowUtc: clock.now().toISOString() }),
    appendHeld: (writer, operation) => appendHeld(writer, operation, clock.now()),
    amend: (writer, operation) => amend(writer, operation, clock.now().toISOString()),
    listOpen,
    putMerged: (writer, merged) => putMerged(writer, merged, clock.now().toISOString()),
    settleMerged,
    ...createQueries(storage),
    ...createMarks(storage, clock),
  };
}

function listOpen(reader: Reader, dossierId: string): OutboxRow[] {
  return reader.all<OutboxRow>(`SELECT * FROM outbox WHERE dossier_id = ? AND ${IS_OPEN} ORDER BY sequence`, dossierId);
}

function amend(
  writer: Writer,
  { dossierId, payload }: { dossierId: string; payload: SourceOf<"dossier.amended"> },
  nowUtc: string,
): void {
  const open = listOpen(writer, dossierId).filter((row) => row.state !== "sending");
  if (open.some((row) => row.fault !== null && faultCodeOf(row) === "PROVINCE_CONFLICT"))
    throw new DomainError("PROVINCE_CONFLICT", { fields: open.length });
  replace(writer, open);
  const reception = open.find((row) => row.kind === "dossier.received");
  if (reception) {
    append(writer, { dossierId, kind: "dossier.received", payload, leasedCode: reception.leased_code }, { nowUtc });
    return;
  }
  const [first] = open;
  const base = first?.base_version;
  append(
    writer,
    { dossierId, kind: "dossier.amended", payload, ...(typeof base === "number" ? { baseVersion: base } : {}) },
    { nowUtc },
  );
}

function replace(writer: Writer, rows: readonly OutboxRow[]): void {
  for (const { id } of rows)
    writer.run("UPDATE outbox SET state = 'replaced', next_attempt_at_utc = NULL WHERE id = ?", id);
}

function faultCodeOf({ fault }: OutboxRow): string | null {
  return fault === null ? null : (JSON.parse(fault) as Fault).code;
}

function putMerged(writer: Writer, merged: MergedOperation, nowUtc: string): string {
  const { dossierId, record, baseVersion, conflicts } = merged;
  replace(writer, listOpen(writer, dossierId));
  const id = createId();
  const sequence = (findLast(writer, dossierId)?.sequence ?? 0) + 1;
  const { payload, hash, sizeBytes } = freezeRecord(writer, { dossierId, record, sequence });
  const fault = conflicts === 0 ? null : JSON.stringify({ code: "PROVINCE_CONFLICT", facts: { fields: conflicts } });
  writer.run(
    `INSERT INTO outbox (id, dossier_id, sequence, kind, payload, payload_sha256, base_version, size_bytes, created_at_utc,
                         state, fault)
     VALUES (?, ?, ?, 'dossier.amended', ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, dossierId, sequence, payload, hash, baseVersion, sizeBytes, nowUtc],
    ...[conflicts === 0 ? "waiting" : "attention", fault],
  );
  return id;
}

function settleMerged(writer: Writer, id: string, record: DossierRecord): void {
  const row = writer.get<Pick<OutboxRow, "dossier_id" | "sequence">>(
    "SELECT dossier_id, sequence FROM outbox WHERE id = ?",
    id,
  );
  if (!row) return;
  replace(
    writer,
    listOpen(writer, row.dossier_id).filter((later) => later.sequence > row.sequence),
  );
  const { payload, hash, sizeBytes } = freezeRecord(writer, {
    dossierId: row.dossier_id,
    record,
    sequence: row.sequence,
  });
  writer.run(
    `UPDATE outbox SET payload = ?, payload_sha256 = ?, size_bytes = ?, state = 'waiting', fault = NULL,
                       next_attempt_at_utc = NULL WHERE id = ? AND state = 'attention'`,
    ...[payload, hash, sizeBytes, id],
  );
}

function append<Kind extends OperationKind>(
  writer: Writer,
  operation: NewOperation<Kind>,
  { nowUtc, heldUntilUtc = null }: { nowUtc: string; heldUntilUtc?: string | null },
): string {
  const { dossierId, kind } = operation;
  const id = createId();
  const sequence = (findLast(writer, dossierId)?.sequence ?? 0) + 1;
  const { payload, hash, sizeBytes } = freeze(writer, operation, sequence);
  const baseVersion = operation.baseVersion ?? findBaseVersion(writer, dossierId);
  const { leasedCode = null } = operation;
  writer.run(
    `INSERT INTO outbox (id, dossier_id, sequence, kind, payload, payload_sha256, base_version, leased_code, size_bytes,
                         created_at_utc, next_attempt_at_utc)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, dossierId, sequence, kind, payload, hash, baseVersion, leasedCode, sizeBytes, nowUtc, heldUntilUtc],
  );
  return id;
}

function appendHeld<Kind extends OperationKind>(
  writer: Writer,
  operation: NewOperation<Kind>,
  now: Date,
): { isNew: boolean } {
  const nowUtc = now.toISOString();
  const heldUntilUtc = new Date(now.getTime() + HOLD_MS).toISOString();
  const last = findLast(writer, operation.dossierId);
  if (!last || last.kind !== operation.kind || !isHeld(last, nowUtc)) {
    append(writer, operation, { nowUtc, heldUntilUtc });
    return { isNew: true };
  }
  const { payload, hash, sizeBytes } = freeze(writer, operation, last.sequence);
  writer.run(
    `UPDATE outbox SET payload = ?, payload_sha256 = ?, size_bytes = ?, created_at_utc = ?, next_attempt_at_utc = ?
     WHERE id = ?`,
    ...[payload, hash, sizeBytes, nowUtc, heldUntilUtc, last.id],
  );
  return { isNew: false };
}

/** Every operation raises the version by one: what stands at the province, and what is still on its way there. */
function findBaseVersion(reader: Reader, dossierId: string): number | null {
  const version = reader.value<number>(
    `SELECT ifnull((SELECT version FROM standing_records WHERE dossier_id = ?), 0)
       + (SELECT count(*) FROM outbox WHERE dossier_id = ? AND state NOT IN ('sent', 'replaced'))`,
    dossierId,
    dossierId,
  );
  return version === undefined || version === 0 ? null : version;
}

type LastRow = Pick<OutboxRow, "id" | "sequence" | "kind" | "state" | "attempts" | "next_attempt_at_utc">;

function findLast(reader: Reader, dossierId: string): LastRow | undefined {
  return reader.get<LastRow>(
    `SELECT id, sequence, kind, state, attempts, next_attempt_at_utc FROM outbox
     WHERE dossier_id = ? ORDER BY sequence DESC LIMIT 1`,
    dossierId,
  );
}

/** Never begun to be sent: `markSending` takes the pause away, a failure counts as an attempt, `clearPauses` lets it go. */
function isHeld({ state, attempts, next_attempt_at_utc: untilUtc }: LastRow, nowUtc: string): boolean {
  return state === "waiting" && attempts === 0 && untilUtc !== null && untilUtc > nowUtc;
}

interface Frozen {
  payload: string;
  hash: string;
  /** Of the files that no earlier operation of the dossier names. */
  sizeBytes: number;
}

function freeze<Kind extends OperationKind>(reader: Reader, operation: NewOperation<Kind>, sequence: number): Frozen {
  const record = ENTITIES[operation.kind].toWire(operation.payload);
  return freezeRecord(reader, { dossierId: operation.dossierId, record, sequence });
}

interface RecordToFreeze {
  dossierId: string;
  record: DossierRecord;
  sequence: number;
}

function freezeRecord(reader: Reader, { dossierId, record, sequence }: RecordToFreeze): Frozen {
  const payload = canonicalJson(record);
  const hash = createHash("sha256").update(payload, "utf8").digest("hex");
  const named = reader.all<{ sha256: string }>(
    `SELECT file.value ->> 'MaBam' AS sha256 FROM outbox AS o, json_each(o.payload, '$.TaiLieuNop') AS file
     WHERE o.dossier_id = ? AND o.sequence < ? AND o.state <> 'replaced'`,
    dossierId,
    sequence,
  );
  const isNamed = new Set(named.map((file) => file.sha256));
  const sizes = [...filesOf(record)].map(([sha256, size]) => (isNamed.has(sha256) ? 0 : size));
  return { payload, hash, sizeBytes: sizes.reduce((sum, size) => sum + size, 0) };
}
