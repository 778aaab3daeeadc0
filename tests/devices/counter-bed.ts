// A counter with a real database, file store, image process and virtual scanners, for the tests of whole batches.
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { ScanEvent } from "../../shared/contract";
import { ChangeBus } from "../../electron/core/changes";
import { systemClock } from "../../electron/core/clock";
import { buildImageProcess } from "../../electron/core/image-process.fixture";
import { createImaging, startNodeImageProcess, type Imaging } from "../../electron/core/imaging";
import { createPapers, type PapersService } from "../../electron/core/papers";
import { createScanning, type ScanningService } from "../../electron/core/scanning";
import type { DeviceBook } from "../../electron/core/scanning/driver";
import { createFileDriver } from "../../electron/core/scanning/drivers/file";
import { createFolderDriver } from "../../electron/core/scanning/drivers/folder";
import { SHORT } from "../../electron/core/scanning/drivers/folder/folder.fixture";
import { createSaneDriver } from "../../electron/core/scanning/drivers/sane";
import { openSaneBed, type SaneBed } from "../../electron/core/scanning/drivers/sane/sane-bed.fixture";
import { openBlobStore, openStorage } from "../../electron/core/storage";

export interface CounterBed {
  sane: SaneBed;
  imaging: Imaging;
  papers: PapersService;
  scanning: ScanningService;
  addDossier(): string;
  close(): void;
}

const KEY = "5a".repeat(32);

/** @param blobsFolder where the pages go; inside the bed's own folder by default */
export async function openCounterBed(blobsFolder?: string): Promise<CounterBed> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "device-bed-"));
  const storage = openStorage({ file: path.join(folder, "office.db"), keyHex: KEY });
  const blobs = openBlobStore(blobsFolder ?? path.join(folder, "blobs"), KEY);
  const entry = await buildImageProcess();
  const imaging = createImaging({ startImageProcess: async () => startNodeImageProcess(entry) });
  const base = { storage, blobs, imaging, changes: new ChangeBus(), clock: systemClock };
  const papers = createPapers({
    ...base,
    onPageAdded: () => undefined,
    onLatePage: () => undefined,
    onPageTurned: () => undefined,
    addComponent: () => "",
    recordEvent: () => undefined,
  });
  const sane = openSaneBed();
  const drivers = (book: DeviceBook) => ({
    scanners: [createSaneDriver(sane.command), createFolderDriver({ imaging, book, times: SHORT })],
    files: createFileDriver(imaging),
  });
  return {
    sane,
    imaging,
    papers,
    scanning: createScanning({ ...base, papers, drivers }),
    addDossier() {
      const id = randomUUID();
      const now = systemClock.now().toISOString();
      const sql = "INSERT INTO dossiers (id, stage, created_at_utc, updated_at_utc) VALUES (?, 'draft', ?, ?)";
      storage.transaction((writer) => writer.run(sql, id, now, now));
      return id;
    },
    close() {
      imaging.close();
      sane.close();
      storage.close();
      fs.rmSync(folder, { recursive: true });
    },
  };
}

/** The events of a batch without its progress. */
export async function collect(
  events: AsyncIterable<ScanEvent>,
  onPage: (pageNumber: number) => void = () => undefined,
): Promise<ScanEvent[]> {
  const seen: ScanEvent[] = [];
  for await (const event of events) {
    if (event.kind !== "progress") seen.push(event);
    if (event.kind === "page") onPage(event.pageNumber);
  }
  return seen;
}

export function kindsOf(events: readonly ScanEvent[]): string[] {
  return events.map(({ kind }) => kind);
}
