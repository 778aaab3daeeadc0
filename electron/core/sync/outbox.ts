// The outbox: what the province has to be told, written in the same transaction as the change it tells of.
import { createHash } from "node:crypto";
import { v7 as createId } from "uuid";
import type { Fault, Receipt } from "../../../shared/contract";
import { canonicalJson, filesOf } from "../../../shared/wire";
import type { Clock } from "../clock";
import type { Storage, Writer } from "../storage";
import { ENTITIES, type OperationKind, type SourceOf } from "./entities/registry";

export interface NewOperation<Kind extends OperationKind> {
  dossierId: string;
  kind: Kind;
  payload: SourceOf<Kind>;
}

export interface OutboxRow {
  id: string;
  dossier_id: string;
  sequence: number;
  kind: string;
  payload: string;
  payload_sha256: string;
  state: "waiting" | "sending" | "sent" | "attention";
  attempts: number;
  next_attempt_at_utc: string | null;
  fault: string | null;
  receipt: string | null;
  created_at_utc: string;
  size_bytes: number;
}

export interface Outbox {
  /**
   * Adds an operation at the end of its dossier; to be called in the transaction of the change itself.
   * @returns the operation's id
   */
  append<Kind extends OperationKind>(writer: Writer, operation: NewOperation<Kind>): string;
  /** The oldest operation that may be sent: first of its dossier not yet sent, waiting, its pause over. */
  findDue(nowUtc: string, latestUtc: string): OutboxRow | undefined;
  /** When the next paused operation may be tried again; undefined when none waits for a time. */
  findNextAttempt(): string | undefined;
  /** Grows with each operation added. */
  newest(): number;
  markSending(id: string): void;
  markSent(writer: Writer, id: string, receipt: Receipt): void;
  /** Back to the queue; a failure counts as an attempt and says when to try again. */
  markWaiting(id: string, failure?: { fault: Fault; nextAttemptAtUtc: string }): void;
  markAttention(id: string, fault: Fault): void;
  /** @returns false when no operation of this id needs attention */
  release(id: string): boolean;
  /** Makes all waiting operations due now. */
  clearPauses(): void;
  /** What a killed run left as "sending" waits again; the same id makes sending it twice harmless. */
  recover(): void;
}

export function createOutbox(deps: { storage: Storage; clock: Clock }): Outbox {
  const { storage, clock } = deps;
  return {
    append: (writer, operation) => append(writer, operation, clock.now().toISOString()),
    ...createQueries(storage),
    ...createMarks(storage, clock),
  };
}

function append<Kind extends OperationKind>(writer: Writer, operation: NewOperation<Kind>, nowUtc: string): string {
  const { dossierId, kind } = operation;
  const id = createId();
  const record = ENTITIES[kind].toWire(operation.payload);
  const payload = canonicalJson(record);
  const sizeBytes = [...filesOf(record).values()].reduce((sum, size) => sum + size, 0);
  const hash = createHash("sha256").update(payload, "utf8").digest("hex");
  writer.run(
    `INSERT INTO outbox (id, dossier_id, sequence, kind, payload, payload_sha256, size_bytes, created_at_utc)
     VALUES (?, ?, (SELECT ifnull(max(sequence), 0) + 1 FROM outbox WHERE dossier_id = ?), ?, ?, ?, ?, ?)`,
    id,
    dossierId,
    dossierId,
    kind,
    payload,
    hash,
    sizeBytes,
    nowUtc,
  );
  return id;
}

function createQueries({ read }: Storage): Pick<Outbox, "findDue" | "findNextAttempt" | "newest"> {
  return {
    // A pause beyond the longest possible one means that the clock was set back: it is over.
    findDue: (nowUtc, latestUtc) =>
      read.get<OutboxRow>(
        `SELECT * FROM outbox AS o
         WHERE state <> 'sent' AND state = 'waiting'
           AND (next_attempt_at_utc IS NULL OR next_attempt_at_utc <= ? OR next_attempt_at_utc > ?)
           AND NOT EXISTS (SELECT 1 FROM outbox AS earlier
                           WHERE earlier.dossier_id = o.dossier_id AND earlier.sequence < o.sequence
                             AND earlier.state <> 'sent')
         ORDER BY rowid LIMIT 1`,
        nowUtc,
        latestUtc,
      ),
    findNextAttempt: () =>
      read.value<string | null>(
        "SELECT min(next_attempt_at_utc) FROM outbox WHERE state <> 'sent' AND state = 'waiting'",
      ) ?? undefined,
    newest: () => read.value<number | null>("SELECT max(rowid) FROM outbox") ?? 0,
  };
}

type Marks = Omit<Outbox, "append" | "findDue" | "findNextAttempt" | "newest">;

function createMarks(storage: Storage, clock: Clock): Marks {
  const run = (sql: string, ...values: (string | null)[]) =>
    storage.transaction((writer) => writer.run(sql, ...values));
  return {
    markSending: (id) => void run("UPDATE outbox SET state = 'sending' WHERE id = ? AND state = 'waiting'", id),
    markSent(writer, id, receipt) {
      writer.run(
        `UPDATE outbox SET state = 'sent', receipt = ?, fault = NULL, next_attempt_at_utc = NULL, sent_at_utc = ?
         WHERE id = ?`,
        JSON.stringify(receipt),
        clock.now().toISOString(),
        id,
      );
      // How far its files had come is of no more use: what the province lacks, it says at each push.
      writer.run(
        `DELETE FROM uploads
         WHERE sha256 IN (SELECT file.value ->> 'MaBam' FROM outbox AS o, json_each(o.payload, '$.TaiLieuNop') AS file
                          WHERE o.id = ?)`,
        id,
      );
    },
    markWaiting: (id, failure) =>
      void (failure
        ? run(
            `UPDATE outbox SET state = 'waiting', attempts = attempts + 1, fault = ?, next_attempt_at_utc = ?
             WHERE id = ? AND state <> 'sent'`,
            JSON.stringify(failure.fault),
            failure.nextAttemptAtUtc,
            id,
          )
        : run("UPDATE outbox SET state = 'waiting' WHERE id = ? AND state = 'sending'", id)),
    markAttention: (id, fault) =>
      void run(
        `UPDATE outbox SET state = 'attention', attempts = attempts + 1, fault = ?, next_attempt_at_utc = NULL
         WHERE id = ? AND state <> 'sent'`,
        JSON.stringify(fault),
        id,
      ),
    // The fault stays until the next attempt: the province is told that the operation was held for review.
    release: (id) =>
      run(`UPDATE outbox SET state = 'waiting', next_attempt_at_utc = NULL WHERE id = ? AND state = 'attention'`, id) >
      0,
    clearPauses: () => void run("UPDATE outbox SET next_attempt_at_utc = NULL WHERE state = 'waiting'"),
    recover: () => void run("UPDATE outbox SET state = 'waiting' WHERE state = 'sending'"),
  };
}
