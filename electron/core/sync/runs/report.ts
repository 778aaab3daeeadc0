// What the window shows of runs, and what the hand-over report is made from.
import { Fault, type RunReport, type SyncRun } from "../../../../shared/contract";
import { DomainError } from "../../../../shared/errors";
import { WireReceipt } from "../../../../shared/wire";
import type { Reader } from "../../storage";
import { startOfLocalDay } from "../hold";
import type { DossierPort, SettingsPort } from "../ports";

interface RunRow {
  id: string;
  kind: SyncRun["kind"];
  started_at_utc: string;
  ended_at_utc: string | null;
  left_over: number;
  bytes: number;
  fault: string | null;
  accepted: number;
  attention: number;
}

const RUNS = `SELECT r.*, count(CASE WHEN o.outcome = 'accepted' THEN 1 END) AS accepted,
                     count(CASE WHEN o.outcome = 'attention' THEN 1 END) AS attention
              FROM sync_runs AS r LEFT JOIN sync_run_operations AS o ON o.run_id = r.id`;

/** Newest first. */
export function listRuns(reader: Reader, { limit, offset }: { limit: number; offset: number }): SyncRun[] {
  return reader
    .all<RunRow>(`${RUNS} GROUP BY r.id ORDER BY r.started_at_utc DESC, r.id DESC LIMIT ? OFFSET ?`, limit, offset)
    .map(toRun);
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
 * Of an end of day everything since the one before stands in the report, whichever run it went out with, and the rest of the
 * queue too: nothing of the day is left out, handed over or not.
 */
function listOperations(read: Reader, run: RunRow): OperationRow[] {
  const untilUtc = run.ended_at_utc ?? "9999";
  return read.all<OperationRow>(
    `SELECT o.dossier_id, o.kind, o.state, o.receipt, ifnull(d.fault, o.fault) AS fault,
            iif(d.outcome IS NULL AND o.state = 'sent' AND o.sent_at_utc <= ?, 'accepted', d.outcome) AS outcome
     FROM outbox AS o LEFT JOIN sync_run_operations AS d ON d.operation_id = o.id AND d.run_id = ?
     WHERE o.state <> 'replaced' AND (d.outcome IS NOT NULL OR (? = 'end_of_day' AND o.created_at_utc <= ?
       AND (o.state <> 'sent' OR o.sent_at_utc > ?)))
     ORDER BY o.rowid`,
    ...[untilUtc, run.id, run.kind, untilUtc, findDayBefore(read, run)],
  );
}

/** When the end of day before this one was over; without one, the beginning of its own day. */
function findDayBefore(read: Reader, run: RunRow): string {
  const before = read.value<string | null>(
    "SELECT max(ended_at_utc) FROM sync_runs WHERE kind = 'end_of_day' AND started_at_utc < ?",
    run.started_at_utc,
  );
  return before ?? startOfLocalDay(new Date(run.started_at_utc)).toISOString();
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
