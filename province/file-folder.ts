// Files that have come, by the SHA-256 of their content, each once.
import { createHash } from "node:crypto";
import fs from "node:fs";
import { mkdir, open, rename } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { Database } from "./sql";

export interface FileFolder {
  has(sha256: string): Promise<boolean>;
  /** Moves a file whose content has been checked to its place, durably. */
  take(file: string, sha256: string): Promise<void>;
}

export function openFileFolder(folder: string, database: Database): FileFolder {
  fs.mkdirSync(folder, { recursive: true });
  return {
    async has(sha256) {
      const rows = await database.query("SELECT 1 FROM files WHERE sha256 = $1", [sha256]);
      return rows.length > 0;
    },
    async take(file, sha256) {
      const place = path.join(folder, sha256.slice(0, 2), sha256);
      await mkdir(path.dirname(place), { recursive: true });
      const sizeBytes = await syncFile(file);
      await rename(file, place);
      await syncFolder(path.dirname(place));
      await database.query("INSERT INTO files VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", [
        sha256,
        sizeBytes,
        new Date().toISOString(),
      ]);
    },
  };
}

/** SHA-256 of a file's content, lower-case hex. */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(fs.createReadStream(file), hash);
  return hash.digest("hex");
}

async function syncFile(file: string): Promise<number> {
  const handle = await open(file, "r+");
  try {
    await handle.sync();
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return; // a folder cannot be opened there; NTFS journals the rename
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
