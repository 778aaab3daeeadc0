// Results (giấy tờ kết quả) that the province handed to this counter: looked at page by page, and printed as they came.
import { v7 as newId } from "uuid";
import { DomainError } from "../../../shared/errors";
import { insertPreview } from "./job-rows";
import type { PrintingParts } from "./ports";
import type { PrintQueue } from "./queues/print-queue";
import type { Preview } from "./sheets";

export interface ResultId {
  dossierId: string;
  sha256: string;
}

export interface ResultPrints {
  /** Pages for `readPreview`. @throws DomainError NOT_FOUND while it has not come whole, FILE_*, BLOB_* */
  resultPreview(of: ResultId): Promise<Preview>;
  /** @throws DomainError as resultPreview, and PRINT_SYSTEM_MISSING, PRINTER_* */
  printResult(of: ResultId, printer: string): Promise<void>;
}

interface ResultSheet {
  pdf: Uint8Array;
  pageCount: number;
}

export function createResultPrints(parts: PrintingParts & { queue: PrintQueue }): ResultPrints {
  const { storage, papers, imaging, clock, queue } = parts;

  async function sheetOf(of: ResultId): Promise<ResultSheet> {
    const { mimeType, atUtc, bytes } = parts.resultFile(of);
    // Of the time of the result, not of now: looked at again, it is the same file and takes no further room.
    const pdf = mimeType === "application/pdf" ? bytes : await parts.pictureAsPdf(bytes, new Date(atUtc));
    if (!pdf) throw new DomainError("FILE_TYPE_UNSUPPORTED", { mimeType });
    return { pdf, pageCount: await imaging.countPages(pdf) };
  }

  return {
    async resultPreview(of) {
      const { pdf, pageCount } = await sheetOf(of);
      const { sha256 } = papers.storeBlob(pdf, "application/pdf");
      const previewId = newId();
      const preview = { id: previewId, sha256, pageCount, atUtc: clock.now().toISOString() };
      const key = { dossierId: of.dossierId, form: "result" as const, copyNumber: 1 };
      storage.transaction((writer) => insertPreview(writer, key, preview));
      return { previewId, pageCount };
    },
    async printResult(of, printer) {
      const sheet = await sheetOf(of);
      // The hash and nobody's name: the print system shows titles to others.
      const title = `ket-qua-${of.sha256.slice(0, 12)}`;
      await queue.submit({ ...sheet, printer, copies: 1, title });
      const facts = { printer, pages: sheet.pageCount };
      storage.transaction((writer) =>
        parts.recordEvent(writer, { dossierId: of.dossierId, kind: "result.printed", facts }),
      );
    },
  };
}
