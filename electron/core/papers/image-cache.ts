// Reduced pictures of pages, in memory only: nothing plain is ever written to the disk.

/** Keeps what was used last, up to a number of bytes; two who ask for the same picture wait for one making of it. */
export class ImageCache {
  readonly #kept = new Map<string, Uint8Array>();
  readonly #making = new Map<string, Promise<Uint8Array>>();
  #bytes = 0;

  constructor(private readonly limitBytes: number) {}

  async get(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const kept = this.#kept.get(key);
    if (kept) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept;
    }
    const making = this.#making.get(key) ?? this.#make(key, make);
    this.#making.set(key, making);
    return making;
  }

  async #make(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    try {
      const image = await make();
      this.#keep(key, image);
      return image;
    } finally {
      this.#making.delete(key);
    }
  }

  #keep(key: string, image: Uint8Array): void {
    this.#kept.set(key, image);
    this.#bytes += image.byteLength;
    for (const [oldest, bytes] of this.#kept) {
      if (this.#bytes <= this.limitBytes) break;
      this.#kept.delete(oldest);
      this.#bytes -= bytes.byteLength;
    }
  }
}
