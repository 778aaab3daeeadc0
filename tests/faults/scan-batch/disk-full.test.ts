// The disk is full at every point where a batch writes. Needs a small disk of its own: Linux and the right to mount one.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Office } from "../../../electron/core/office";
import { openTestOffice, scanAll } from "./office-in-process";

const DISK_KB = 24 * 1024;
const STEP_KB = 12;
/** More than two pages need: the last tries come to their end. */
const MOST_KB = 360;
const SHEETS = "2";
const device = { driver: "virtual" as const, deviceId: "tap-su" };
const disk = fs.mkdtempSync(path.join(os.tmpdir(), "small-disk-"));
const filler = path.join(disk, "filler");
const isMounted = mount("-t", "tmpfs", "-o", `size=${DISK_KB}k`, "tmpfs", disk);

afterAll(() => {
  if (isMounted) spawnSync("/bin/umount", [disk]);
  fs.rmdirSync(disk);
});
if (!isMounted) console.warn("the test of a full disk is skipped: it needs the right to mount a small disk");

describe.skipIf(!isMounted)("a disk that fills up at any point of a batch", () => {
  let office: Office;
  beforeAll(async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    office = await openTestOffice(path.join(disk, "data"), true);
  });
  afterAll(() => office.close());

  test("is told by its code; what was told is there, nothing is half there, and it goes on once there is room", async () => {
    const { id: dossierId } = office.dossiers.start();
    const outcomes = new Set<string>();
    const told: string[] = [];
    for (let freeKb = 0; freeKb <= MOST_KB; freeKb += STEP_KB) {
      fillUpTo(freeKb);
      const batch = await scanAll(office, { device, dossierId, vendorOptions: { sheets: SHEETS, "delay-ms": "0" } });
      fs.rmSync(filler);
      told.push(...batch.told);
      outcomes.add(`${batch.told.length} pages, ${batch.finished.fault?.code ?? "no fault"}`);
      expect(batch.finished.pageCount).toBe(batch.told.length);
      expect(office.papers.listPages(dossierId).map((page) => page.id)).toEqual(told);
    }
    for (const id of told) expect(office.papers.readPage(id).byteLength).toBe(office.papers.getPage(id).sizeBytes);
    expect(office.storage.check()).toEqual([]);
    expect([...outcomes].sort()).toEqual(["0 pages, STORAGE_FULL", "1 pages, STORAGE_FULL", "2 pages, no fault"]);
    const whole = await scanAll(office, { device, dossierId, vendorOptions: { sheets: SHEETS, "delay-ms": "0" } });
    expect(whole.finished).toMatchObject({ pageCount: 2, fault: null });
  });
});

function fillUpTo(freeKb: number): void {
  const { bavail, bsize } = fs.statfsSync(disk);
  const bytes = Math.max(0, bavail * bsize - freeKb * 1024);
  fs.writeFileSync(filler, Buffer.alloc(bytes));
}

function mount(...args: string[]): boolean {
  return process.platform === "linux" && spawnSync("/bin/mount", args).status === 0;
}
