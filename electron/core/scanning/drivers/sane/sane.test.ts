import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ScanSettings } from "../../../../../shared/contract";
import { buildImageProcess } from "../../../image-process.fixture";
import { createImaging, startNodeImageProcess, type Imaging } from "../../../imaging";
import { describeScannerDriver, type BedJob } from "../../conformance";
import { writeFakeScanimage } from "./fake-scanimage.fixture";
import { createSaneDriver } from "./index";
import { openSaneBed, type SaneBed } from "./sane-bed.fixture";

const NEVER = new AbortController().signal;
const FEEDER = { source: "feeder", resolutionDpi: 75 } as const;

let bed: SaneBed;
let imaging: Imaging;
beforeAll(async () => {
  bed = openSaneBed();
  const entry = await buildImageProcess();
  imaging = createImaging({ startImageProcess: async () => startNodeImageProcess(entry) });
});
afterAll(() => {
  imaging.close();
  bed.close();
});

function pattern(vendorOptions: Record<string, string> = {}): BedJob {
  return { deviceId: "test:0", settings: { resolutionDpi: 75, vendorOptions } };
}

/** The pattern scanner that answers every read with this status. */
function failing(status: string): () => BedJob {
  return () => pattern({ "read-return-value": `SANE_STATUS_${status}` });
}

function picture(vendorOptions: Record<string, string> = {}): BedJob {
  return {
    deviceId: "pnm:0",
    settings: { resolutionDpi: 300, vendorOptions: { filename: bed.sheet, ...vendorOptions } },
  };
}

