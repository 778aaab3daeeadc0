// A page of a real dossier on the glass: what is stored is what was laid there.
import fs from "node:fs";
import path from "node:path";
import Vips from "wasm-vips";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ScanSettings } from "../../shared/contract";
import { collect, openCounterBed, type CounterBed } from "./counter-bed";

const SAMPLE = path.join(import.meta.dirname, "../../assets/samples/to-khai-khai-sinh-1.jpg");
/** JPEG of quality 88 over a sample that is JPEG itself; of 255. */
const LARGEST_MEAN_DIFFERENCE = 3;

let bed: CounterBed;
let vips: Awaited<ReturnType<typeof Vips>>;
beforeAll(async () => {
  bed = await openCounterBed();
  vips = await Vips({ dynamicLibraries: [] });
});
afterAll(() => {
  vips.shutdown();
  bed.close();
});

test("a sample page on the glass is stored with all its points", async () => {
  const sample = vips.Image.newFromBuffer(fs.readFileSync(SAMPLE)).colourspace("srgb");
  fs.writeFileSync(bed.sane.sheet, sample.writeToBuffer(".ppm"));
  const dossierId = bed.addDossier();
  const settings = ScanSettings.parse({ resolutionDpi: 200, vendorOptions: { filename: bed.sane.sheet } });
  const order = { driver: "sane" as const, deviceId: "pnm:0", settings, target: { dossierId, componentId: null } };
  const events = await collect(bed.scanning.scan(order, new AbortController().signal));
  expect(events.at(-1)).toMatchObject({ kind: "finished", pageCount: 1, fault: null });
  const [page] = bed.papers.listPages(dossierId);
  expect(page).toMatchObject({ widthPx: sample.width, heightPx: sample.height, resolutionDpi: 200 });
  const stored = vips.Image.newFromBuffer(bed.papers.readPage(page?.id ?? ""));
  expect(stored.subtract(sample).abs().avg()).toBeLessThan(LARGEST_MEAN_DIFFERENCE);
});
