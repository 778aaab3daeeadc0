// One table of what CUPS says and what it means at the counter.
import type { Printer } from "../../../../shared/contract";
import { DomainError, type ErrorCode } from "../../../../shared/errors";
import { textsOf, type IppAttributes } from "./ipp-client";
import type { QueueJobStatus } from "./print-queue";

/** From lp's messages; the programs run with English messages. */
const SUBMISSION_FAULTS: readonly (readonly [RegExp, ErrorCode])[] = [
  [/printer or class does not exist|unknown destination|no such destination/i, "PRINTER_NOT_FOUND"],
  [/not accepting jobs/i, "PRINTER_REJECTED"],
  [/scheduler not responding|unable to connect|bad file descriptor|no such file/i, "PRINT_SYSTEM_MISSING"],
];

export function submissionFault(stderr: string, printer: string): DomainError {
  const code = SUBMISSION_FAULTS.find(([pattern]) => pattern.test(stderr))?.[1] ?? "PRINTER_REJECTED";
  return new DomainError(code, { printer, reason: stderr.trim().slice(0, 200) });
}

const PRINTER_STATES: Readonly<Record<string, Printer["state"]>> = {
  idle: "idle",
  processing: "printing",
  stopped: "stopped",
};

export function cupsPrinterState(state: unknown): Printer["state"] {
  return PRINTER_STATES[String(state)] ?? "unknown";
}

const JOB_STATES: Readonly<Record<string, QueueJobStatus["state"]>> = {
  pending: "submitted",
  "pending-held": "held",
  processing: "printing",
  "processing-stopped": "held",
  canceled: "cancelled",
  aborted: "failed",
  completed: "completed",
};

/** Somebody must go to the printer. CUPS goes on calling such a job "processing". */
const NEEDS_A_PERSON =
  /^(media-empty|media-needed|media-jam|cover-open|door-open|toner-empty|marker-supply-empty|paused|printer-stopped|stopped|offline|input-tray-missing|output-area-full)/;

/** A printer that was switched off shows in no reason, only in the backend's sentence. */
const OFFLINE_MESSAGE = /may not exist or is unavailable|not responding|is unreachable|unable to locate/i;

/** @param printer a stopped queue shows in its own state only, not in that of its waiting jobs */
export function cupsJobStatus(job: IppAttributes, printer: IppAttributes | undefined): QueueJobStatus {
  const state = JOB_STATES[String(job["job-state"])] ?? "submitted";
  const isActive = state === "submitted" || state === "printing" || state === "held";
  const own = reasonsOf(job, "job-state-reasons");
  if (!isActive) return { state, reasons: own };
  const reasons = [...own, ...reasonsOf(job, "job-printer-state-reasons")];
  if (OFFLINE_MESSAGE.test(String(job["job-printer-state-message"] ?? ""))) reasons.push("offline");
  if (printer?.["printer-state"] === "stopped") reasons.push("paused");
  const isWaitingForPerson = reasons.some((reason) => NEEDS_A_PERSON.test(reason));
  return { state: isWaitingForPerson ? "held" : state, reasons: [...new Set(reasons)] };
}

/** What repeats the state or tells of CUPS's own steps helps nobody at a counter. */
const NOISE = /^(job-(?!hold)|cups-|connecting-to-device|processing-to-stop-point|none$)/;

/** Keywords without their severity: "media-empty-warning" and "media-empty-error" are one thing to do. */
export function reasonsOf(attributes: IppAttributes, name: string): string[] {
  return textsOf(attributes, name)
    .map((reason) => reason.replace(/-(error|warning|report)$/, ""))
    .filter((reason) => !NOISE.test(reason));
}
