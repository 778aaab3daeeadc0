// The TWAIN driver with everything real but the scanner: Windows' Node under wine, koffi, a TWAIN manager and our own
// data source. TWAINDSM=path runs the same on the Working Group's manager, with its callback in place of messages.
import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ScanSettings } from "../../shared/contract";
import { buildImageProcess } from "../../electron/core/image-process.fixture";
import { createImaging, startNodeImageProcess, type Imaging } from "../../electron/core/imaging";
import { describeScannerDriver, type BedJob } from "../../electron/core/scanning/conformance";
import { createTwainDriver } from "../../electron/core/scanning/drivers/twain";
import type { ScannerDriver } from "../../electron/core/scanning/driver";
import { readPixel } from "./read-pixel";
import { openWineBed, SOURCE, type Scene, type WineBed } from "./wine-bed";

const SHEETS = 4;
const FEEDER = { source: "feeder", resolutionDpi: 75 } as const;
/** Written anew by `npx vitest run tests/twain -u`. */
const RECORDED = path.join(import.meta.dirname, "../../electron/core/scanning/drivers/twain/helper/recorded");
const PATIENCE = { silentMs: 15_000, stopMs: 4_000 };
const canRun = process.platform === "linux" && process.arch === "x64";
const [A4_WIDTH_INCH, A4_HEIGHT_INCH] = [210 / 25.4, 297 / 25.4];
/** The black block, the stripes of red, green and blue, and white; see colourAt in fixture/data-source.c. */
const SPOTS = [
  [0.4, 0.25],
  [0.5, 1.25],
  [1.5, 1.25],
  [2.5, 1.25],
  [4, 6],
].map(([x = 0, y = 0]) => ({ x: x / A4_WIDTH_INCH, y: y / A4_HEIGHT_INCH }));
const PICTURES = [
  { colourMode: "colour", colours: ["000000", "ff0000", "00ff00", "0000ff", "ffffff"] },
  { colourMode: "grey", colours: ["000000", "4c4c4c", "959595", "1d1d1d", "ffffff"] },
  { colourMode: "black_white", colours: ["000000", "000000", "ffffff", "000000", "ffffff"] },
] as const;
const managers = [
  { name: "wine's own manager, TWAIN 1", manager: undefined, recorded: "twain-1.txt" },
  { name: "our own manager, TWAIN 2", manager: "ours", recorded: "twain-2.txt" },
  ...(process.env["TWAINDSM"] ? [{ name: "TWAINDSM", manager: process.env["TWAINDSM"], recorded: "twain-2.txt" }] : []),
];

let bed: WineBed;
let imaging: Imaging;
let driver: ScannerDriver;
let log: string[];

async function openBed(manager: string | undefined): Promise<void> {
  bed = await openWineBed(manager);
  log = [];
  const book = { log: (_driver: string, _device: string, line: string) => void log.push(line) };
  driver = createTwainDriver({ starters: [bed.starter], book, patience: PATIENCE });
  const entry = await buildImageProcess();
  imaging = createImaging({ startImageProcess: async () => startNodeImageProcess(entry) });
}

function job(settings: BedJob["settings"], scene: Scene = {}): BedJob {
  bed.set({ sheets: SHEETS, ...scene });
  return { deviceId: SOURCE, settings: { resolutionDpi: 75, ...settings } };
}

function failing(fault: string, at: number): { pagesBefore: number; job: () => BedJob } {
  return { pagesBefore: Math.max(0, at - 1), job: () => job(FEEDER, { fault, at }) };
}

async function scanPages({ deviceId, settings }: BedJob, signal = new AbortController().signal): Promise<Uint8Array[]> {
  const pages: Uint8Array[] = [];
  for await (const event of driver.scan({ deviceId, settings: ScanSettings.parse(settings) }, signal))
    if (event.kind === "page") pages.push(event.image.bytes);
  return pages;
}

const sheetsFed = () => bed.notes().filter((note) => note === "fed").length;

if (!canRun)
  test.skip("scanners by TWAIN (not runnable: wine and Windows' Node are for Linux on x64)", () => undefined);