describe("scanners by SANE", () => {
  describeScannerDriver({
    open: async () => undefined,
    close: async () => undefined,
    driver: () => createSaneDriver(bed.command),
    imaging: () => imaging,
    listedDeviceId: "test:0",
    single: () => pattern(),
    feeder: () => ({ deviceId: "test:0", settings: FEEDER }),
    sheets: 10,
    endless: () => ({
      deviceId: "test:0",
      settings: { ...FEEDER, vendorOptions: { "read-delay": "yes", "read-delay-duration": "200000" } },
    }),
    sheetsFed: () => bed.sheetsFed(),
    duplex: { notRunnable: "SANE's test scanner has no duplex; see the network scanner" },
    doubleFeed: { notRunnable: "SANE's test scanner has no such sensor" },
    settable: {
      resolutionsDpi: [75, 150],
      colourModes: ["colour", "grey", "black_white"],
      pageSizes: [
        { pageSize: "a4", widthMm: 210, heightMm: 297 },
        { pageSize: "a5", widthMm: 148, heightMm: 210 },
        { pageSize: "card", widthMm: 85.6, heightMm: 53.98 },
        { pageSize: "largest", widthMm: 300, heightMm: 300 },
      ],
    },
    refused: [
      { option: "pageSize", settings: { pageSize: "a3" } },
      { option: "usesOwnDialog", settings: { usesOwnDialog: true } },
      { option: "source", settings: { source: "duplex" } },
      { option: "brightness", settings: { vendorOptions: { brightness: "10" } } },
      { option: "depth", settings: { vendorOptions: { depth: "7" } } },
      { option: "ppl-loss", settings: { vendorOptions: { "ppl-loss": "9999" } } },
      { option: "ppl-loss", settings: { vendorOptions: { "ppl-loss": "" } } },
      { option: "hand-scanner", settings: { vendorOptions: { "hand-scanner": "perhaps" } } },
      { option: "batch", settings: { vendorOptions: { batch: "/tmp/elsewhere" } } },
      { option: "output-file", settings: { vendorOptions: { "output-file": "/tmp/elsewhere" } } },
    ],
    faults: [
      { name: "a jam", code: "SCANNER_JAM", pagesBefore: 0, job: failing("JAMMED") },
      { name: "an empty feeder", code: "SCANNER_NO_PAPER", pagesBefore: 0, job: failing("NO_DOCS") },
      { name: "an open cover", code: "SCANNER_COVER_OPEN", pagesBefore: 0, job: failing("COVER_OPEN") },
      { name: "a lost connection", code: "SCANNER_DISCONNECTED", pagesBefore: 0, job: failing("IO_ERROR") },
      { name: "a device in use", code: "SCANNER_BUSY", pagesBefore: 0, job: failing("DEVICE_BUSY") },
      {
        name: "a device of someone else",
        code: "SCANNER_ACCESS_DENIED",
        pagesBefore: 0,
        job: failing("ACCESS_DENIED"),
      },
      { name: "a device out of memory", code: "SCANNER_FAILED", pagesBefore: 0, job: failing("NO_MEM") },
      {
        name: "a scanner that vanishes between two sheets",
        code: "SCANNER_FAILED",
        pagesBefore: 2,
        job: () => ({ deviceId: "test:0", settings: FEEDER, afterPage: (page) => killScans(page === 2) }),
      },
    ],
  });

  test("a picture on the glass arrives unchanged, with its resolution", async () => {
    bed.layNewSheet();
    const [page] = await scanPages(picture());
    expect(await imaging.toStoredImage(page ?? Buffer.alloc(0), null)).toMatchObject({
      widthPx: 400,
      heightPx: 300,
      resolutionDpi: 300,
    });
  });

  test("nothing of a sheet is left behind, after success, fault and cancel", async () => {
    const run = process.env["XDG_RUNTIME_DIR"] ?? "";
    await scanPages(pattern());
    await expect(scanPages(failing("JAMMED")())).rejects.toMatchObject({ code: "SCANNER_JAM" });
    const abort = new AbortController();
    const slow = pattern({ "read-delay": "yes", "read-delay-duration": "200000" });
    setTimeout(() => abort.abort(), 500);
    await expect(scanPages(slow, abort.signal)).rejects.toMatchObject({ code: "CANCELLED" });
    expect(fs.readdirSync(run)).toEqual([]);
    expect(bed.scans()).toEqual([]);
  });

  test("what a killed program left of a sheet is removed by the next scan", async () => {
    const abandoned = path.join(process.env["XDG_RUNTIME_DIR"] ?? "", "quay-scan-4194999-abcdef");
    fs.mkdirSync(abandoned);
    fs.writeFileSync(path.join(abandoned, "1.tiff"), "left");
    await scanPages(pattern());
    expect(fs.existsSync(abandoned)).toBe(false);
  });

  test("a scanimage that locks up after it has told its fault is ended, and the fault is kept", async () => {
    const lockUp = 'echo "Scanned page 1. (scanner status = 6)" >&2; sleep 60';
    const driver = createSaneDriver(writeFakeScanimage(path.dirname(bed.command), { scan: lockUp }));
    const request = { deviceId: "test:0", settings: ScanSettings.parse({ resolutionDpi: 75 }) };
    const scanning = (async () => {
      for await (const event of driver.scan(request, NEVER)) expect(event.kind).not.toBe("page");
    })();
    await expect(scanning).rejects.toMatchObject({ code: "SCANNER_JAM" });
  });

  test("a computer without scanimage says which program is missing", async () => {
    const driver = createSaneDriver("/nonexistent/scanimage");
    const missing = { code: "SCANNER_SOFTWARE_MISSING", facts: { program: "scanimage" } };
    await expect(driver.listDevices(NEVER)).rejects.toMatchObject(missing);
    await expect(driver.getCapabilities("test:0", NEVER)).rejects.toMatchObject(missing);
  });
});

function killScans(isTime: boolean): void {
  if (!isTime) return;
  for (const pid of bed.scans()) process.kill(pid, "SIGKILL");
}

async function scanPages({ deviceId, settings }: BedJob, signal = NEVER): Promise<Uint8Array[]> {
  const pages: Uint8Array[] = [];
  const request = { deviceId, settings: ScanSettings.parse(settings ?? {}) };
  for await (const event of createSaneDriver(bed.command).scan(request, signal))
    if (event.kind === "page") pages.push(event.image.bytes);
  return pages;
}
