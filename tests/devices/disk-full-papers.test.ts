// The disk is full at every point at which a new page is written: file, row, change of order, step that can be taken back.
import { randomBytes, randomUUID } from "node:crypto";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ChangeBus } from "../../electron/core/changes";
import { systemClock } from "../../electron/core/clock";
import { createPapers, type NewPage, type PapersService } from "../../electron/core/papers";
import { openBlobStore, openStorage, type Storage } from "../../electron/core/storage";
import { mountSmallDisk } from "./small-disk";

const KEY = "5a".repeat(32);
const BLOCK_BYTES = 4096;
const disk = mountSmallDisk(8);
const dossierId = randomUUID();

describe.skipIf(!disk)("a page for which there is no room", () => {
  let storage: Storage;
  let papers: PapersService;
  beforeAll(() => {
    ({ storage, papers } = open());
    const sql = "INSERT INTO dossiers (id, stage, created_at_utc, updated_at_utc) VALUES (?, 'draft', ?, ?)";
    storage.transaction((writer) => writer.run(sql, dossierId, "x", "x"));
    for (let n = 0; n < 5; n++) papers.addPage(sheet());
  });
  afterAll(() => {
    storage.close();
    disk?.remove();
  });

  test.each(["end", "before", "replace"] as const)(
    "at %s: wholly there or not at all, all others untouched",
    (kind) => {
      const before = arrangement();
      const [, second] = papers.listPages(dossierId);
      const place = kind === "end" ? { kind } : { kind, pageId: second?.id ?? "" };
      let failures = 0;
      for (let free = 0; ; free += BLOCK_BYTES) {
        disk?.leave(free);
        const added = tryToAdd({ ...sheet(), place, batchId: randomUUID() });
        if (added !== null) break;
        failures++;
        expect(arrangement()).toEqual(before);
      }
      expect(failures).toBeGreaterThan(8); // the file takes 6 blocks, so the database was refused room, too
      disk?.leave(2 ** 21);
      const after = arrangement();
      storage.close();
      ({ storage, papers } = open());
      expect(arrangement()).toEqual(after);
      expect(storage.check()).toEqual([]);
      expect(after).toHaveLength(before.length + (kind === "replace" ? 0 : 1));
      const kept = after.filter((page) => before.some((old) => old.id === page.id));
      expect(kept).toHaveLength(before.length - (kind === "replace" ? 1 : 0));
      papers.undo(dossierId);
      expect(arrangement()).toEqual(before);
    },
  );

  function tryToAdd(input: NewPage): string | null {
    try {
      return papers.addPage(input).id;
    } catch (error) {
      expect(error).toMatchObject({ code: "STORAGE_FULL" });
      return null;
    }
  }

  /** Every page that is shown, its place, and that its file is whole. */
  function arrangement() {
    return papers.listPages(dossierId).map(({ id, position, sizeBytes }) => {
      expect(papers.readPage(id).byteLength).toBe(sizeBytes);
      return { id, position };
    });
  }
});

function open(): { storage: Storage; papers: PapersService } {
  const folder = disk?.folder ?? "";
  const storage = openStorage({ file: path.join(folder, "office.db"), keyHex: KEY });
  const papers = createPapers({
    storage,
    blobs: openBlobStore(path.join(folder, "blobs"), KEY),
    imaging: { resize: refuse, turn: refuse, joinCard: refuse },
    changes: new ChangeBus(),
    clock: systemClock,
    onPageAdded: () => undefined,
    onLatePage: () => undefined,
    onPageTurned: () => undefined,
    addComponent: () => "",
    recordEvent: () => undefined,
  });
  return { storage, papers };
}

function refuse(): Promise<never> {
  return Promise.reject(new Error("no picture is drawn here"));
}

function sheet(): NewPage {
  const size = { widthPx: 2480, heightPx: 3508, resolutionDpi: 300 };
  const image = { bytes: randomBytes(5 * BLOCK_BYTES), mimeType: "image/jpeg" as const, ...size };
  return { image, dossierId, componentId: null, source: "file" };
}
