import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ScanSettings } from "../../../../../shared/contract";
import { buildImageProcess } from "../../../image-process.fixture";
import { createImaging, startNodeImageProcess, type Imaging } from "../../../imaging";
import { describeScannerDriver } from "../../conformance";
import type { DriverEvent, ScannerDriver } from "../../driver";
import { createVirtualDriver } from ".";

const FOLDER = path.resolve("assets/training");
const DEVICE = "tap-su";

let imaging: Imaging;
let driver: ScannerDriver;
let fed = 0;
async function open(): Promise<void> {
  const entry = await buildImageProcess();
  imaging = createImaging({ startImageProcess: async () => startNodeImageProcess(entry) });
  driver = createVirtualDriver({ imaging, folder: FOLDER, onSheet: () => fed++ });
}
const close = async () => imaging.close();

function job(source: ScanSettings["source"], options: Record<string, string> = {}) {
  const settings = { source, vendorOptions: { "delay-ms": "20", ...options } };
  return { deviceId: DEVICE, settings };
}
const fault = (option: string) => () => job("feeder", { [option]: "3" });

describe("the virtual scanner", () => {
  describeScannerDriver({
    open,
    close,
    driver: () => driver,
    imaging: () => imaging,
    listedDeviceId: DEVICE,
    single: () => job("flatbed"),
    feeder: () => job("feeder"),
    sheets: 4,
    duplex: () => job("duplex"),
    doubleFeed: () => job("feeder", { "double-feed-at": "2" }),
    endless: () => job("feeder", { sheets: "200", "delay-ms": "300" }),
    sheetsFed: () => fed,
    settable: {
      resolutionsDpi: [100, 300],
      colourModes: ["colour"],
      pageSizes: [{ pageSize: "a4", widthMm: 210, heightMm: 297 }],
    },
    refused: [
      { option: "resolution", settings: { resolutionDpi: 299 } },
      { option: "mode", settings: { colourMode: "grey" } },
      { option: "page-size", settings: { pageSize: "a3" } },
      { option: "sheets", settings: { vendorOptions: { sheets: "201" } } },
      { option: "jam-at", settings: { vendorOptions: { "jam-at": "first" } } },
      { option: "brightness", settings: { vendorOptions: { brightness: "10" } } },
    ],
    faults: [
      { name: "a jam", code: "SCANNER_JAM", pagesBefore: 2, job: fault("jam-at") },
      { name: "an open cover", code: "SCANNER_COVER_OPEN", pagesBefore: 2, job: fault("cover-open-at") },
      { name: "a pulled cable", code: "SCANNER_DISCONNECTED", pagesBefore: 2, job: fault("disconnect-at") },
      { name: "a crashed driver", code: "SCANNER_DRIVER_CRASHED", pagesBefore: 2, job: fault("crash-at") },
    ],
  });
});

describe("what goes wrong for training", () => {
  beforeAll(open);
  afterAll(close);

  async function scan(options: Record<string, string>): Promise<DriverEvent[]> {
    const settings = ScanSettings.parse(job("feeder", options).settings);
    const events: DriverEvent[] = [];
    for await (const event of driver.scan({ deviceId: DEVICE, settings }, new AbortController().signal))
      if (event.kind !== "progress") events.push(event);
    return events;
  }

  test("blank, skewed and coarse pages are what the inspection calls them", async () => {
    const events = await scan({ "blank-at": "1", "skewed-at": "2", "low-resolution-at": "3" });
    const pages = events.flatMap((event) => (event.kind === "page" ? [event.image] : []));
    const looks = await Promise.all(
      pages.map(async ({ bytes, resolutionDpi }) => {
        const image = await imaging.toStoredImage(bytes, resolutionDpi);
        return { dpi: image.resolutionDpi, ...(await imaging.inspect(image.bytes, image.resolutionDpi, 0)) };
      }),
    );
    expect(looks.map((look) => look.isBlank)).toEqual([true, false, false, false]);
    expect(looks.map((look) => look.dpi)).toEqual([300, 300, 100, 300]);
    expect(Math.abs(looks[1]?.skewDegrees ?? 0)).toBeGreaterThan(4);
    expect(Math.abs(looks[3]?.skewDegrees ?? 9)).toBeLessThan(1.5);
  });

  test("the device counts its sheets", async () => {
    expect((await scan({ sheets: "3" })).at(-1)).toEqual({ kind: "sheets-fed", sheets: 3 });
  });
});
