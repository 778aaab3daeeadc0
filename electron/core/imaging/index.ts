// Images and PDF files become pages. All decoding happens in a process of its own.
import type { PageCorners } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { CoreHost } from "../host";
import { MAX_FILE_BYTES } from "./limits";
import type {
  CardSide,
  CleanedPage,
  CleaningOrder,
  FilePage,
  PageCode,
  PageMetrics,
  QuarterTurns,
  StoredImage,
} from "./protocol";
import { TaskQueue } from "./task-queue";

export { MAX_FILE_BYTES } from "./limits";
export { startNodeImageProcess } from "./node-image-process";
export type {
  CleanedPage,
  CleaningOrder,
  FilePage,
  PageCode,
  PageMetrics,
  QuarterTurns,
  RuledLine,
  StoredImage,
} from "./protocol";

export interface Imaging {
  /**
   * One page from a scanner or camera (TIFF, PNM, JPEG, PNG, BMP): fully decoded, upright by EXIF, as JPEG of quality 88,
   * or the JPEG itself when it is sound and upright.
   * @param resolutionDpi null: what the file claims, else its shorter side taken as the width of A4
   * @throws DomainError FILE_*, IMAGE_TOO_LARGE {widthPx, heightPx}
   */
  toStoredImage(bytes: Uint8Array, resolutionDpi: number | null): Promise<StoredImage>;
  /**
   * Pages of a hostile file, one by one, each drawn when it is asked for: PDF (300 dpi, with its words where its text is
   * what is seen on the page), TIFF, JPEG, PNG, BMP.
   * @throws DomainError FILE_EMPTY, FILE_TRUNCATED, FILE_TYPE_UNSUPPORTED, FILE_HEIC_UNSUPPORTED, FILE_PASSWORD_PROTECTED, FILE_UNREADABLE,
   * FILE_TOO_MANY_PAGES {pages, limit}, FILE_TOO_LARGE {sizeBytes, limitBytes}, IMAGE_TOO_LARGE, FILE_TIMEOUT, CANCELLED
   */
  pagesOfFile(bytes: Uint8Array, signal: AbortSignal): AsyncIterable<FilePage>;
  /** @throws DomainError as pagesOfFile */
  countPages(bytes: Uint8Array): Promise<number>;
  /** A JPEG whose longer side is at most `maxPx`, turned clockwise. */
  resize(bytes: Uint8Array, maxPx: number, quarterTurns?: QuarterTurns): Promise<Uint8Array>;
  /** The same page turned clockwise, as JPEG at its full resolution; the very bytes when there is nothing to turn. */
  turn(bytes: Uint8Array, quarterTurns: QuarterTurns): Promise<Uint8Array>;
  /**
   * A photographed page, upright by EXIF, cut out along its corners and set straight. A sheet within 4 % of A4 or a card
   * gets that very shape and the resolution that follows from it; of any other the shorter side is taken for that of A4.
   * @param corners null: the whole picture
   * @throws DomainError FILE_*, IMAGE_TOO_LARGE; INPUT_INVALID when the corners are no quadrilateral
   */
  straighten(bytes: Uint8Array, corners: PageCorners | null): Promise<StoredImage>;
  /** Both sides of an identity card at their true size on one white A4 page of 300 dpi, the front above the back. */
  joinCard(front: CardSide, back: CardSide): Promise<StoredImage>;
  /** QR codes and patch T on a page, each text once. Never fails for what is on the page, only for a bad file. */
  readCodes(bytes: Uint8Array): Promise<PageCode[]>;
  /** Looks at the page as it is shown: turned clockwise. Comes after all other waiting work. */
  inspect(bytes: Uint8Array, resolutionDpi: number, quarterTurns: QuarterTurns): Promise<PageMetrics>;
  /** Makes a page ready for reading. Comes after scanning and pictures for the window. @throws DomainError FILE_*, IMAGE_TOO_LARGE */
  clean(order: CleaningOrder): Promise<CleanedPage>;
  /** The page made ready for reading, to be looked at. @returns JPEG @throws DomainError as clean */
  drawCleaned(order: CleaningOrder): Promise<Uint8Array>;
  /** @param pageNumber from 1 @returns PNG */
  rasterisePdf(pdf: Uint8Array, pageNumber: number, resolutionDpi: number): Promise<Uint8Array>;
  /** Ends the process; tasks under way fail with CANCELLED. */
  close(): void;
}

