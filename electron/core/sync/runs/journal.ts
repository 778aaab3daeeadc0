// The book of runs, written as things happen: what a kill leaves open is closed at the next start.
import { v7 as createId } from "uuid";
import type { Fault, SyncRun } from "../../../../shared/contract";
import type { Clock } from "../../clock";
import type { Storage, Writer } from "../../storage";
import { IS_OPEN } from "../outbox-row";

/** Of one run over the line. */
export interface RunJournal {
  accepted(writer: Writer, operationId: string): void;
  failed(operationId: string, what: { outcome: "attention" | "failed"; fault: Fault }): void;
  /** Page bytes that went out. */
  addBytes(bytes: number): void;
  end(fault: Fault | null): void;
}

interface JournalDeps {
  storage: Storage;
  clock: Clock;
}

const KEPT_DAYS = 400;
const DAY_MS = 86_400_000;
const COUNT_LEFT = `(SELECT count(*) FROM outbox WHERE ${IS_OPEN})`;

/** A background run is entered with the first operation that something became of: one that did nothing leaves no line. */
export function beginRun({ storage, clock }: JournalDeps, kind: SyncRun["kind"]): RunJournal {
  const id = createId();
  const startedAtUtc = clock.now().toISOString();
  let bytes = 0;

  function enter(writer: Writer): void {
    writer.run(
      "INSERT INTO sync_runs (id, kind, started_at_utc) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      id,
      kind,
      startedAtUtc,
    );
  }

  function note(writer: Writer, operationId: string, what: { outcome: string; fault: Fault | null }): void {
    enter(writer);
    writer.run(
      `INSERT INTO sync_run_operations (run_id, operation_id, outcome, fault) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET outcome = excluded.outcome, fault = excluded.fault`,
      ...[id, operationId, what.outcome, what.fault && JSON.stringify(what.fault)],
    );
  }

  if (kind === "end_of_day") storage.transaction(enter);
  return {
    accepted: (writer, operationId) => note(writer, operationId, { outcome: "accepted", fault: null }),
    failed: (operationId, what) => storage.transaction((writer) => note(writer, operationId, what)),
    addBytes(count) {
      bytes += count;
    },
    end(fault) {
      storage.transaction((writer) => {
        noteLeftOver(writer, id);
        writer.run(
          `UPDATE sync_runs SET ended_at_utc = ?, bytes = ?, fault = ?, left_over = ${COUNT_LEFT} WHERE id = ?`,
          ...[clock.now().toISOString(), bytes, fault && JSON.stringify(fault), id],
        );
      });
    },
  };
}

/** What an end of day leaves stands in its report, whatever becomes of it afterwards. */
function noteLeftOver(writer: Writer, runId: string): void {
  writer.run(
    `INSERT INTO sync_run_operations (run_id, operation_id, outcome, fault)
     SELECT r.id, o.id, 'failed', o.fault FROM sync_runs AS r, outbox AS o
     WHERE r.id = ? AND r.kind = 'end_of_day' AND o.${IS_OPEN}
     ON CONFLICT DO NOTHING`,
    runId,
  );
}

/** At the start of the program: runs that a kill left open are over, and very old ones go. */
export function tidyRuns({ storage, clock }: JournalDeps): void {
  const now = clock.now();
  const oldestUtc = new Date(now.getTime() - KEPT_DAYS * DAY_MS).toISOString();
  const open = storage.read.all<{ id: string }>("SELECT id FROM sync_runs WHERE ended_at_utc IS NULL");
  storage.transaction((writer) => {
    for (const { id } of open) noteLeftOver(writer, id);
    writer.run(
      `UPDATE sync_runs SET ended_at_utc = ?, left_over = ${COUNT_LEFT} WHERE ended_at_utc IS NULL`,
      now.toISOString(),
    );
    writer.run("DELETE FROM sync_runs WHERE started_at_utc < ? AND id NOT IN (SELECT run_id FROM bundles)", oldestUtc);
  });
}
