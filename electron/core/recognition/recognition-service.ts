// Recognition as the rest of core sees it: pages in, texts and search hits out.
import os from "node:os";
import type { PageText, RecognitionQueue, SearchHit } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { ChangeBus } from "../changes";
import type { Clock } from "../clock";
import type { Reader, Storage, Writer } from "../storage";
import type { Recognised } from "./engine";
import { EnginePool } from "./engine-pool";
import { tesseractEngine } from "./engines/tesseract";
import { countJobs, enqueueJob, requeueFailed, requeueJob } from "./job-queue";
import { ReadingRunner, type PageSource } from "./runner";
import { indexDossier } from "./search/entries";
import { search } from "./search/search";

export interface RecognitionDeps {
  storage: Storage;
  papers: PageSource;
  changes: ChangeBus;
  clock: Clock;
  /** Holds vie.traineddata.gz. */
  tessdataFolder: string;
  /** Pages read at the same time; by default one on two cores, otherwise at most two. */
  workers?: number;
}

export interface RecognitionService {
  /** To be called in the transaction that adds the page. Asking twice changes nothing. */
  enqueue(writer: Writer, pageId: string): void;
  /** To be called in the transaction that turns the page. */
  readAgain(writer: Writer, pageId: string): void;
  /** To be called in every transaction that changes what a dossier can be found by. */
  indexDossier(writer: Writer, dossierId: string): void;
  /** Reads what waits, pages that a crash cut off included, and from then on whatever is added. */
  start(): void;
  /** Within moments, even while a page is being read; it is read again after the next start. */
  stop(): Promise<void>;
  queue(): RecognitionQueue;
  /** @throws DomainError NOT_FOUND */
  pageText(pageId: string): PageText;
  retryFailed(): RecognitionQueue;
  /** With or without diacritics; every word must occur. */
  search(text: string, limit: number): SearchHit[];
  /**
   * Reads a picture that is no page of a dossier.
   * @param image JPEG or PNG
   * @throws DomainError OCR_FAILED {reason}, OCR_TIMEOUT {seconds}, CANCELLED
   */
  recogniseImage(image: Uint8Array, resolutionDpi: number): Promise<Recognised>;
}

export function createRecognition(deps: RecognitionDeps): RecognitionService {
  const { storage, clock } = deps;
  const pool = new EnginePool({ kind: tesseractEngine(deps.tessdataFolder), size: deps.workers ?? usualWorkers() });
  const runner = new ReadingRunner({ ...deps, pool });
  const nowUtc = () => clock.now().toISOString();
  return {
    enqueue(writer, pageId) {
      enqueueJob(writer, pageId, nowUtc());
      setImmediate(() => runner.wake()); // by then the transaction has ended
    },
    readAgain(writer, pageId) {
      requeueJob(writer, pageId, nowUtc());
      setImmediate(() => runner.wake());
    },
    indexDossier,
    start: () => runner.start(),
    stop: () => runner.stop(),
    queue: () => countJobs(storage.read),
    pageText: (pageId) => readPageText(storage.read, pageId),
    retryFailed() {
      storage.transaction((writer) => requeueFailed(writer, nowUtc()));
      runner.wake();
      deps.changes.publish({ topic: "recognition", id: null });
      return countJobs(storage.read);
    },
    search: (text, limit) => search(storage.read, text, limit),
    recogniseImage: (image, resolutionDpi) => pool.recognise(image, resolutionDpi),
  };
}

/** The window and the scanner need a core of their own. */
function usualWorkers(): number {
  return Math.min(2, Math.max(1, os.availableParallelism() - 1));
}

interface PageTextRow {
  state: PageText["state"] | null;
  fault: string | null;
  text: string | null;
  words: string | null;
  confidence: number | null;
}

function readPageText(reader: Reader, pageId: string): PageText {
  const row = reader.get<PageTextRow>(
    `SELECT j.state, j.fault, t.text, t.words, t.confidence FROM pages p
     LEFT JOIN recognition_jobs j ON j.page_id = p.id LEFT JOIN page_texts t ON t.page_id = p.id WHERE p.id = ?`,
    pageId,
  );
  if (!row) throw new DomainError("NOT_FOUND", { what: "page" });
  return {
    pageId,
    state: row.state ?? "queued",
    text: row.text ?? "",
    words: JSON.parse(row.words ?? "[]") as PageText["words"],
    confidence: row.confidence,
    fault: row.fault === null ? null : (JSON.parse(row.fault) as PageText["fault"]),
  };
}
