// The device goes away in the middle of a batch and comes back.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Office } from "../../../electron/core/office";
import { numberedPages, readPageNumbers, startVirtualMfp, type VirtualMfp } from "../../devices/virtual-mfp/index.mjs";
import { openTestOffice, scanAll } from "./office-in-process";

const SHEETS = 12;
const NEVER = new AbortController().signal;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "unplugged-"));
let office: Office;
let mfp: VirtualMfp;
beforeAll(async () => {
  office = await openTestOffice(path.join(folder, "data"), false);
  mfp = await startVirtualMfp({ pages: await numberedPages(SHEETS), asIs: true });
});
afterAll(async () => {
  await office.close();
  await mfp.close();
  fs.rmSync(folder, { recursive: true });
});

test("keeps the pages before, tells the panel, and goes on once it is plugged in again", async () => {
  const { panel } = office.scanning;
  const device = await panel.add({ driver: "escl", address: mfp.url, name: "Máy tầng 1" }, NEVER);
  expect(device).toMatchObject({ name: "Máy tầng 1", state: "ready", lastFault: null });
  const { id: dossierId } = office.dossiers.start();
  mfp.setFault({ kind: "unplug", atPage: 8 });
  const first = await scanAll(office, { device, dossierId });
  expect(first.told).toHaveLength(7);
  expect(["SCANNER_UNREACHABLE", "SCANNER_DISCONNECTED"]).toContain(first.finished.fault?.code);
  expect(panel.list()).toMatchObject([{ state: "unreachable", lastFault: { fault: first.finished.fault } }]);
  expect(office.scanning.batches(dossierId)).toMatchObject([{ pageCount: 7, fault: first.finished.fault }]);

  expect((await scanAll(office, { device, dossierId })).finished.fault?.code).toBe("SCANNER_UNREACHABLE");

  await mfp.plug();
  mfp.load((await numberedPages(SHEETS)).slice(7));
  const second = await scanAll(office, { device, dossierId });
  expect(second.finished).toMatchObject({ pageCount: 5, sheetsFed: 5, imagesExpected: 5, fault: null });
  const pages = office.papers.listPages(dossierId);
  const numbers = await readPageNumbers(pages.map((page) => office.papers.readPage(page.id)));
  expect(numbers).toEqual(Array.from({ length: SHEETS }, (_, index) => index + 1));
  expect(panel.list()).toMatchObject([{ state: "ready", lastFault: null }]);
});
