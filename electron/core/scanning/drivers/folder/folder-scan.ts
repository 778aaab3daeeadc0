// One run over a folder: waits for files, takes their pages, and puts the originals away.
import { createHash } from "node:crypto";
import type { ScanSettings } from "../../../../../shared/contract";
import { DomainError } from "../../../../../shared/errors";
import { localDateOf } from "../../../../../shared/text";
import type { Clock } from "../../../clock";
import type { Imaging } from "../../../imaging";
import type { DeviceBook, DriverEvent } from "../../driver";
import { originalOf } from "../../original-file";
import { moveToArchive } from "./archive";
import { Arrivals, type Arrival } from "./arrivals";
import { checkDevice, codeOf, findFiles, type FoundFile } from "./found-file";
import { pause, throughHiccups, type Patience } from "./patience";
import { checkSize, readEnding, readWhole } from "./read-file";

export interface FolderTimes {
  /** Between two looks; 300 ms by default. */
  lookMs: number;
  /** How long size and time of a file must stand still; 1 s. */
  restMs: number;
  /** The same for a kind without a mark at its end: a copier may still add pages to a TIFF; 4 s. */
  unmarkedMs: number;
  /** How long a file without its end, or held by another program, may still become whole; 20 s. */
  incompleteMs: number;
  /** With nothing new for so long the stack is at its end; 3 s. */
  quietMs: number;
  /** How long the first file may take to come; 60 s. */
  firstFileMs: number;
  /** How long a network share may be away; 30 s. */
  hiccupMs: number;
}

export interface FolderScanParts {
  imaging: Pick<Imaging, "pagesOfFile" | "countPages">;
  book: Pick<DeviceBook, "isTaken">;
  clock: Clock;
  times: FolderTimes;
  log(line: string): void;
}

export interface FolderOrder {
  folder: string;
  settings: ScanSettings;
  signal: AbortSignal;
}

interface WholeFile {
  file: FoundFile;
  bytes: Buffer;
  sha256: string;
}

const MOST_ATTEMPTS = 20;

export class FolderScan {
  readonly #arrivals = new Arrivals();
  readonly #patience: Patience;
  #device: number | undefined;
  #pages = 0;
  #lastNewsMs = performance.now();
  #hasSeenFile = false;

  constructor(
    private readonly parts: FolderScanParts,
    private readonly order: FolderOrder,
  ) {
    const { hiccupMs, lookMs } = parts.times;
    this.#patience = { folder: order.folder, hiccupMs, pauseMs: lookMs, signal: order.signal };
  }

  /** @throws DomainError SCANNER_NO_PAPER, SCAN_FOLDER_UNREACHABLE, CANCELLED */
  async *events(): AsyncGenerator<DriverEvent> {
    for (;;) {
      const lookedAtMs = performance.now();
      const files = await throughHiccups(() => this.#look(), this.#patience);
      // A share with thousands of files is not asked all the time.
      const pauseMs = Math.max(this.parts.times.lookMs, performance.now() - lookedAtMs);
      if (this.#arrivals.update(files, performance.now())) this.#lastNewsMs = performance.now();
      yield* this.#takeThoseAtRest(files);
      if (this.#isFull) return;
      if (!this.#arrivals.first(files) && this.#isOver()) return;
      yield { kind: "progress", pageNumber: this.#pages + 1, fraction: null };
      await pause(pauseMs, this.order.signal);
    }
  }

  /** In order, up to the first that is not ready yet. */
  async *#takeThoseAtRest(files: readonly FoundFile[]): AsyncGenerator<DriverEvent> {
    for (;;) {
      const next = this.#arrivals.first(files);
      if (!next || !this.#isAtRest(next) || !(yield* this.#takeOrLeave(next)) || this.#isFull) return;
    }
  }

  async #look(): Promise<FoundFile[]> {
    this.#device = await checkDevice(this.order.folder, this.#device);
    return findFiles(this.order.folder);
  }

  get #isFull(): boolean {
    return this.#pages === this.order.settings.maxPages;
  }

  #isOver(): boolean {
    const { quietMs, firstFileMs } = this.parts.times;
    const isOver = performance.now() - this.#lastNewsMs >= (this.#hasSeenFile ? quietMs : firstFileMs);
    if (isOver && !this.#hasSeenFile)
      throw new DomainError("SCANNER_NO_PAPER", { device: this.order.folder, status: null });
    return isOver;
  }

  #isAtRest({ looks, sinceMs }: Arrival): boolean {
    return looks >= 2 && performance.now() - sinceMs >= this.parts.times.restMs;
  }

  /** @throws DomainError FILE_TRUNCATED: readers would mend half a PDF and give some of its pages */
  async #isWhole({ file, sinceMs }: Arrival): Promise<boolean> {
    const restedMs = performance.now() - sinceMs;
    const { unmarkedMs, incompleteMs } = this.parts.times;
    const ending = await this.#withFile(() => readEnding(file));
    if (ending === "whole") return true;
    if (ending === "unmarked") return restedMs >= unmarkedMs;
    if (ending === "cut-pdf" && restedMs >= incompleteMs) throw new DomainError("FILE_TRUNCATED");
    return restedMs >= incompleteMs;
  }

  /** @throws DomainError FILE_UNREADABLE when it is the file that cannot be read, not the folder */
  async #withFile<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await throughHiccups(work, this.#patience);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "SCAN_FOLDER_UNREACHABLE") throw error;
      await throughHiccups(() => this.#look(), this.#patience);
      throw new DomainError("FILE_UNREADABLE", {}, { cause: error });
    }
  }

