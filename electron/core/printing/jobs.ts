// The life of a print job: kept before it is handed to the queue, followed until the queue says how it ended.
import { v7 as newId } from "uuid";
import type { DossierForm, PrintJob } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { Writer } from "../storage";
import { printName } from "./form-data";
import { createJobWatch } from "./job-watch";
import { getJob, insertJob, listOpenJobs, updateJob, type JobChange, type Sheet } from "./job-rows";
import type { PrintEvent, PrintingParts } from "./ports";
import type { PrintQueue, QueueJobStatus } from "./queues/print-queue";

export interface PrintOrder {
  dossierId: string;
  form: DossierForm;
  printer: string | null;
  copies: number;
  sheet: Sheet;
  copyNumber: number;
}

export interface Jobs {
  /** @throws DomainError PRINT_SYSTEM_MISSING, PRINTER_NOT_FOUND, PRINTER_REJECTED, PRINTER_UNREACHABLE */
  place(order: PrintOrder): Promise<PrintJob>;
  /** @throws DomainError NOT_FOUND, PRINTER_UNREACHABLE */
  cancel(jobId: string): Promise<PrintJob>;
  /** Follows the jobs that an earlier run left open. */
  resume(): void;
  stop(): Promise<void>;
}

const ENDED: readonly PrintJob["state"][] = ["completed", "cancelled", "failed", "saved"];
const SUBMITTED: QueueJobStatus = { state: "submitted", reasons: [] };
const UNREACHABLE_REASON = "queue-unreachable";

export function createJobs(parts: PrintingParts & { queue: PrintQueue }): Jobs {
  const { storage, queue } = parts;
  const jobWatch = createJobWatch({ ask: (jobId) => followOrKeep(parts, jobId) });
  return {
    async place(order) {
      const job = toNewJob(order, parts.clock.now().toISOString());
      storage.transaction((writer) => {
        insertJob(writer, job, order.sheet);
        if (job.state === "saved") record(parts, writer, eventOf(job, "print.saved"));
      });
      const result = job.printer === null ? job : await submit(parts, job.id, order);
      parts.changes.publish({ topic: "printing", id: job.id });
      if (!ENDED.includes(result.state)) jobWatch.watch(job.id);
      return result;
    },
    async cancel(jobId) {
      const { job } = getJob(storage.read, jobId);
      if (ENDED.includes(job.state) || job.printer === null || job.queueJobId === null) return job;
      await queue.cancel(job.printer, job.queueJobId);
      await follow(parts, jobId);
      jobWatch.watch(jobId);
      return getJob(storage.read, jobId).job;
    },
    resume() {
      for (const job of listOpenJobs(storage.read)) jobWatch.watch(job.id);
    },
    stop: () => jobWatch.stop(),
  };
}

type JobParts = PrintingParts & { queue: PrintQueue };

function toNewJob(order: PrintOrder, createdAtUtc: string): PrintJob {
  const { dossierId, form, printer, copyNumber } = order;
  const state = printer === null ? "saved" : "submitted";
  return {
    id: newId(),
    dossierId,
    form,
    printer,
    copyNumber,
    state,
    queueJobId: null,
    reasons: [],
    fault: null,
    createdAtUtc,
  };
}

async function submit(parts: JobParts, jobId: string, order: PrintOrder): Promise<PrintJob> {
  const { job } = getJob(parts.storage.read, jobId);
  try {
    const queueJobId = await parts.queue.submit({
      pdf: parts.papers.readBlob(order.sheet.sha256),
      pageCount: order.sheet.pageCount,
      printer: order.printer ?? "",
      copies: order.copies,
      title: titleOf(parts, job),
    });
    change(parts, { ...job, queueJobId }, { ...SUBMITTED, event: "print.submitted" });
    return getJob(parts.storage.read, jobId).job;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    change(parts, { ...job, fault: { code: error.code, facts: error.facts } }, { ...FAILED, event: "print.failed" });
    parts.changes.publish({ topic: "printing", id: jobId });
    throw error;
  }
}

const FAILED: QueueJobStatus = { state: "failed", reasons: [] };

/** What others see in the print system: the code that is printed as a QR anyway, and which copy it is. */
function titleOf(parts: JobParts, job: PrintJob): string {
  return printName(parts, job).join(" ");
}

/** A full disk must not end the watching: the state is asked for again later. */
async function followOrKeep(parts: JobParts, jobId: string): Promise<"ended" | "changed" | "same"> {
  try {
    return await follow(parts, jobId);
  } catch (error) {
    if (error instanceof DomainError) return "same";
    throw error;
  }
}

async function follow(parts: JobParts, jobId: string): Promise<"ended" | "changed" | "same"> {
  const { job } = getJob(parts.storage.read, jobId);
  if (job.printer === null || ENDED.includes(job.state)) return "ended";
  const seen = await look(parts, job, job.printer);
  const isSame =
    seen.state === job.state && sameReasons(seen.reasons, job.reasons) && seen.queueJobId === job.queueJobId;
  if (isSame) return "same";
  change(parts, { ...job, queueJobId: seen.queueJobId, fault: seen.fault }, { ...seen, event: endEventOf(seen.state) });
  parts.changes.publish({ topic: "printing", id: jobId });
  return ENDED.includes(seen.state) ? "ended" : "changed";
}

/** Never throws: a queue that does not answer is a state of the job, and the question is asked again later. */
async function look(parts: JobParts, job: PrintJob, printer: string): Promise<Omit<JobChange, "atUtc">> {
  try {
    // Core died between handing the file over and storing the number.
    const queueJobId = job.queueJobId ?? (await parts.queue.find(printer, titleOf(parts, job)));
    const status = queueJobId === null ? null : await parts.queue.status(printer, queueJobId);
    if (status) return { ...status, queueJobId, fault: null };
    const fault = { code: "PRINTER_UNREACHABLE" as const, facts: { printer, reason: "job-unknown" } };
    return { ...FAILED, queueJobId, fault };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { state: "held", reasons: [UNREACHABLE_REASON], queueJobId: job.queueJobId, fault: null };
  }
}

function change(parts: JobParts, job: PrintJob, to: QueueJobStatus & { event: PrintEvent["kind"] | null }): void {
  const { state, reasons, event } = to;
  const atUtc = parts.clock.now().toISOString();
  parts.storage.transaction((writer) => {
    updateJob(writer, job.id, { state, reasons, queueJobId: job.queueJobId, fault: job.fault, atUtc });
    if (event) record(parts, writer, eventOf(job, event));
  });
}

/** Separator sheets are tools of the counter and no part of the dossier's history. */
function record(parts: JobParts, writer: Writer, event: PrintEvent): void {
  if (event.facts.form === "receipt") parts.recordEvent(writer, event);
}

function endEventOf(state: PrintJob["state"]): PrintEvent["kind"] | null {
  if (state === "completed" || state === "cancelled" || state === "failed") return `print.${state}`;
  return null;
}

function eventOf({ dossierId, form, printer, queueJobId, copyNumber }: PrintJob, kind: PrintEvent["kind"]): PrintEvent {
  return { dossierId, kind, facts: { form, printer, queueJobId, copyNumber } };
}

function sameReasons(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((reason, index) => reason === right[index]);
}
