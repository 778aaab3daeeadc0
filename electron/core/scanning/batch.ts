// Runs a batch of pages: each page is durable, and in the component where it stays, before the next sheet is asked for.
import type { Fault, Page, ScanEvent } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { Imaging, PageCode, StoredImage } from "../imaging";
import type { PagePlace, PapersService } from "../papers";
import type { Reader } from "../storage";
import type { ScannedPage, ScannerDriver, ScanRequest } from "./driver";
import type { PlaceOfNext } from "./place";
import { readRouting, type Routing } from "./routing";

export interface BatchParts {
  storage: { read: Reader };
  papers: Pick<PapersService, "addPage">;
  imaging: Pick<Imaging, "toStoredImage" | "readCodes" | "inspect">;
}

export interface Batch {
  id: string;
  driver: ScannerDriver;
  request: ScanRequest;
  place: PlaceOfNext;
  /** Written beside each page, for instance "sane:pnm:0". */
  source: string;
  readsSeparators: boolean;
  /** Pages that came before in the same stream. */
  pagesBefore: number;
  signal: AbortSignal;
  onDoubleFeed(): void;
}

const MOST_SHEETS = 100_000;

/** What a batch came to. The pages before a fault stay. */
export interface BatchResult {
  pageCount: number;
  /** As the device counted; null when it tells nothing. */
  sheetsFed: number | null;
  fault: Fault | null;
}

interface Progress {
  pageCount: number;
  sheetsFed: number | null;
  /** The page before was a separator sheet. */
  isAfterSeparator: boolean;
}

type BatchEvent = Exclude<ScanEvent, { kind: "started" | "finished" }>;

/** Never throws an expected fault: it is in the result. */
export async function* runBatch(parts: BatchParts, batch: Batch): AsyncGenerator<BatchEvent, BatchResult> {
  const progress: Progress = { pageCount: 0, sheetsFed: null, isAfterSeparator: false };
  let fault: Fault | null = null;
  try {
    yield* readPages(parts, batch, progress);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    fault = { code: error.code, facts: error.facts };
  }
  return { pageCount: progress.pageCount, sheetsFed: progress.sheetsFed, fault };
}

/** What a driver delivered, as it is kept. */
export async function toStored(imaging: Pick<Imaging, "toStoredImage">, { image }: ScannedPage): Promise<StoredImage> {
  return "mimeType" in image ? image : imaging.toStoredImage(image.bytes, image.resolutionDpi);
}

async function* readPages(parts: BatchParts, batch: Batch, progress: Progress): AsyncGenerator<BatchEvent> {
  for await (const event of batch.driver.scan(batch.request, batch.signal)) {
    const pageNumber = batch.pagesBefore + progress.pageCount;
    if (event.kind === "page") yield* takePage(parts, { batch, progress }, event);
    else if (event.kind === "progress")
      yield { kind: "progress", pageNumber: pageNumber + 1, fraction: fractionOf(event.fraction) };
    else if (event.kind === "sheets-fed") progress.sheetsFed = sheetsOf(event.sheets) ?? progress.sheetsFed;
    else if (event.kind === "file-failed") yield event;
    else {
      batch.onDoubleFeed();
      yield { kind: "double-feed", pageNumber };
    }
  }
}

/** What a device says of its progress may be anything; what is no fraction tells nothing. */
function fractionOf(told: number | null): number | null {
  return told !== null && Number.isFinite(told) ? Math.min(1, Math.max(0, told)) : null;
}

/** A count that no feeder can reach is none: it would be held against the pages. */
function sheetsOf(told: number): number | null {
  return Number.isInteger(told) && told >= 0 && told <= MOST_SHEETS ? told : null;
}

interface Run {
  batch: Batch;
  progress: Progress;
}