/** @param options.timeoutMs for one task, one page at most; 60 s by default */
export function createImaging(
  host: Pick<CoreHost, "startImageProcess">,
  options: { timeoutMs?: number } = {},
): Imaging {
  const queue = new TaskQueue(host, options.timeoutMs);
  return {
    toStoredImage: async (bytes, resolutionDpi) => queue.run("storeImage", { bytes: checkSize(bytes), resolutionDpi }),
    pagesOfFile: (bytes, signal) => pagesOfFile(queue, checkSize(bytes), signal),
    countPages: (bytes) => countPages(queue, bytes),
    resize: async (bytes, maxPx, quarterTurns = 0) =>
      queue.run("resize", { bytes: checkSize(bytes), maxPx, quarterTurns }),
    turn: async (bytes, quarterTurns) =>
      quarterTurns === 0 ? bytes : queue.run("turn", { bytes: checkSize(bytes), quarterTurns }),
    straighten: async (bytes, corners) => queue.run("straighten", { bytes: checkSize(bytes), corners }),
    joinCard: async (front, back) => {
      for (const side of [front, back]) checkSize(side.bytes);
      return queue.run("joinCard", { front, back });
    },
    readCodes: async (bytes) => queue.run("readCodes", { bytes: checkSize(bytes) }),
    inspect: async (bytes, resolutionDpi, quarterTurns) =>
      queue.run("inspect", { bytes: checkSize(bytes), resolutionDpi, quarterTurns }),
    drawCleaned: async (order) => queue.run("drawCleaned", { ...order, bytes: checkSize(order.bytes) }),
    clean: async (order) => queue.run("clean", { ...order, bytes: checkSize(order.bytes) }),
    rasterisePdf: (bytes, pageNumber, resolutionDpi) => queue.run("rasterisePdf", { bytes, pageNumber, resolutionDpi }),
    close: () => queue.close(),
  };
}

async function* pagesOfFile(queue: TaskQueue, bytes: Uint8Array, signal: AbortSignal): AsyncGenerator<FilePage> {
  let file = await queue.run("openFile", { bytes });
  try {
    for (let pageNumber = 1; pageNumber <= file.pages; pageNumber++) {
      if (signal.aborted) throw new DomainError("CANCELLED");
      let image = await findPage(queue, file.fileId, pageNumber);
      if (!image) {
        file = await queue.run("openFile", { bytes });
        image = await queue.run("readPage", { fileId: file.fileId, pageNumber });
      }
      const { mimeType, isSigned, pages: pageCount } = file;
      yield { ...image, origin: { mimeType, isSigned, pageCount, pageNumber } };
    }
  } finally {
    // A process that has ended has closed its files.
    if (queue.hasProcess) await queue.run("closeFile", { fileId: file.fileId });
  }
}

/** undefined when the process that had the file open is gone: another caller's image may have cost it. */
async function findPage(
  queue: TaskQueue,
  fileId: string,
  pageNumber: number,
): Promise<Omit<FilePage, "origin"> | undefined> {
  try {
    return await queue.run("readPage", { fileId, pageNumber });
  } catch (error) {
    if (error instanceof DomainError && error.code === "NOT_FOUND") return undefined;
    throw error;
  }
}

async function countPages(queue: TaskQueue, bytes: Uint8Array): Promise<number> {
  const { fileId, pages } = await queue.run("openFile", { bytes: checkSize(bytes) });
  await queue.run("closeFile", { fileId });
  return pages;
}

function checkSize(bytes: Uint8Array): Uint8Array {
  if (bytes.byteLength > MAX_FILE_BYTES)
    throw new DomainError("FILE_TOO_LARGE", { sizeBytes: bytes.byteLength, limitBytes: MAX_FILE_BYTES });
  return bytes;
}
