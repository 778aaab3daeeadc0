// What is done for one page of the queue: its text layer is taken, an earlier reading is found, or it is read.
import type { CleaningStepName, Page } from "../../../shared/contract";
import type { QuarterTurns } from "../imaging";
import type { Storage, Writer } from "../storage";
import type { OcrEngineKind } from "./engine";
import { isStillWanted, markDone, type Job } from "./job-queue";
import { PIPELINE_VERSION, type LayerWord, type PagePicture, type PageReader } from "./page-reader";
import type { PageRead } from "./page-reading";
import { savePageText } from "./page-texts";
import { findReading, keepReading, type ReadingKey } from "./reading-cache";
import { turnBox } from "./shown-page";

/** What recognition needs to know of papers. */
export interface PageSource {
  /** @throws DomainError NOT_FOUND */
  getPage(pageId: string): Pick<Page, "sha256" | "widthPx" | "heightPx" | "resolutionDpi" | "rotation">;
  /** The original: not turned. @throws DomainError BLOB_MISSING, BLOB_DAMAGED */
  readPage(pageId: string): Uint8Array;
}

export interface PageWorkDeps {
  storage: Storage;
  papers: PageSource;
  reader: PageReader;
  currentEngine: () => Promise<OcrEngineKind>;
  /** Runs in the transaction that stores what was read: what is made of it is never older than it. */
  onPageRead: (writer: Writer, pageId: string, read: PageRead) => void;
}

export interface Outcome {
  read: PageRead;
  /** null: not to be kept, or kept already. */
  key: ReadingKey | null;
}

/** @throws DomainError NOT_FOUND, BLOB_*, FILE_*, OCR_*, CANCELLED */
export async function readJob(deps: PageWorkDeps, job: Job): Promise<Outcome> {
  const { storage, papers, reader } = deps;
  const { sha256, widthPx, heightPx, resolutionDpi } = papers.getPage(job.pageId);
  const size = { widthPx, heightPx };
  const off = JSON.parse(job.stepsOff) as CleaningStepName[];
  const quarterTurns = (job.rotation / 90) as QuarterTurns;
  const picture = (): PagePicture => ({
    ...size,
    resolutionDpi,
    bytes: papers.readPage(job.pageId),
    quarterTurns,
    off,
  });
  const layer = findTextLayer(deps, job.pageId);
  if (layer) {
    const turning = { turns: quarterTurns, size };
    const words = layer.map((word) => ({ ...word, ...turnBox(word, turning) }));
    return { read: await reader.takeTextLayer(picture(), words), key: null };
  }
  const kind = await deps.currentEngine();
  const key = { sha256, rotation: job.rotation, off, engine: `${kind.id} / ${String(PIPELINE_VERSION)}` };
  const known = findReading(storage.read, key);
  return known ? { read: known, key: null } : { read: await reader.read(picture(), kind), key };
}

/** Text, search entry, what is made of it, and the state, together: a page is never done without its text. */
export function saveOutcome(deps: PageWorkDeps, writer: Writer, done: Outcome & { job: Job; nowUtc: string }): void {
  const { job, read, key, nowUtc } = done;
  if (!isStillWanted(writer, job)) return;
  const stored = savePageText(writer, job.pageId, { read, nowUtc });
  if (key) keepReading(writer, key, { read, nowUtc });
  markDone(writer, job);
  deps.onPageRead(writer, job.pageId, stored);
}

/** Words with boxes on the stored picture; undefined when there is none to be used. */
function findTextLayer({ storage }: PageWorkDeps, pageId: string): LayerWord[] | undefined {
  const words = storage.read.value<string>("SELECT words FROM page_text_layers WHERE page_id = ?", pageId);
  return words === undefined ? undefined : (JSON.parse(words) as LayerWord[]);
}
