// The checksum extension of tus 1.0.0: a chunk that declares its SHA-256 is kept whole or not at all.
import type { DataStore } from "@tus/server";
import { AsyncLocalStorage } from "node:async_hooks";
import { createHash, timingSafeEqual } from "node:crypto";
import { open, rm, type FileHandle } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { randomUUID } from "node:crypto";

/** Largest body of one PATCH. */
export const LARGEST_CHUNK_BYTES = 16 * 1024 * 1024;
/** "Checksum Mismatch" of the tus protocol. */
export const CHECKSUM_MISMATCH = 460;
/** Larger chunks wait for their end on disk. */
const IN_MEMORY_BYTES = 1024 * 1024;

interface Chunk {
  /** Declared SHA-256; null: nothing is declared. */
  sha256: Buffer | null;
}

const current = new AsyncLocalStorage<Chunk>();

/** What the tus server turns into an answer. */
export function tusError(status: number, body: string, cause?: unknown): Error {
  return Object.assign(new Error(body, { cause }), { status_code: status, body: `${body}\n` });
}

/** @returns null without a header; @throws a tus error 400 for another algorithm or a damaged value */
export function parseChecksum(header: string | undefined): Buffer | null {
  if (header === undefined) return null;
  const value = /^sha256 ([A-Za-z0-9+/]{43}=)$/.exec(header)?.[1];
  if (value === undefined) throw tusError(400, "Upload-Checksum must be sha256 and base64");
  return Buffer.from(value, "base64");
}

/** What `store` is asked to write within `work` must have this hash. */
export function withChecksum<Result>(sha256: Buffer | null, work: () => Promise<Result>): Promise<Result> {
  return current.run({ sha256 }, work);
}

export function checkChunks<Store extends DataStore>(store: Store): Store {
  const write = store.write.bind(store);
  store.extensions = [...store.extensions.filter((name) => name !== "creation-defer-length"), "checksum"];
  store.write = async (stream, id, offset) => {
    const declared = current.getStore()?.sha256 ?? null;
    if (declared === null) return write(stream, id, offset);
    const chunk = await collect(stream);
    try {
      // A chunk that was cut off has another hash, too: it goes, and the counter sends it again.
      if (!timingSafeEqual(chunk.sha256, declared)) throw tusError(CHECKSUM_MISMATCH, "Checksum Mismatch");
      return await write(chunk.replay(), id, offset);
    } finally {
      await chunk.release();
    }
  };
  return store;
}

interface Collected {
  sha256: Buffer;
  replay(): Readable;
  release(): Promise<void>;
}

async function collect(stream: AsyncIterable<unknown>): Promise<Collected> {
  const hash = createHash("sha256");
  const pieces: Buffer[] = [];
  let sizeBytes = 0;
  let spool: FileHandle | undefined;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    hash.update(piece);
    sizeBytes += piece.length;
    if (spool === undefined && sizeBytes > IN_MEMORY_BYTES) spool = await openSpool(pieces.splice(0));
    if (spool) await spool.write(piece);
    else pieces.push(piece);
  }
  return {
    sha256: hash.digest(),
    replay: () =>
      spool?.createReadStream({ start: 0, autoClose: false }) ?? Readable.from(pieces, { objectMode: false }),
    release: async () => spool?.close(),
  };
}

/** A file without a name: it is gone with the process. */
async function openSpool(pieces: readonly Buffer[]): Promise<FileHandle> {
  const file = path.join(os.tmpdir(), `province-chunk-${randomUUID()}`);
  const spool = await open(file, "wx+", 0o600);
  await rm(file);
  for (const piece of pieces) await spool.write(piece);
  return spool;
}
