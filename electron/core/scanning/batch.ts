// Runs batches of pages: each page is durable before the next sheet is asked for.
import type { Fault, Page, ScanEvent } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { Imaging, StoredImage } from "../imaging";
import type { PapersService } from "../papers";
import type { ScannedPage, ScannerDriver, ScanRequest } from "./driver";

export interface BatchParts {
  papers: Pick<PapersService, "addPage">;
  imaging: Pick<Imaging, "toStoredImage">;
}

export interface ScanTarget {
  dossierId: string;
  /** null: loose pages. */
  componentId: string | null;
}

export interface Batch {
  driver: ScannerDriver;
  request: ScanRequest;
  target: ScanTarget;
  /** Written beside each page, for instance "sane:pnm:0". */
  source: string;
  /** Pages that came before in the same stream. */
  pagesBefore: number;
  signal: AbortSignal;
}

/** What a batch came to. The pages before a fault stay. */
export interface BatchResult {
  pageCount: number;
  fault: Fault | null;
}

type PageEvent = Extract<ScanEvent, { kind: "progress" | "page" }>;

/** Never throws an expected fault: it is in the result. */
export async function* runBatch(parts: BatchParts, batch: Batch): AsyncGenerator<PageEvent, BatchResult> {
  let pageCount = 0;
  try {
    for await (const event of batch.driver.scan(batch.request, batch.signal)) {
      const pageNumber = batch.pagesBefore + pageCount + 1;
      if (event.kind === "progress") {
        yield { kind: "progress", pageNumber, fraction: event.fraction };
        continue;
      }
      const page = await storePage(parts, batch, event);
      pageCount++;
      yield { kind: "page", page, pageNumber };
    }
    return { pageCount, fault: null };
  } catch (error) {
    if (error instanceof DomainError) return { pageCount, fault: { code: error.code, facts: error.facts } };
    throw error;
  }
}

/** What a driver delivered, as it is kept. */
export async function toStored(imaging: Pick<Imaging, "toStoredImage">, { image }: ScannedPage): Promise<StoredImage> {
  return "mimeType" in image ? image : imaging.toStoredImage(image.bytes, image.resolutionDpi);
}

async function storePage({ papers, imaging }: BatchParts, batch: Batch, page: ScannedPage): Promise<Page> {
  const image = await toStored(imaging, page);
  return papers.addPage({ image, ...batch.target, source: batch.source });
}
