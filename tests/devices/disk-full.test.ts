// The disk fills up while a batch is scanned. Needs a small disk of its own: Linux and the right to mount one.
import { randomFillSync } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ScanSettings } from "../../shared/contract";
import { collect, openCounterBed, type CounterBed } from "./counter-bed";
import { mountSmallDisk } from "./small-disk";

const NEVER = new AbortController().signal;
const disk = mountSmallDisk(2);

afterAll(() => disk?.remove());

describe.skipIf(!disk)("a disk that is full", () => {
  let bed: CounterBed;
  beforeAll(async () => {
    bed = await openCounterBed(path.join(disk?.folder ?? "", "blobs"));
  });
  afterAll(() => bed.close());

  test("ends the batch with its code, keeps every page before, and takes pages again once there is room", async () => {
    const dossierId = bed.addDossier();
    let stored = 0;
    let last = await scanNoise(bed, dossierId);
    for (; last?.fault === null; last = await scanNoise(bed, dossierId)) stored++;
    expect(last).toMatchObject({ pageCount: 0, fault: { code: "STORAGE_FULL" } });
    expect(stored).toBeGreaterThan(0);
    const pages = bed.papers.listPages(dossierId);
    expect(pages).toHaveLength(stored);
    for (const page of pages) expect(bed.papers.readPage(page.id).byteLength).toBe(page.sizeBytes);

    disk?.resize(40);
    expect(await scanNoise(bed, dossierId)).toMatchObject({ kind: "finished", pageCount: 1, fault: null });
    expect(bed.papers.listPages(dossierId)).toHaveLength(stored + 1);
  });
});

/** One sheet, different each time and hard to compress. */
async function scanNoise({ sane, scanning }: CounterBed, dossierId: string) {
  layNoise(sane.sheet);
  const settings = ScanSettings.parse({ vendorOptions: { filename: sane.sheet } });
  const order = { driver: "sane" as const, deviceId: "pnm:0", settings, target: { dossierId, componentId: null } };
  const events = await collect(scanning.scan(order, NEVER));
  return events.find((event) => event.kind === "finished");
}

function layNoise(sheet: string): void {
  const pixels = randomFillSync(Buffer.alloc(800 * 600 * 3));
  fs.writeFileSync(sheet, Buffer.concat([Buffer.from("P6\n800 600\n255\n"), pixels]));
}
