// What the window shows of runs, and what the hand-over report is made from.
import { Fault, type RunReport, type SyncRun } from "../../../../shared/contract";
import { DomainError } from "../../../../shared/errors";
import { WireReceipt } from "../../../../shared/wire";
import type { Reader } from "../../storage";
import { startOfLocalDay } from "../hold";
import type { DossierPort, SettingsPort } from "../ports";

interface RunRow {
  id: string;
  /** In the book. */
  place: number;
  kind: SyncRun["kind"];
  started_at_utc: string;
  ended_at_utc: string | null;
  left_over: number;
  bytes: number;
  fault: string | null;
  accepted: number;
  attention: number;
}

const RUNS = `SELECT r.*, r.rowid AS place, count(CASE WHEN o.outcome = 'accepted' THEN 1 END) AS accepted,
                     count(CASE WHEN o.outcome = 'attention' THEN 1 END) AS attention
              FROM sync_runs AS r LEFT JOIN sync_run_operations AS o ON o.run_id = r.id`;

/** Newest first. */
export function listRuns(reader: Reader, { limit, offset }: { limit: number; offset: number }): SyncRun[] {
  return reader.all<RunRow>(`${RUNS} GROUP BY r.id ORDER BY r.rowid DESC LIMIT ? OFFSET ?`, limit, offset).map(toRun);
}

interface ReportDeps {
  read: Reader;
  dossiers: DossierPort;
  settings: SettingsPort;
}

/** @throws DomainError NOT_FOUND */
export function readReport({ read, dossiers, settings }: ReportDeps, runId: string): RunReport {
  const row = read.get<RunRow>(`${RUNS} WHERE r.id = ? GROUP BY r.id`, runId);
  if (!row) throw new DomainError("NOT_FOUND", { id: runId });
  const operations = listOperations(read, row);
  const { counter } = settings.read();
  return {
    run: toRun(row),
    unitName: counter?.unitName ?? "",
    counterName: counter?.counterName ?? "",
    officerName: counter?.officerName ?? "",
    accepted: operations.flatMap((operation) => toAccepted(dossiers, operation)),
    notAccepted: operations.flatMap((operation) => toNotAccepted(dossiers, operation)),
  };
}

interface OperationRow {
  dossier_id: string;
  kind: string;
  state: "waiting" | "sending" | "attention" | "sent";
  outcome: string | null;
  receipt: string | null;
  fault: string | null;
}

/**
 * Of an end of day everything since the one before stands in the report, whichever run it went out with, and what was left
 * over too: nothing of the day is missing. Runs count by their order in the book, for clocks may be set.
 */
function listOperations(read: Reader, run: RunRow): OperationRow[] {
  const isDay = run.kind === "end_of_day";
  const isOver = run.ended_at_utc !== null;
  return read.all<OperationRow>(
    `SELECT o.dossier_id, o.kind, o.state, o.receipt, ifnull(own.fault, o.fault) AS fault,
            ifnull(own.outcome, iif(o.state = 'sent', 'accepted', NULL)) AS outcome
     FROM outbox AS o LEFT JOIN sync_run_operations AS own ON own.operation_id = o.id AND own.run_id = ?
     WHERE o.state <> 'replaced' AND (own.outcome IS NOT NULL OR (? AND (
       (? AND o.state <> 'sent') OR
       o.id IN (SELECT d.operation_id FROM sync_run_operations AS d JOIN sync_runs AS r ON r.id = d.run_id
                WHERE d.outcome = 'accepted' AND r.rowid > ? AND r.rowid < ?))))
     ORDER BY o.rowid`,
    ...[run.id, Number(isDay), Number(!isOver), findDayBefore(read, run), run.place],
  );
}

/** Place in the book of the last run that is not of this end of day's time: the one before, or the last of an earlier day. */
function findDayBefore(read: Reader, run: RunRow): number {
  const midnight = startOfLocalDay(new Date(run.started_at_utc)).toISOString();
  const before = read.value<number | null>(
    "SELECT max(rowid) FROM sync_runs WHERE kind = 'end_of_day' AND rowid < ?",
    run.place,
  );
  const earlier = "SELECT max(rowid) FROM sync_runs WHERE started_at_utc < ? AND rowid < ?";
  return before ?? read.value<number | null>(earlier, midnight, run.place) ?? 0;
}

function toAccepted(dossiers: DossierPort, row: OperationRow): RunReport["accepted"] {
  if (row.outcome !== "accepted" || row.receipt === null) return [];
  const receipt = WireReceipt.partial().parse(JSON.parse(row.receipt));
  return [
    {
      ...labelOf(dossiers, row),
      officialCode: receipt.officialCode ?? "",
      kind: row.kind,
      receiptId: receipt.receiptId ?? "",
      receivedAtUtc: receipt.receivedAtUtc ?? "",
    },
  ];
}

function toNotAccepted(dossiers: DossierPort, row: OperationRow): RunReport["notAccepted"] {
  if (row.outcome === "accepted") return [];
  return [{ ...labelOf(dossiers, row), kind: row.kind, state: row.state, fault: toFault(row.fault) }];
}

function labelOf(dossiers: DossierPort, { dossier_id: dossierId }: OperationRow) {
  const label = dossiers.describe(dossierId);
  return {
    provisionalCode: label?.provisionalCode ?? "",
    applicantName: label?.applicantName ?? "",
    procedureName: label?.procedureName ?? "",
  };
}

function toRun(row: RunRow): SyncRun {
  return {
    id: row.id,
    kind: row.kind,
    startedAtUtc: row.started_at_utc,
    endedAtUtc: row.ended_at_utc,
    accepted: row.accepted,
    attention: row.attention,
    left: row.left_over,
    bytes: row.bytes,
    fault: toFault(row.fault),
  };
}

function toFault(text: string | null): Fault | null {
  return text === null ? null : Fault.parse(JSON.parse(text));
}
