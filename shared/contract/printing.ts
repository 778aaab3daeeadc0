// Printed forms, printers and print jobs.
import { oc } from "@orpc/contract";
import { z } from "zod";
import { Fault, Id, InstantUtc } from "./values";

/** Everything that can be drawn. hand-over: the report of one run of sending, no paper of a dossier. */
export const FormName = z.enum(["receipt", "separator", "separator-next", "hand-over"]);
export type FormName = z.infer<typeof FormName>;

/** separator: a sheet for each paper of the dossier; separator-next: one sheet that means "the next paper". */
export const DossierForm = FormName.exclude(["hand-over"]);
export type DossierForm = z.infer<typeof DossierForm>;

export const Printer = z.object({
  name: z.string(),
  description: z.string(),
  isDefault: z.boolean(),
  state: z.enum(["idle", "printing", "stopped", "unknown"]),
  /** The queue's own words, for instance "media-empty". */
  reasons: z.array(z.string()),
});
export type Printer = z.infer<typeof Printer>;

/** submitted: the queue has it and gave a number; completed: the queue says that it is printed. */
export const PrintJobState = z.enum(["submitted", "printing", "held", "completed", "cancelled", "failed", "saved"]);

export const PrintJob = z.object({
  id: Id,
  dossierId: Id,
  form: DossierForm,
  /** null when it was saved as a file, for want of a printer. */
  printer: z.string().nullable(),
  /** The queue's number, for instance "LASER-9". */
  queueJobId: z.string().nullable(),
  state: PrintJobState,
  reasons: z.array(z.string()),
  fault: Fault.nullable(),
  /** 1 for the first print; from 2 on the form says "In lại lần n". */
  copyNumber: z.number().int(),
  createdAtUtc: InstantUtc,
});
export type PrintJob = z.infer<typeof PrintJob>;

export const Preview = z.object({
  previewId: Id,
  /** Pictures of the very PDF that prints: app://previews/<previewId>/<page from 1>. */
  pageCount: z.number().int(),
});
export type Preview = z.infer<typeof Preview>;

const OfResult = z.object({ dossierId: Id, sha256: z.string() });

export const printingContract = {
  printers: oc.output(z.array(Printer)),
  /** Renders the form of a received dossier to PDF and keeps it. */
  preview: oc.input(z.object({ dossierId: Id, form: DossierForm })).output(Preview),
  /** Prints it; `printer` null keeps the PDF (state "saved") for `pdf`. */
  print: oc
    .input(
      z.object({
        dossierId: Id,
        form: DossierForm,
        printer: z.string().nullable(),
        copies: z.number().int().min(1).max(10).default(1),
      }),
    )
    .output(PrintJob),
  jobs: oc
    .input(z.object({ dossierId: Id.optional(), limit: z.number().int().min(1).max(200).default(20) }))
    .output(z.array(PrintJob)),
  cancel: oc.input(z.object({ jobId: Id })).output(PrintJob),
  /**
   * The hand-over report of a run as PDF; with a printer it is printed, too. It is no paper of a dossier: no job is kept.
   * @throws NOT_FOUND, COUNTER_NOT_CONFIGURED, FORM_RENDER_FAILED, PRINTER_*
   */
  handOver: oc.input(z.object({ runId: Id, printer: z.string().nullable() })).output(z.file()),
  /** Pages of a result (a PDF or a picture) that came from the province. @throws NOT_FOUND, FILE_* */
  resultPreview: oc.input(OfResult).output(Preview),
  /** Prints it as it came. @throws as resultPreview, PRINTER_* */
  printResult: oc.input(OfResult.extend({ printer: z.string() })).output(z.void()),
  /** The PDF of a print job, for saving. */
  pdf: oc.input(z.object({ jobId: Id })).output(z.file()),
};
