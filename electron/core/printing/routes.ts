// Handlers of the printing part of the contract.
import { implement } from "@orpc/server";
import { printingContract } from "../../../shared/contract";
import type { PrintingService } from "./printing";

export function printingRoutes(printing: PrintingService) {
  const os = implement(printingContract);
  return {
    printers: os.printers.handler(() => printing.printers()),
    preview: os.preview.handler(({ input }) => printing.preview(input.dossierId, input.form)),
    print: os.print.handler(({ input }) => printing.print(input)),
    jobs: os.jobs.handler(({ input }) => printing.jobs(input)),
    cancel: os.cancel.handler(({ input }) => printing.cancel(input.jobId)),
    handOver: os.handOver.handler(async ({ input }) => pdfFile(await printing.handOver(input.runId, input.printer))),
    resultPreview: os.resultPreview.handler(({ input }) => printing.resultPreview(input)),
    printResult: os.printResult.handler(({ input: { printer, ...of } }) => printing.printResult(of, printer)),
    pdf: os.pdf.handler(({ input }) => pdfFile(printing.pdf(input.jobId))),
  };
}

function pdfFile({ name, bytes }: { name: string; bytes: Uint8Array }): File {
  return new File([Uint8Array.from(bytes)], name, { type: "application/pdf" });
}
