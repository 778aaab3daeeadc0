// Recognition as the rest of core sees it: pages in, texts and search hits out.
import os from "node:os";
import type {
  Box,
  CleaningStepName,
  EngineState,
  PageRecipe,
  PageText,
  RecognitionQueue,
  SearchHit,
  Settings,
} from "../../../shared/contract";
import type { ChangeBus } from "../changes";
import type { Clock } from "../clock";
import type { Imaging, StoredImage } from "../imaging";
import type { Storage, Writer } from "../storage";
import type { OcrEngineKind } from "./engine";
import { EnginePool, type Recognise } from "./engine-pool";
import { createEngines } from "./engines/registry";
import { countJobs, enqueueJob, hastenJob, requeueFailed, requeueJob } from "./job-queue";
import { createPageReader, type LayerWord } from "./page-reader";
import type { PageRead } from "./page-reading";
import { editWord, findPageRead, getPageText } from "./page-texts";
import type { PageSource } from "./page-work";
import { drawCleaned, getRecipe, saveStepsOff } from "./recipes";
import { ReadingRunner } from "./runner";
import { indexDossier } from "./search/entries";
import { search } from "./search/search";

export interface RecognitionDeps {
  storage: Storage;
  papers: PageSource;
  imaging: Pick<Imaging, "clean" | "readCodes" | "drawCleaned">;
  changes: ChangeBus;
  clock: Clock;
  /** Holds vie.traineddata.gz. */
  tessdataFolder: string;
  /** The engine that IT has chosen; it may change at any time. */
  ocrEngine: () => Settings["ocrEngine"];
  /** Runs in the transaction that stores what was read of a page, or what the officer changed in it. */
  onPageRead?: (writer: Writer, pageId: string, read: PageRead) => void;
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
  /** What was read, the officer's words in it; undefined until the page was read. */
  pageRead(pageId: string): PageRead | undefined;
  /** The page is on the screen: it is read before all others. */
  lookAt(pageId: string): void;
  engines(): Promise<EngineState[]>;
  /** Puts a text in a word's place, "" takes it away. @throws DomainError NOT_FOUND */
  editWord(pageId: string, edit: { box: Box; text: string }): PageText;
  /** @throws DomainError NOT_FOUND */
  recipe(pageId: string): PageRecipe;
  /** Reads the page again without these steps. @throws DomainError NOT_FOUND */
  setRecipe(pageId: string, off: readonly CleaningStepName[]): PageRecipe;
  /** The page as it was made ready for reading, JPEG. @throws DomainError NOT_FOUND, BLOB_*, FILE_* */
  cleanedPicture(pageId: string): Promise<Uint8Array>;
  retryFailed(): RecognitionQueue;
  /** With or without diacritics; every word must occur. */
  search(text: string, limit: number): SearchHit[];
  /**
   * Reads a picture that is no page of a dossier, in the very way in which pages are read.
   * @param picture with the words that its file brought along, if any: then it is not read
   * @throws DomainError OCR_FAILED {reason}, OCR_TIMEOUT {seconds}, CANCELLED, FILE_*
   */
  readPicture(picture: StoredImage & { words?: readonly LayerWord[] | null }): Promise<PageRead>;
  /** Gives `work` an engine, for pictures that the caller cuts out. @throws DomainError OCR_*, CANCELLED */
  withEngine<Result>(work: (recognise: Recognise) => Promise<Result>): Promise<Result>;
}

export function createRecognition(deps: RecognitionDeps): RecognitionService {
  const { storage, clock } = deps;
  const pool = new EnginePool({ size: deps.workers ?? usualWorkers() });
  const engines = createEngines({ tessdataFolder: deps.tessdataFolder, chosen: deps.ocrEngine });
  const reader = createPageReader({ imaging: deps.imaging, pool });
  const onPageRead = deps.onPageRead ?? (() => undefined);
  const runner = new ReadingRunner({
    ...{ ...deps, reader, onPageRead },
    currentEngine: () => engines.current(),
    lanes: pool.size + 1,
    closeEngines: () => pool.close(),
  });
  const nowUtc = () => clock.now().toISOString();
  const publish = (id: string | null) => deps.changes.publish({ topic: "recognition", id });
  const soon = () => void setImmediate(() => runner.wake()); // by then the transaction has ended
  const withKind = async <Result>(work: (kind: OcrEngineKind) => Promise<Result>) => work(await engines.current());
  return {
    ...changingParts({ storage, onPageRead, nowUtc, publish, wake: () => runner.wake() }),
    enqueue: (writer, pageId) => {
      enqueueJob(writer, pageId, nowUtc());
      soon();
    },
    readAgain: (writer, pageId) => {
      requeueJob(writer, pageId, nowUtc());
      soon();
    },
    indexDossier,
    start: () => runner.start(),
    stop: () => runner.stop(),
    queue: () => countJobs(storage.read),
    pageText: (pageId) => getPageText(storage.read, pageId),
    pageRead: (pageId) => findPageRead(storage.read, pageId),
    lookAt: (pageId) => storage.transaction((writer) => hastenJob(writer, pageId, nowUtc())),
    engines: () => engines.states(),
    recipe: (pageId) => getRecipe(storage.read, pageId),
    cleanedPicture: (pageId) => drawCleaned(deps, pageId),
    search: (text, limit) => search(storage.read, text, limit),
    readPicture({ words, ...picture }) {
      const page = { ...picture, quarterTurns: 0 as const, off: [] };
      return words ? reader.takeTextLayer(page, words) : withKind((kind) => reader.read(page, kind));
    },
    withEngine: (work) => withKind((kind) => pool.readPage(kind, work)),
  };
}

interface ChangingParts {
  storage: Storage;
  onPageRead: NonNullable<RecognitionDeps["onPageRead"]>;
  nowUtc: () => string;
  publish: (pageId: string | null) => void;
  wake: () => void;
}

/** What the officer changes: words, steps of the cleaning, pages that failed. */
function changingParts({ storage, onPageRead, nowUtc, publish, wake }: ChangingParts) {
  return {
    editWord(pageId: string, edit: { box: Box; text: string }): PageText {
      storage.transaction((writer) => {
        onPageRead(writer, pageId, editWord(writer, pageId, { ...edit, nowUtc: nowUtc() }));
      });
      publish(pageId);
      return getPageText(storage.read, pageId);
    },
    setRecipe(pageId: string, off: readonly CleaningStepName[]): PageRecipe {
      getRecipe(storage.read, pageId);
      storage.transaction((writer) => {
        saveStepsOff(writer, pageId, off);
        requeueJob(writer, pageId, nowUtc());
        hastenJob(writer, pageId, nowUtc());
      });
      wake();
      publish(pageId);
      return getRecipe(storage.read, pageId);
    },
    retryFailed(): RecognitionQueue {
      storage.transaction((writer) => requeueFailed(writer, nowUtc()));
      wake();
      publish(null);
      return countJobs(storage.read);
    },
  };
}

/** The window and the scanner need a core of their own. */
function usualWorkers(): number {
  return Math.min(2, Math.max(1, os.availableParallelism() - 1));
}
