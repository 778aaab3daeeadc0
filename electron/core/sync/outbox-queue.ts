// The queue itself: what is due, and what became of what was sent.
import type { Fault } from "../../../shared/contract";
import type { WireReceipt } from "../../../shared/wire";
import type { Clock } from "../clock";
import type { Storage, Writer } from "../storage";
import { IS_OPEN, type OutboxRow } from "./outbox-row";

export interface Due {
  nowUtc: string;
  /** A pause beyond it means that the clock was set back: it is over. */
  latestUtc: string;
  /** Only operations that were added after this one; 0: all. */
  afterRowid: number;
  limit: number;
}

const IS_FIRST = `NOT EXISTS (SELECT 1 FROM outbox AS earlier
                              WHERE earlier.dossier_id = o.dossier_id AND earlier.sequence < o.sequence
                                AND earlier.${IS_OPEN})`;
const IS_DUE = `${IS_OPEN} AND state = 'waiting'
           AND (next_attempt_at_utc IS NULL OR next_attempt_at_utc <= ? OR next_attempt_at_utc > ?)
           AND ${IS_FIRST}`;

/** What is to be sent next. */
export function createQueries({ read }: Storage) {
  return {
    listDue: ({ nowUtc, latestUtc, afterRowid, limit }: Due) =>
      read.all<{ id: string; rowid: number }>(
        `SELECT id, rowid FROM outbox AS o WHERE ${IS_DUE} AND rowid > ? ORDER BY rowid LIMIT ?`,
        ...[nowUtc, latestUtc, afterRowid, limit],
      ),
    findDueOf: (dossierId: string, { nowUtc, latestUtc }: Pick<Due, "nowUtc" | "latestUtc">) =>
      read.value<string>(
        `SELECT id FROM outbox AS o WHERE ${IS_DUE} AND dossier_id = ? LIMIT 1`,
        ...[nowUtc, latestUtc, dossierId],
      ),
    findNextAttempt: (fromUtc: string) =>
      read.value<string | null>(
        `SELECT min(next_attempt_at_utc) FROM outbox AS o
         WHERE ${IS_OPEN} AND state = 'waiting' AND next_attempt_at_utc >= ? AND ${IS_FIRST}`,
        fromUtc,
      ) ?? undefined,
    newest: () => read.value<number | null>("SELECT max(rowid) FROM outbox") ?? 0,
  };
}

/** What became of an operation. */
export function createMarks(storage: Storage, clock: Clock) {
  const run = (sql: string, ...values: (string | null)[]) =>
    storage.transaction((writer) => writer.run(sql, ...values));
  return {
    // With its pause it ceases to be held: whatever becomes of this attempt, its payload is what the province may have.
    markSending: (id: string) =>
      storage.transaction((writer) =>
        writer.get<OutboxRow>(
          `UPDATE outbox SET state = 'sending', next_attempt_at_utc = NULL
           WHERE id = ? AND state = 'waiting' RETURNING *`,
          id,
        ),
      ),
    markSent(writer: Writer, id: string, receipt: WireReceipt): void {
      writer.run(
        `UPDATE outbox SET state = 'sent', receipt = ?, former_receipt = NULL, fault = NULL, next_attempt_at_utc = NULL, sent_at_utc = ?
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
    markWaiting: (id: string, failure?: { fault: Fault; nextAttemptAtUtc: string }) =>
      void (failure
        ? run(
            `UPDATE outbox SET state = 'waiting', attempts = attempts + 1, fault = ?, next_attempt_at_utc = ?
             WHERE id = ? AND state = 'sending'`,
            JSON.stringify(failure.fault),
            failure.nextAttemptAtUtc,
            id,
          )
        : run("UPDATE outbox SET state = 'waiting' WHERE id = ? AND state = 'sending'", id)),
    markAttention: (id: string, fault: Fault) =>
      void run(
        `UPDATE outbox SET state = 'attention', attempts = attempts + 1, fault = ?, next_attempt_at_utc = NULL
         WHERE id = ? AND state IN ('waiting', 'sending')`,
        JSON.stringify(fault),
        id,
      ),
    // The fault stays until the next attempt: the province is told that the operation was held for review.
    release: (id: string) =>
      run(
        `UPDATE outbox SET state = 'waiting', next_attempt_at_utc = NULL
         WHERE id = ? AND state = 'attention' AND fault ->> 'code' <> 'PROVINCE_CONFLICT'`,
        id,
      ) > 0,
    releaseAll: () =>
      void run(
        `UPDATE outbox SET state = 'waiting', next_attempt_at_utc = NULL
         WHERE state = 'attention' AND fault ->> 'code' <> 'PROVINCE_CONFLICT'`,
      ),
    clearPauses: () => void run("UPDATE outbox SET next_attempt_at_utc = NULL WHERE state = 'waiting'"),
    recover: () => void run("UPDATE outbox SET state = 'waiting', next_attempt_at_utc = NULL WHERE state = 'sending'"),
  };
}
