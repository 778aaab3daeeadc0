// A capped set of engines: started when needed, limited in time per page, replaced after a number of pages.
import { DomainError } from "../../../shared/errors";
import type { OcrEngine, OcrEngineKind, Recognised } from "./engine";

export interface PoolOptions {
  kind: OcrEngineKind;
  /** Engines at the same time; each takes about 300 MB. */
  size: number;
  timeoutMs?: number;
  /** tesseract's memory grows with every page, so an engine is replaced after this many. */
  pagesPerEngine?: number;
  /** An unused engine is closed after this time and gives its memory back. */
  idleMs?: number;
}

interface Slot {
  engine: OcrEngine | null;
  pages: number;
  idle: NodeJS.Timeout | undefined;
}

const DEFAULTS = { timeoutMs: 60_000, pagesPerEngine: 50, idleMs: 120_000 };

export class EnginePool {
  readonly kind: OcrEngineKind;
  readonly size: number;
  readonly #limits: typeof DEFAULTS;
  readonly #slots: Slot[];
  readonly #free: Slot[];
  readonly #waiting: { resolve(slot: Slot): void; reject(error: DomainError): void }[] = [];
  #closed = false;

  constructor({ kind, size, ...limits }: PoolOptions) {
    this.kind = kind;
    this.size = size;
    this.#limits = { ...DEFAULTS, ...limits };
    this.#slots = Array.from({ length: size }, () => ({ engine: null, pages: 0, idle: undefined }));
    this.#free = [...this.#slots];
  }

  /**
   * Reads one page as soon as an engine is free.
   * @throws DomainError OCR_TIMEOUT {seconds}, OCR_FAILED {reason}, CANCELLED after close()
   */
  async recognise(image: Uint8Array, resolutionDpi: number): Promise<Recognised> {
    const slot = await this.#acquire();
    try {
      slot.engine ??= this.kind.open();
      slot.pages += 1;
      return await within(this.#limits.timeoutMs, slot.engine.recognise(image, resolutionDpi));
    } catch (error) {
      closeEngine(slot); // whatever went wrong, the next page gets an engine that is known to be sound
      throw error;
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
}

function closeEngine(slot: Slot): void {
  clearTimeout(slot.idle);
  slot.engine?.close();
  slot.engine = null;
  slot.pages = 0;
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DomainError("OCR_TIMEOUT", { seconds: limitMs / 1000 })), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
