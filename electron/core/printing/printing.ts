// Printing as the window knows it: previews, printers, jobs.
import type { DossierForm, PrintJob, Printer } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import { printName } from "./form-data";
import { createHandOver, type HandOver } from "./hand-over";
import { getJob, listJobs } from "./job-rows";
import { createJobs } from "./jobs";
import type { PrintingParts } from "./ports";
import { openPrintQueue } from "./queues/registry";
import { createResultPrints, type ResultPrints } from "./results";
import { createSheets, type Preview, type Sheets } from "./sheets";

export interface PrintRequest {
  dossierId: string;
  form: DossierForm;
  /** null: the PDF is only kept. */
  printer: string | null;
  copies: number;
}

export interface PrintingService {
  /** No print system counts as no printer: the window then offers the PDF. */
  printers(): Promise<Printer[]>;
  /** @throws DomainError FORM_RENDER_FAILED, NOT_FOUND, DOSSIER_INCOMPLETE, COUNTER_NOT_CONFIGURED */
  preview(dossierId: string, form: DossierForm): Promise<Preview>;
  /** @throws DomainError as preview, and PRINT_SYSTEM_MISSING, PRINTER_NOT_FOUND, PRINTER_REJECTED, PRINTER_UNREACHABLE */
  print(request: PrintRequest): Promise<PrintJob>;
  /** Newest first. */
  jobs(query: { dossierId?: string; limit: number }): PrintJob[];
  /** A job that has ended already is given back as it is. */
  cancel(jobId: string): Promise<PrintJob>;
  /** @throws DomainError NOT_FOUND, BLOB_MISSING, BLOB_DAMAGED */
  pdf(jobId: string): { name: string; bytes: Uint8Array };
  handOver: HandOver["handOver"];
  resultPreview: ResultPrints["resultPreview"];
  printResult: ResultPrints["printResult"];
  readPreview: Sheets["readPreview"];
  /** Follows jobs that an earlier run left open. */
  start(): void;
  stop(): Promise<void>;
}

export function createPrinting(parts: PrintingParts): PrintingService {
  const queue = parts.queue ?? openPrintQueue((...page) => parts.imaging.rasterisePdf(...page));
  const sheets = createSheets(parts);
  const jobs = createJobs({ ...parts, queue });
  const reports = createHandOver({ ...parts, queue });
  let printing: Promise<unknown> = Promise.resolve();

  async function printNow(request: PrintRequest): Promise<PrintJob> {
    const drawn = await sheets.forPrint(request.dossierId, request.form);
    return jobs.place({ ...request, ...drawn });
  }

  return {
    async printers() {
      try {
        return await queue.list();
      } catch (error) {
        if (error instanceof DomainError) return []; // no print system here: nothing to choose from
        throw error;
      }
    },
    preview: (dossierId, form) => sheets.preview(dossierId, form),
    print(request) {
      // One after the other, so that two quick keys do not make two papers with the same copy number.
      const result = printing.then(() => printNow(request));
      printing = result.catch(() => undefined); // the caller has the failure
      return result;
    },
    jobs: (query) => listJobs(parts.storage.read, query),
    cancel: (jobId) => jobs.cancel(jobId),
    pdf(jobId) {
      const { job, sheet } = getJob(parts.storage.read, jobId);
      return { name: `${printName(parts, job).join("-")}.pdf`, bytes: parts.papers.readBlob(sheet.sha256) };
    },
    ...createResultPrints({ ...parts, queue }),
    handOver: (runId, printer) => reports.handOver(runId, printer),
    readPreview: (previewId, pageNumber) => sheets.readPreview(previewId, pageNumber),
    start: () => jobs.resume(),
    stop: () => jobs.stop(),
  };
}
