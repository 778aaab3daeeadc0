import { describe } from "vitest";
import { buildImageProcess } from "../../../image-process.fixture";
import { createImaging, startNodeImageProcess, type Imaging } from "../../../imaging";
import { makePdf, makePng, makeTiff, PASSWORD_PDF } from "../../../sample-files.fixture";
import { describeScannerDriver, type BedJob } from "../../conformance";
import { createFileDriver, type FileDriver } from "./index";

const SHEETS = 4;
const SHEET = { widthPx: 300, heightPx: 400, dpi: 150 };

let imaging: Imaging;
let driver: FileDriver;
let sheetsRead = 0;

/** Counts what leaves the imaging; the pages themselves are untouched. */
async function* countSheets(pages: ReturnType<Imaging["pagesOfFile"]>) {
  for await (const page of pages) {
    sheetsRead++;
    yield page;
  }
}

function offer(bytes: Uint8Array): BedJob {
  return { deviceId: driver.offer(bytes, "test"), settings: { source: "feeder" } };
}

function sheets(count: number) {
  return Array.from({ length: count }, () => SHEET);
}

describe("files", () => {
  describeScannerDriver({
    async open() {
      const entry = await buildImageProcess();
      imaging = createImaging({ startImageProcess: async () => startNodeImageProcess(entry) });
      driver = createFileDriver({ pagesOfFile: (bytes, signal) => countSheets(imaging.pagesOfFile(bytes, signal)) });
    },
    close: async () => imaging.close(),
    driver: () => driver,
    imaging: () => imaging,
    listedDeviceId: null,
    single: () => offer(makePng(300, 400)),
    feeder: () => offer(makeTiff(sheets(SHEETS))),
    sheets: SHEETS,
    endless: () => offer(makePdf(200)),
    sheetsFed: () => sheetsRead,
    duplex: { notRunnable: "a file has pages, no sheets with two sides" },
    doubleFeed: { notRunnable: "nothing is fed" },
    settable: { notRunnable: "the pages of a file have the size and resolution that they have" },
    refused: [{ option: "brightness", settings: { vendorOptions: { brightness: "10" } } }],
    faults: [
      {
        name: "a third page that is cut off",
        code: "FILE_TRUNCATED",
        pagesBefore: 2,
        job: () => offer(makeTiff([...sheets(2), { ...SHEET, isCut: true }])),
      },
      { name: "an empty file", code: "FILE_EMPTY", pagesBefore: 0, job: () => offer(Buffer.alloc(0)) },
      { name: "a locked file", code: "FILE_PASSWORD_PROTECTED", pagesBefore: 0, job: () => offer(PASSWORD_PDF) },
    ],
  });
});
