// The hand-over report of a run: drawn, handed to the print queue when a printer is named, and given back as a file.
import type { PrintingParts } from "./ports";
import type { PrintQueue } from "./queues/print-queue";

export interface HandOver {
  /** @throws DomainError NOT_FOUND, COUNTER_NOT_CONFIGURED, FORM_RENDER_FAILED, PRINT_SYSTEM_MISSING, PRINTER_* */
  handOver(runId: string, printer: string | null): Promise<{ name: string; bytes: Uint8Array }>;
}

export function createHandOver(parts: PrintingParts & { queue: PrintQueue }): HandOver {
  return {
    async handOver(runId, printer) {
      const data = parts.handOverData(runId);
      const pdf = await parts.host.renderForm("hand-over", data);
      // The moment of the run and nobody's name: the print system shows titles to others.
      const title = `ban-giao-${data.run.startedAtUtc.slice(0, 16).replaceAll(/[^0-9]/gu, "")}`;
      if (printer !== null) {
        const pageCount = await parts.imaging.countPages(pdf);
        await parts.queue.submit({ pdf, pageCount, printer, copies: 1, title });
      }
      return { name: `${title}.pdf`, bytes: pdf };
    },
  };
}
