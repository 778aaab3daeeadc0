// Files that have come whole, by the SHA-256 of their content, each once. A row stands for bytes that are durable.
import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Database } from "../sql";
import type { ByteRange, FileStorage } from "./file-storage";

export interface StoredFiles {
  has(sha256: string): Promise<boolean>;
  /** undefined: it has not come. */
  sizeOf(sha256: string): Promise<number | undefined>;
  read(sha256: string, range?: ByteRange): Promise<Readable>;
  /**
   * Takes a whole upload in; it is gone afterwards, whatever the answer. Killed in between, it can be repeated.
   * @returns false when its content is not what was declared
   */
  take(upload: { id: string; sizeBytes: number }, sha256: string): Promise<boolean>;
  /** Takes content in that has been checked against its hash. */
  put(sha256: string, content: Uint8Array): Promise<void>;
  /** @throws what the database says when a dossier names it */
  remove(sha256: string): Promise<void>;
}

export function createStoredFiles(storage: FileStorage, database: Database): StoredFiles {
  async function sizeOf(sha256: string): Promise<number | undefined> {
    const [row] = await database.query<{ size: number }>("SELECT size_bytes AS size FROM files WHERE sha256 = $1", [
      sha256,
    ]);
    return row && Number(row.size);
  }
  const note = (sha256: string, sizeBytes: number) =>
    database.query("INSERT INTO files VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", [
      sha256,
      sizeBytes,
      new Date().toISOString(),
    ]);
  return {
    sizeOf,
    has: async (sha256) => (await sizeOf(sha256)) !== undefined,
    read: (sha256, range) => storage.read(sha256, range),
    async take({ id, sizeBytes }, sha256) {
      const isRight = (await hashOf(await storage.readUnfinished(id))) === sha256;
      if (isRight) {
        await storage.place(id, sha256);
        await note(sha256, sizeBytes);
      }
      await storage.discard(id);
      return isRight;
    },
    async put(sha256, content) {
      if ((await sizeOf(sha256)) !== undefined) return;
      await storage.put(sha256, content);
      await note(sha256, content.byteLength);
    },
    // The row first: without it the bytes stand for nothing.
    async remove(sha256) {
      await database.query("DELETE FROM files WHERE sha256 = $1", [sha256]);
      await storage.remove(sha256);
    },
  };
}

async function hashOf(content: Readable): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(content, hash);
  return hash.digest("hex");
}
