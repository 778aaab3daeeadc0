// The real scanimage with Debian's sane-airscan against a network scanner with a feeder, both sides and every fault.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  AIRSCAN_DEVICE,
  makeAirscan,
  numberedPages,
  readPageNumbers,
  startVirtualMfp,
  type MfpFault,
  type VirtualMfp,
} from "../../../../../tests/devices/virtual-mfp/index.mjs";
import { ScanSettings } from "../../../../../shared/contract";
import { buildImageProcess } from "../../../image-process.fixture";
import { createImaging, startNodeImageProcess, type Imaging } from "../../../imaging";
import { describeScannerDriver, type BedJob } from "../../conformance";
import { createSaneDriver } from "./index";

const NEVER = new AbortController().signal;
const SHEETS = 4;

let folder: string;
let mfp: VirtualMfp;
let sheets: Buffer[];
let imaging: Imaging;
let before: string | undefined;

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "airscan-"));
  sheets = await numberedPages(2 * SHEETS);
  mfp = await startVirtualMfp({ pages: sheets, resolutionDpi: 75, resolutionsDpi: [75, 150, 300] });
  before = process.env["SANE_CONFIG_DIR"];
  process.env["SANE_CONFIG_DIR"] = makeAirscan(folder, mfp.url)["SANE_CONFIG_DIR"];
  const entry = await buildImageProcess();
  imaging = createImaging({ startImageProcess: async () => startNodeImageProcess(entry) });
});
afterAll(async () => {
  imaging.close();
  if (before === undefined) Reflect.deleteProperty(process.env, "SANE_CONFIG_DIR");
  else process.env["SANE_CONFIG_DIR"] = before;
  await mfp.close();
  fs.rmSync(folder, { recursive: true });
});

function job(source: ScanSettings["source"], images: number, fault: MfpFault | null = null): BedJob {
  mfp.setDelay(0);
  mfp.load(sheets.slice(0, images));
  mfp.setFault(fault);
  return { deviceId: AIRSCAN_DEVICE, settings: { source, resolutionDpi: 75 } };
}

function failing(fault: MfpFault): () => BedJob {
  return () => job("feeder", SHEETS, fault);
}

describe("a network scanner by SANE", () => {
  describeScannerDriver({
    open: async () => undefined,
    close: async () => undefined,
    driver: () => createSaneDriver(),
    imaging: () => imaging,
    listedDeviceId: null,
    single: () => job("flatbed", SHEETS),
    feeder: () => job("feeder", SHEETS),
    sheets: SHEETS,
    feedsAhead: { notRunnable: "sane-airscan fetches all sheets ahead; the eSCL driver does not" },
    duplex: () => job("duplex", 2 * SHEETS),
    doubleFeed: { notRunnable: "sane-airscan knows no double feed" },
    endless() {
      const endless = job("feeder", 2 * SHEETS);
      mfp.setDelay(800);
      return endless;
    },
    sheetsFed: () => mfp.sheetsFed,
    settable: {
      resolutionsDpi: [75, 150],
      colourModes: ["colour", "grey"],
      pageSizes: [
        { pageSize: "a4", widthMm: 210, heightMm: 297 },
        { pageSize: "a5", widthMm: 148, heightMm: 210 },
        { pageSize: "card", widthMm: 85.6, heightMm: 53.98 },
      ],
    },
    refused: [
      { option: "resolution", settings: { resolutionDpi: 100 } },
      { option: "mode", settings: { colourMode: "black_white" } },
      { option: "pageSize", settings: { pageSize: "a3" } },
    ],
    faults: [
      { name: "a jam", code: "SCANNER_JAM", pagesBefore: 2, job: failing({ kind: "jam", atPage: 3 }) },
      { name: "an empty feeder", code: "SCANNER_NO_PAPER", pagesBefore: 0, job: () => job("feeder", 0) },
      {
        name: "an open cover",
        code: "SCANNER_COVER_OPEN",
        pagesBefore: 0,
        job: failing({ kind: "door-open", atPage: 1 }),
      },
      {
        name: "a connection that drops in mid-page",
        code: "SCANNER_DISCONNECTED",
        pagesBefore: 1,
        job: failing({ kind: "drop", atPage: 2 }),
      },
      {
        name: "a device in use",
        code: "SCANNER_BUSY",
        pagesBefore: 0,
        job: failing({ kind: "busy", on: "job", times: 100 }),
      },
    ],
  });

  test("is left to the eSCL driver in the list of devices", async () => {
    expect(execFileSync("scanimage", ["-f", "%d"], { encoding: "utf8" })).toBe(AIRSCAN_DEVICE);
    expect(await createSaneDriver().listDevices(NEVER)).toEqual([]);
  });

  test("counts its sheets, one for both sides, and gives the pages in their order", async () => {
    const pictures: Uint8Array[] = [];
    const counts: number[] = [];
    const request = job("duplex", 2 * SHEETS);
    const settings = ScanSettings.parse(request.settings);
    for await (const event of createSaneDriver().scan({ deviceId: request.deviceId, settings }, NEVER)) {
      if (event.kind === "page") pictures.push((await imaging.toStoredImage(event.image.bytes, 75)).bytes);
      if (event.kind === "sheets-fed") counts.push(event.sheets);
    }
    expect(counts).toEqual([SHEETS]);
    expect(await readPageNumbers(pictures)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});