async function* takePage(parts: BatchParts, run: Run, scanned: ScannedPage): AsyncGenerator<BatchEvent> {
  const { batch, progress } = run;
  const image = await toStored(parts.imaging, scanned);
  const look = await lookAt(parts, run, image);
  if (look.routing.kind === "to") batch.place.goTo(look.routing.route);
  const { page, fault } = storePage(parts, batch, { image, scanned, isSeparator: look.isSeparator });
  progress.isAfterSeparator = look.isSeparator;
  if (look.routing.kind === "to") yield { kind: "target", ...look.routing.route, by: look.routing.by };
  if (look.routing.kind === "refused")
    yield { kind: "target-refused", code: look.routing.code, fault: look.routing.fault };
  if (page) {
    progress.pageCount++;
    batch.place.follow(page);
    yield { kind: "page", page, pageNumber: batch.pagesBefore + progress.pageCount };
  }
  const ending = fault ?? look.fault;
  if (ending) throw ending;
}

interface Look {
  routing: Routing;
  /** The sheet is kept hidden. */
  isSeparator: boolean;
  /** Pages after one that could not be read might go to the wrong component: it is kept, and the batch ends. */
  fault: DomainError | null;
}

const ORDINARY: Look = { routing: { kind: "none" }, isSeparator: false, fault: null };

async function lookAt(parts: BatchParts, run: Run, image: StoredImage): Promise<Look> {
  if (!run.batch.readsSeparators) return ORDINARY;
  try {
    return await lookTwice(parts, run, image);
  } catch (error) {
    if (error instanceof DomainError) return { ...ORDINARY, fault: error };
    throw error;
  }
}

/** The image process may die under a picture that is sound: a separator sheet would stay among the pages of a paper. */
async function lookTwice(parts: BatchParts, run: Run, image: StoredImage): Promise<Look> {
  try {
    return await lookOnce(parts, run, image);
  } catch (error) {
    if (error instanceof DomainError && error.code === "FILE_UNREADABLE") return lookOnce(parts, run, image);
    throw error;
  }
}

async function lookOnce(parts: BatchParts, run: Run, image: StoredImage): Promise<Look> {
  const codes: PageCode[] = await parts.imaging.readCodes(image.bytes);
  const routing = readRouting(parts.storage.read, codes, run.batch.place.route);
  if (routing.kind !== "none") return { routing, isSeparator: routing.by !== "receipt", fault: null };
  return { ...ORDINARY, isSeparator: await isBackOfSeparator(parts, run, image) };
}

/** The empty other side of a separator sheet. With anything on it, it is a page. */
async function isBackOfSeparator(parts: BatchParts, { batch, progress }: Run, image: StoredImage): Promise<boolean> {
  const isBack = batch.request.settings.source === "duplex" && progress.pageCount % 2 === 1;
  if (!isBack || !progress.isAfterSeparator) return false;
  return (await parts.imaging.inspect(image.bytes, image.resolutionDpi, 0)).isBlank;
}

interface Sheet {
  image: StoredImage;
  scanned: ScannedPage;
  isSeparator: boolean;
}

interface Stored {
  /** null: it was taken before, from the same source. */
  page: Page | null;
  fault: DomainError | null;
}

function storePage({ papers }: BatchParts, batch: Batch, sheet: Sheet): Stored {
  const { image, scanned, isSeparator } = sheet;
  const { route } = batch.place;
  // A hidden sheet takes no page's place.
  const place: PagePlace = isSeparator ? { kind: "end" } : batch.place.place;
  const role = isSeparator ? ("separator" as const) : ("page" as const);
  const origin = scanned.originKey === undefined ? {} : { originKey: scanned.originKey };
  const { original } = scanned;
  const page = { image, source: batch.source, batchId: batch.id, role, original, ...origin };
  try {
    return { page: papers.addPage({ ...page, ...route, place }), fault: null };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === "FILE_ALREADY_TAKEN") return { page: null, fault: null };
    if (error.code !== "NOT_FOUND" || error.facts["kind"] !== "component") throw error;
    // Its component left the checklist while the sheet was read: the page is kept among the loose ones.
    return { page: papers.addPage({ ...page, dossierId: route.dossierId, componentId: null }), fault: error };
  }
}
