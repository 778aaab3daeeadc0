// The disk fills up while a batch is scanned. Needs a small disk of its own: Linux and the right to mount one.
import { spawnSync } from "node:child_process";
import { randomFillSync } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ScanSettings } from "../../shared/contract";
import { collect, openCounterBed, type CounterBed } from "./counter-bed";

const NEVER = new AbortController().signal;
const disk = fs.mkdtempSync(path.join(os.tmpdir(), "small-disk-"));
const isMounted = mount("-t", "tmpfs", "-o", "size=2m", "tmpfs", disk);

afterAll(() => {
  if (isMounted) spawnSync("/bin/umount", [disk]);
  fs.rmdirSync(disk);
});

if (!isMounted)
  console.warn("the test of a full disk is skipped: it needs the right to mount a small disk (Linux, root)");

describe.skipIf(!isMounted)("a disk that is full", () => {
  let bed: CounterBed;
  beforeAll(async () => {
    bed = await openCounterBed(path.join(disk, "blobs"));
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

    expect(mount("-o", "remount,size=40m", disk)).toBe(true);
    expect(await scanNoise(bed, dossierId)).toEqual({ kind: "finished", pageCount: 1, fault: null });
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

function mount(...args: string[]): boolean {
  return process.platform === "linux" && spawnSync("/bin/mount", args).status === 0;
}
