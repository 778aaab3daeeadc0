// A capped set of engines: started when needed, limited in time per page, replaced after a number of pages.
import { DomainError } from "../../../shared/errors";
import type { EngineTask, OcrEngine, OcrEngineKind, Recognised } from "./engine";

export interface PoolOptions {
  /** Engines at the same time; each takes about 300 MB. */
  size: number;
  /** For all that is read of one page together. */
  timeoutMs?: number;
  /** tesseract's memory grows with every page, so an engine is replaced after this many. */
  pagesPerEngine?: number;
  /** An unused engine is closed after this time and gives its memory back. */
  idleMs?: number;
}

/** Reads one picture after the other for the same page. */
export type Recognise = (task: EngineTask) => Promise<Recognised>;

interface Slot {
  engine: OcrEngine | null;
  kindId: string;
  pages: number;
  idle: NodeJS.Timeout | undefined;
}

const DEFAULTS = { timeoutMs: 60_000, pagesPerEngine: 50, idleMs: 120_000 };

export class EnginePool {
  readonly size: number;
  readonly #limits: typeof DEFAULTS;
  readonly #slots: Slot[];
  readonly #free: Slot[];
  readonly #waiting: { resolve(slot: Slot): void; reject(error: DomainError): void }[] = [];
  #closed = false;

  constructor({ size, ...limits }: PoolOptions) {
    this.size = size;
    this.#limits = { ...DEFAULTS, ...limits };
    this.#slots = Array.from({ length: size }, () => ({ engine: null, kindId: "", pages: 0, idle: undefined }));
    this.#free = [...this.#slots];
  }

  /**
   * Gives `work` an engine of this kind to itself as soon as one is free. An engine that failed or took too long is
   * replaced, so that what `work` asks next meets a sound one.
   * @throws what `work` throws; DomainError CANCELLED after close(). `recognise` throws OCR_TIMEOUT {seconds},
   * OCR_FAILED {reason}, CANCELLED
   */
  async readPage<Result>(kind: OcrEngineKind, work: (recognise: Recognise) => Promise<Result>): Promise<Result> {
    const slot = await this.#acquire();
    if (slot.kindId !== kind.id) closeEngine(slot);
    slot.kindId = kind.id;
    slot.pages += 1;
    let leftMs = this.#limits.timeoutMs;
    const recognise = async (task: EngineTask) => {
      const before = performance.now();
      try {
        if (this.#closed) throw new DomainError("CANCELLED");
        slot.engine ??= kind.open();
        return await this.#within(leftMs, slot.engine.recognise(task));
      } catch (error) {
        closeEngine(slot);
        throw error;
      } finally {
        leftMs -= performance.now() - before;
      }
    };
    try {
      return await work(recognise);
    } finally {
      this.#release(slot);
    }
  }

  /** Ends every page that is being read with CANCELLED. */
  close(): void {
    this.#closed = true;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(new DomainError("CANCELLED"));
    for (const slot of this.#slots) closeEngine(slot);
  }

  async #acquire(): Promise<Slot> {
    if (this.#closed) throw new DomainError("CANCELLED");
    const slot =
      this.#free.pop() ?? (await new Promise<Slot>((resolve, reject) => this.#waiting.push({ resolve, reject })));
    clearTimeout(slot.idle);
    return slot;
  }

  #release(slot: Slot): void {
    if (this.#closed || slot.pages >= this.#limits.pagesPerEngine) closeEngine(slot);
    const next = this.#waiting.shift();
    if (next) return next.resolve(slot);
    slot.idle = setTimeout(() => closeEngine(slot), this.#limits.idleMs).unref();
    this.#free.push(slot);
  }

  async #within<T>(limitMs: number, work: Promise<T>): Promise<T> {
    const seconds = this.#limits.timeoutMs / 1000;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new DomainError("OCR_TIMEOUT", { seconds })), Math.max(0, limitMs));
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

function closeEngine(slot: Slot): void {
  clearTimeout(slot.idle);
  slot.engine?.close();
  slot.engine = null;
  slot.pages = 0;
}
