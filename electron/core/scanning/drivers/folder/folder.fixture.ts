// A folder on disk with a book that remembers what was taken, as the counter does.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Imaging } from "../../../imaging";
import type { DeviceBook } from "../../driver";
import { makePng } from "../../../sample-files.fixture";
import type { FolderTimes } from "./folder-scan";
import { createFolderDriver } from "./index";

/** So short that tests do not wait, in the proportions of the real ones. */
export const SHORT: FolderTimes = {
  lookMs: 20,
  restMs: 60,
  unmarkedMs: 120,
  incompleteMs: 600,
  quietMs: 250,
  firstFileMs: 700,
  hiccupMs: 1_500,
};

export interface FolderBed {
  folder: string;
  taken: Set<string>;
  lines: string[];
  driver(
    imaging: Pick<Imaging, "pagesOfFile" | "countPages">,
    times?: Partial<FolderTimes>,
  ): ReturnType<typeof createFolderDriver>;
  put(name: string, bytes: Uint8Array): string;
  /** Names below the folder, sorted. */
  names(): string[];
  empty(): void;
  remove(): void;
}

export function makeFolderBed(): FolderBed {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "scan-folder-"));
  const taken = new Set<string>();
  const lines: string[] = [];
  const book: Pick<DeviceBook, "listAdded" | "isTaken" | "log"> = {
    listAdded: () => [{ deviceId: folder, address: folder, name: "Máy photo tầng 1" }],
    isTaken: (originKey) => taken.has(originKey),
    log: (_driver, _deviceId, line) => void lines.push(line),
  };
  const clock = { now: () => new Date("2026-11-22T18:30:00Z") };
  return {
    folder,
    taken,
    lines,
    driver: (imaging, times) => createFolderDriver({ imaging, book, clock, times: { ...SHORT, ...times } }),
    put(name, bytes) {
      const file = path.join(folder, name);
      fs.writeFileSync(file, bytes);
      return file;
    },
    names: () => listBelow(folder),
    empty() {
      fs.mkdirSync(folder, { recursive: true });
      for (const name of fs.readdirSync(folder)) fs.rmSync(path.join(folder, name), { recursive: true });
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

let lastWidthPx = 300;
/** Each is another picture: no two scans of paper are equal. */
export function newPng(): Buffer {
  return makePng(++lastWidthPx, 400);
}

function listBelow(folder: string): string[] {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}