  /**
   * A file that cannot be taken stays where it is and is told; the others go on.
   * @returns false when it is to be looked at again
   */
  async *#takeOrLeave(arrival: Arrival): AsyncGenerator<DriverEvent, boolean> {
    const { file } = arrival;
    try {
      if (!(await this.#isWhole(arrival))) return false;
      const bytes = await this.#read(arrival);
      if (!bytes) return false;
      this.#hasSeenFile = true;
      const whole = { file, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
      yield* this.#take(whole);
    } catch (error) {
      if (!(error instanceof DomainError) || !error.code.match(/^(FILE|IMAGE)_/)) throw error;
      this.#hasSeenFile = true;
      this.#arrivals.finish(file);
      if (error.code === "FILE_TOO_LARGE") this.#arrivals.ignore(file);
      this.parts.log(`file of ${file.sizeBytes} bytes left in place: ${error.code}`);
      yield { kind: "file-failed", name: file.name, fault: { code: error.code, facts: error.facts } };
    }
    this.#lastNewsMs = performance.now();
    return true;
  }

  /** undefined: gone or changed, which the next look tells. */
  async #read(arrival: Arrival): Promise<Buffer | undefined> {
    const { file } = arrival;
    checkSize(file);
    const read = await this.#withFile(() => readWhole(file));
    if (read === "locked" || ++arrival.attempts > MOST_ATTEMPTS) throw new DomainError("FILE_UNREADABLE");
    if (read === "gone" || read === "changed") return undefined;
    if (read.length === 0) throw new DomainError("FILE_EMPTY");
    return read;
  }

  async *#take(whole: WholeFile): AsyncGenerator<DriverEvent> {
    const { imaging, book } = this.parts;
    const total = await imaging.countPages(whole.bytes);
    const isTaken = (pageNumber: number) => book.isTaken(originKeyOf(whole, pageNumber));
    const missing = Array.from({ length: total }, (_, index) => index + 1).filter((number) => !isTaken(number));
    if (missing.length === 0) {
      const name = whole.file.name;
      await this.#putAway(whole);
      yield { kind: "file-failed", name, fault: { code: "FILE_ALREADY_TAKEN", facts: {} } };
      return;
    }
    const last = missing.at(-1);
    const cameIn = { name: whole.file.name, bytes: whole.bytes, sha256: whole.sha256 };
    let pageNumber = 0;
    for await (const image of imaging.pagesOfFile(whole.bytes, this.order.signal)) {
      if (!missing.includes(++pageNumber)) continue;
      const original = originalOf(cameIn, image);
      yield { kind: "page", image, originKey: originKeyOf(whole, pageNumber), original };
      // Asked for more: the page is durable.
      this.#pages++;
      if (this.#isFull || pageNumber === last) break;
    }
    if (pageNumber === last) await this.#putAway(whole);
  }

  /** What cannot be moved stays: its pages are known and are not taken again. */
  async #putAway({ file, sha256, bytes }: WholeFile): Promise<void> {
    const title = `file ${sha256.slice(0, 12)}, ${bytes.length} bytes`;
    this.#arrivals.finish(file);
    try {
      const day = localDateOf(this.parts.clock.now());
      const target = await moveToArchive(this.order.folder, file, day);
      this.parts.log(`${title}: ${target === undefined ? "changed after it was taken" : "archived"}`);
    } catch (error) {
      if (codeOf(error) === undefined) throw error;
      this.parts.log(`${title}: taken, not archived: ${codeOf(error)}`);
    }
  }
}

function originKeyOf({ sha256 }: WholeFile, pageNumber: number): string {
  return `${sha256}#${pageNumber}`;
}