describe.runIf(canRun).each(managers)("scanners by TWAIN, $name", ({ manager, recorded }) => {
  beforeAll(() => openBed(manager));
  afterAll(() => {
    imaging.close();
    bed.close();
  });

  describeScannerDriver({
    open: async () => undefined,
    close: async () => undefined,
    driver: () => driver,
    imaging: () => imaging,
    listedDeviceId: SOURCE,
    single: () => job({}),
    feeder: () => job(FEEDER),
    sheets: SHEETS,
    duplex: () => job({ ...FEEDER, source: "duplex" }),
    doubleFeed: () => job(FEEDER, { fault: "double-feed", at: 2 }),
    endless: () => job(FEEDER, { sheets: 400, transferMs: 300 }),
    sheetsFed,
    settable: {
      resolutionsDpi: [75, 150],
      colourModes: ["colour", "grey", "black_white"],
      pageSizes: [
        { pageSize: "a4", widthMm: 210, heightMm: 297 },
        { pageSize: "a5", widthMm: 148, heightMm: 210 },
        { pageSize: "letter", widthMm: 215.9, heightMm: 279.4 },
        { pageSize: "card", widthMm: 85.6, heightMm: 53.98 },
      ],
    },
    refused: [
      { option: "resolution", settings: { resolutionDpi: 77 } },
      { option: "pageSize", settings: { pageSize: "a3" } },
      { option: "transfer", settings: { vendorOptions: { transfer: "file" } } },
      { option: "brightness", settings: { vendorOptions: { brightness: "10" } } },
    ],
    faults: [
      { name: "a jam", code: "SCANNER_JAM", ...failing("jam", 2) },
      { name: "a double feed", code: "SCANNER_DOUBLE_FEED", ...failing("double-feed", 3) },
      { name: "an empty feeder", code: "SCANNER_NO_PAPER", pagesBefore: 0, job: () => job(FEEDER, { sheets: 0 }) },
      { name: "a feeder that notices late that it is empty", code: "SCANNER_NO_PAPER", ...failing("no-media", 0) },
      { name: "an open cover", code: "SCANNER_COVER_OPEN", ...failing("interlock", 1) },
      { name: "a scanner that is switched off", code: "SCANNER_DISCONNECTED", ...failing("offline", 0) },
      { name: "a scanner unplugged in the middle", code: "SCANNER_DISCONNECTED", ...failing("offline", 3) },
      { name: "a scanner of someone else", code: "SCANNER_ACCESS_DENIED", ...failing("denied", 0) },
      { name: "cancelled at the device", code: "CANCELLED", ...failing("cancel", 2) },
      { name: "a source out of memory", code: "SCANNER_FAILED", ...failing("low-memory", 1) },
      { name: "a picture larger than its memory", code: "SCANNER_ANSWER_INVALID", ...failing("bad-picture", 2) },
      { name: "a driver that crashes", code: "SCANNER_DRIVER_CRASHED", ...failing("crash", 3) },
      { name: "a driver that crashes at the start", code: "SCANNER_DRIVER_CRASHED", ...failing("crash", 0) },
      { name: "a driver that hangs", code: "SCANNER_DRIVER_CRASHED", ...failing("hang", 2) },
    ],
  });

  test.each(PICTURES)("whole bitmaps and rows give the page in $colourMode", async ({ colourMode, colours }) => {
    const [bitmap] = await scanPages(job({ colourMode }));
    const [rows] = await scanPages(job({ colourMode, vendorOptions: { transfer: "memory" } }));
    expect(SPOTS.map((spot) => readPixel(bitmap ?? new Uint8Array(), spot))).toEqual(colours);
    expect(SPOTS.map((spot) => readPixel(rows ?? new Uint8Array(), spot))).toEqual(colours);
  });

  test("what the driver dialog was asked for is scanned, and closing it cancels", async () => {
    const dialog = { usesOwnDialog: true };
    const before = bed.notes().length;
    expect(await scanPages(job({ ...dialog }))).toHaveLength(SHEETS);
    expect(bed.notes()[before]).toBe("ui");
    await expect(scanPages(job(dialog, { dialog: "close" }))).rejects.toMatchObject({ code: "CANCELLED" });
    expect(await scanPages(job({}))).toHaveLength(1);
  });

  test("a source that gets ready later, from a thread of its own, is waited for", async () => {
    expect(await scanPages(job(FEEDER, { readyMs: 400 }))).toHaveLength(SHEETS);
  });

  test("nothing of a sheet and no process is left behind, after success, fault, crash and cancel", async () => {
    await scanPages(job(FEEDER));
    await expect(scanPages(failing("jam", 2).job())).rejects.toMatchObject({ code: "SCANNER_JAM" });
    await expect(scanPages(failing("crash", 2).job())).rejects.toMatchObject({ code: "SCANNER_DRIVER_CRASHED" });
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 1_500);
    const slow = scanPages(job(FEEDER, { sheets: 400, transferMs: 300 }), abort.signal);
    await expect(slow).rejects.toMatchObject({ code: "CANCELLED" });
    expect(fs.readdirSync(bed.pagesFolder)).toEqual([]);
    expect(bed.helpers()).toEqual([]);
  });

  test("a driver that hangs is ended by force when the officer cancels", async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 2_000);
    await expect(scanPages(failing("hang", 1).job(), abort.signal)).rejects.toMatchObject({ code: "CANCELLED" });
    expect(bed.helpers()).toEqual([]);
  });

  test("what is said is what was recorded for the tests that run without Windows", async () => {
    log.length = 0;
    await scanPages(job({ ...FEEDER, colourMode: "colour", pageSize: "a4" }, { sheets: 3 }));
    await expect(`${log.join("\n")}\n`).toMatchFileSnapshot(path.join(RECORDED, recorded));
  });

  test("the log says what the source answered", async () => {
    log.length = 0;
    await expect(scanPages(failing("jam", 2).job())).rejects.toMatchObject({ code: "SCANNER_JAM" });
    expect(log).toContain("IMAGENATIVEXFER: PAPERJAM");
  });
});
