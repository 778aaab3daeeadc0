import fs from "node:fs";
import path from "node:path";
import { describe } from "vitest";
import { buildImageProcess } from "../../../image-process.fixture";
import { createImaging, startNodeImageProcess, type Imaging } from "../../../imaging";
import { makePdf } from "../../../sample-files.fixture";
import { describeScannerDriver, type BedJob } from "../../conformance";
import { makeFolderBed, newPng, type FolderBed } from "./folder.fixture";

const SHEETS = 4;

let imaging: Imaging;
let bed: FolderBed;
let sheetsRead = 0;

/** Counts what leaves the imaging; the pages themselves are untouched. */
async function* countSheets(pages: ReturnType<Imaging["pagesOfFile"]>) {
  for await (const page of pages) {
    sheetsRead++;
    yield page;
  }
}

/** The folder as it is when the copier has put these files there. */
function withFiles(...files: Uint8Array[]): BedJob {
  bed.empty();
  files.forEach((bytes, index) => bed.put(`scan ${index + 1}.png`, bytes));
  return { deviceId: bed.folder, settings: { source: "feeder" } };
}

describe("folders", () => {
  describeScannerDriver({
    async open() {
      const entry = await buildImageProcess();
      imaging = createImaging({ startImageProcess: async () => startNodeImageProcess(entry) });
      bed = makeFolderBed();
    },
    async close() {
      imaging.close();
      bed.remove();
    },
    driver: () =>
      bed.driver({
        countPages: (bytes) => imaging.countPages(bytes),
        pagesOfFile: (bytes, signal) => countSheets(imaging.pagesOfFile(bytes, signal)),
      }),
    imaging: () => imaging,
    get listedDeviceId() {
      return bed ? bed.folder : "";
    },
    single: () => withFiles(newPng()),
    feeder: () => withFiles(...Array.from({ length: SHEETS }, newPng)),
    sheets: SHEETS,
    duplex: { notRunnable: "files have what they have" },
    doubleFeed: { notRunnable: "files tell nothing of sheets" },
    endless: () => withFiles(makePdf(200)),
    sheetsFed: () => sheetsRead,
    settable: { notRunnable: "files have what they have" },
    refused: [
      { option: "brightness", settings: { vendorOptions: { brightness: "10" } } },
      { option: "usesOwnDialog", settings: { usesOwnDialog: true } },
    ],
    faults: [
      { name: "a folder that stays empty", code: "SCANNER_NO_PAPER", pagesBefore: 0, job: () => withFiles() },
      {
        name: "a folder that goes away",
        code: "SCAN_FOLDER_UNREACHABLE",
        pagesBefore: 2,
        job: () => ({
          ...withFiles(newPng(), newPng(), newPng()),
          afterPage: (page) => (page === 2 ? fs.rmSync(bed.folder, { recursive: true }) : undefined),
        }),
      },
      {
        name: "a folder that was never there",
        code: "SCAN_FOLDER_UNREACHABLE",
        pagesBefore: 0,
        job: () => ({ deviceId: path.join(bed.folder, "không có"), settings: { source: "feeder" } }),
      },
    ],
  });
});
