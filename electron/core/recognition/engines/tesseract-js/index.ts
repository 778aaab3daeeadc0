// Tesseract's LSTM engine as WebAssembly in a worker thread of its own, with the Vietnamese model from the local disk.
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { Worker as Thread } from "node:worker_threads";
import { gunzip } from "node:zlib";
import { createWorker, type Worker } from "tesseract.js";
import { DomainError } from "../../../../../shared/errors";
import type { EngineTask, OcrEngine, OcrEngineKind, Recognised } from "../../engine";
import { LANGUAGE, readTsv, toPgm, variablesOf } from "../../tesseract-format";

const LSTM_ONLY = 1;
/** Light writing on dark ground is rare on paper, and looking for it costs up to 5 %. */
const ALWAYS = { tessedit_do_invert: "0", debug_file: "/dev/null" };

/** @param tessdataFolder holds vie.traineddata.gz */
export function tesseractJsEngine(tessdataFolder: string): OcrEngineKind {
  return { id: "tesseract.js 7 fast", open: () => new TesseractJs(tessdataFolder) };
}

class TesseractJs implements OcrEngine {
  readonly #started: Promise<Worker>;
  readonly #broken: Promise<never>;
  #break: (error: DomainError) => void = () => undefined;
  #thread: Thread | undefined;
  #closed = false;
  readonly #variables: Record<string, string> = {};

  constructor(tessdataFolder: string) {
    this.#broken = new Promise((_, reject) => (this.#break = reject));
    this.#broken.catch(() => undefined); // recognise() reports it; nobody may be waiting right now
    this.#started = this.#start(tessdataFolder);
    this.#started.catch(() => undefined);
  }

  async recognise(task: EngineTask): Promise<Recognised> {
    const worker = await Promise.race([this.#started, this.#broken]);
    return Promise.race([this.#read(worker, task), this.#broken]);
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
    await this.#set(worker, ALWAYS);
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

  async #read(worker: Worker, task: EngineTask): Promise<Recognised> {
    try {
      await this.#set(worker, variablesOf(task));
      const { data } = await worker.recognize(asBuffer(toPgm(task.picture)), {}, { text: false, tsv: true });
      return readTsv(data.tsv ?? "");
    } catch (reason) {
      throw failure(reason);
    }
  }

  /** Each setting is a message to the thread and back: only what changes is sent. */
  async #set(worker: Worker, wanted: Record<string, string>): Promise<void> {
    const changed = Object.entries(wanted).filter(([name, value]) => (this.#variables[name] ?? "") !== value);
    if (changed.length === 0) return;
    const variables = Object.fromEntries(changed);
    await worker.setParameters(variables);
    Object.assign(this.#variables, variables);
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
