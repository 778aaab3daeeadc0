import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makePdf, makePng } from "../../electron/core/sample-files.fixture";
import { ScanSettings } from "../../shared/contract";
import { collect, kindsOf, openCounterBed, type CounterBed } from "./counter-bed";

const NEVER = new AbortController().signal;

let bed: CounterBed;
let folder: string;
beforeAll(async () => {
  bed = await openCounterBed();
});
afterAll(() => bed.close());
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "copier-"))));

function put(name: string, bytes: Uint8Array): void {
  fs.writeFileSync(path.join(folder, name), bytes);
}

function scanInto(dossierId: string) {
  const settings = ScanSettings.parse({ source: "feeder" });
  const target = { dossierId, componentId: null, place: { kind: "end" as const } };
  const order = { driver: "folder" as const, deviceId: folder, settings, target, readsSeparators: false };
  return collect(bed.scanning.scan({ ...order, sheetsCounted: null }, NEVER));
}

describe("a folder as a scanner of the counter", () => {
  test("is added once it was tried, listed, and gives its files as pages of the dossier", async () => {
    const { panel } = bed.scanning;
    await panel.add({ driver: "folder", address: folder, name: "Máy photo tầng 1" }, NEVER);
    expect((await bed.scanning.listDevices(NEVER)).devices).toContainEqual({
      driver: "folder",
      id: folder,
      vendor: "",
      model: "Máy photo tầng 1",
    });
    put("1.pdf", makePdf(2));
    put("2.png", makePng(300, 400));
    const dossierId = bed.addDossier();
    const events = await scanInto(dossierId);
    expect(kindsOf(events)).toEqual(["started", "page", "page", "page", "finished"]);
    expect(bed.papers.listPages(dossierId).map(({ source }) => source)).toEqual(Array(3).fill(`folder:${folder}`));
    expect(fs.readdirSync(folder)).toEqual(["da-nhan"]);
  });

  test("a folder that is not there is not added", async () => {
    const { panel } = bed.scanning;
    const adding = panel.add({ driver: "folder", address: path.join(folder, "x"), name: "" }, NEVER);
    await expect(adding).rejects.toMatchObject({ code: "SCAN_FOLDER_UNREACHABLE" });
  });

  test("a file is taken by one dossier only, also under another name and after its page was removed", async () => {
    put("giay.png", makePng(310, 410));
    const first = bed.addDossier();
    await scanInto(first);
    const [page] = bed.papers.listPages(first);
    if (!page) throw new Error("no page was taken");
    bed.papers.remove([page.id]);
    put("giay khac.png", makePng(310, 410));
    const second = bed.addDossier();
    expect(await scanInto(second)).toMatchObject([
      { kind: "started" },
      { kind: "file-failed", name: "giay khac.png", fault: { code: "FILE_ALREADY_TAKEN" } },
      { kind: "finished", pageCount: 0, fault: null },
    ]);
    expect(bed.papers.listPages(second)).toEqual([]);
  });
});
