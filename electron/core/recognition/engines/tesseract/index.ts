// Tesseract's LSTM engine as WebAssembly in a worker thread of its own, with the Vietnamese model from the local disk.
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { Worker as Thread } from "node:worker_threads";
import { gunzip } from "node:zlib";
import { createWorker, type Worker } from "tesseract.js";
import { DomainError } from "../../../../../shared/errors";
import type { OcrEngine, OcrEngineKind, Recognised } from "../../engine";
import { readWords } from "./words";

const LANGUAGE = "vie";
const LSTM_ONLY = 1;
/** One column of text of varying sizes: measured to be better on forms and letters than fully automatic (3). */
const SINGLE_COLUMN = "4";
/** Cameras and broken files claim anything; outside of this tesseract guesses better by itself. */
const SENSIBLE_DPI = { least: 70, most: 1200, usual: 300 };

/** @param tessdataFolder holds vie.traineddata.gz */
export function tesseractEngine(tessdataFolder: string): OcrEngineKind {
  return { id: "tesseract.js 7 best_int", open: () => new TesseractEngine(tessdataFolder) };
}

class TesseractEngine implements OcrEngine {
  readonly #started: Promise<Worker>;
  readonly #broken: Promise<never>;
  #break: (error: DomainError) => void = () => undefined;
  #thread: Thread | undefined;
  #closed = false;
  #resolutionDpi = 0;

  constructor(tessdataFolder: string) {
    this.#broken = new Promise((_, reject) => (this.#break = reject));
    this.#broken.catch(() => undefined); // recognise() reports it; nobody may be waiting right now
    this.#started = this.#start(tessdataFolder);
    this.#started.catch(() => undefined);
  }

  async recognise(image: Uint8Array, resolutionDpi: number): Promise<Recognised> {
    const worker = await Promise.race([this.#started, this.#broken]);
    return Promise.race([this.#read(worker, image, resolutionDpi), this.#broken]);
  }

  close(): void {
    this.#closed = true;
    this.#break(new DomainError("CANCELLED"));
    void this.#thread?.terminate();
  }

  async #start(tessdataFolder: string): Promise<Worker> {
    await checkModel(path.join(tessdataFolder, `${LANGUAGE}.traineddata.gz`));
    if (this.#closed) throw new DomainError("CANCELLED");
    process.once("worker", (thread) => this.#adopt(thread));
    const worker = await createWorker(LANGUAGE, LSTM_ONLY, {
      langPath: tessdataFolder,
      gzip: true,
      cacheMethod: "none",
      errorHandler: (reason: unknown) => this.#break(failure(reason)),
    });
    await worker.setParameters({ tessedit_pageseg_mode: SINGLE_COLUMN as never, tessedit_do_invert: "0" });
    return worker;
  }

  /**
   * tesseract.js does not show its thread while it starts and leaves the thread's errors unheard, which would end this
   * process. Node announces every new thread; core starts no others, and createWorker starts its own synchronously.
   */
  #adopt(thread: Thread): void {
    this.#thread = thread;
    thread.on("error", (error) => this.#break(failure(error)));
    thread.on("exit", () => this.#break(failure("the engine's thread ended")));
    if (this.#closed) void thread.terminate();
  }

  async #read(worker: Worker, image: Uint8Array, resolutionDpi: number): Promise<Recognised> {
    const { least, most, usual } = SENSIBLE_DPI;
    const dpi = resolutionDpi >= least && resolutionDpi <= most ? Math.round(resolutionDpi) : usual;
    if (dpi !== this.#resolutionDpi) await worker.setParameters({ user_defined_dpi: String(dpi) });
    this.#resolutionDpi = dpi;
    try {
      const { data } = await worker.recognize(asBuffer(image), {}, { text: true, tsv: true });
      const words = readWords(data.tsv ?? "");
      return { text: data.text.normalize("NFC"), words, confidence: words.length > 0 ? data.confidence : 0 };
    } catch (reason) {
      throw failure(reason);
    }
  }
}

/** A model that tesseract.js cannot load makes it throw where nobody can catch; the archive's own checksum tells before. */
async function checkModel(file: string): Promise<void> {
  if (!fs.existsSync(file)) throw new DomainError("OCR_FAILED", { reason: "the Vietnamese model is missing" });
  try {
    await promisify(gunzip)(await fs.promises.readFile(file));
  } catch (cause) {
    throw new DomainError("OCR_FAILED", { reason: "the Vietnamese model is damaged" }, { cause });
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function failure(cause: unknown): DomainError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DomainError("OCR_FAILED", { reason: reason.slice(0, 200) }, { cause });
}
