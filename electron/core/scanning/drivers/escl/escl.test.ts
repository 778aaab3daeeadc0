import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  numberedPages,
  readPageNumbers,
  type MfpFault,
  type VirtualMfp,
} from "../../../../../tests/devices/virtual-mfp/index.mjs";
import { ScanSettings } from "../../../../../shared/contract";
import { buildImageProcess } from "../../../image-process.fixture";
import { createImaging, startNodeImageProcess, type Imaging } from "../../../imaging";
import { describeScannerDriver, type BedJob } from "../../conformance";
import type { DriverEvent, ScannerDriver } from "../../driver";
import { createTestBook, SHEETS, startMfp, type TestBook } from "./escl-bed.fixture";
import { createEsclDriver } from "./index";
import type { EsclLimits } from "./limits";

const NEVER = new AbortController().signal;
const FEEDER = { source: "feeder", resolutionDpi: 75 } as const;
const GLASS = { source: "flatbed", resolutionDpi: 75 } as const;
/** A lie costs a test this long, not what a slow device may need. */
const SHORT: Partial<EsclLimits> = {
  connectMs: 1_500,
  xmlMs: 1_500,
  firstByteMs: 1_500,
  idleMs: 1_000,
  pageMs: 4_000,
  busyMs: 2_500,
  notReadyMs: 1_000,
};
const SLOW_MS = 20_000;

let mfp: VirtualMfp;
let imaging: Imaging;
let book: TestBook;
let sheets: Buffer[];

beforeAll(async () => {
  const entry = await buildImageProcess();
  imaging = createImaging({ startImageProcess: async () => startNodeImageProcess(entry) });
  sheets = await numberedPages(SHEETS);
  mfp = await startMfp();
});
afterAll(async () => {
  imaging.close();
  await mfp.close();
});

function driverOf(limits: Partial<EsclLimits> = SHORT): ScannerDriver {
  return createEsclDriver({ imaging, book, limits });
}

/** Scans with the feeder loaded and the device mended, or as `prepare` leaves it. */
function job(settings: BedJob["settings"], prepare: () => void = () => undefined): BedJob {
  mfp.load(settings?.source === "duplex" ? undefined : sheets);
  mfp.setDelay(0);
  prepare();
  return { deviceId: mfp.url, settings };
}

function broken(fault: MfpFault, settings: BedJob["settings"] = FEEDER): () => BedJob {
  return () => job(settings, () => mfp.setFault(fault));
}

describe("network scanners by eSCL", () => {
  book = createTestBook();
  describeScannerDriver({
    open: async () => {
      book.added.push({ deviceId: "by-hand", address: mfp.url.replace(/^http:\/\/|\/eSCL$/g, ""), name: "Máy quét" });
    },
    close: async () => undefined,
    driver: () => driverOf({ ...SHORT, firstByteMs: 15_000 }),
    imaging: () => imaging,
    listedDeviceId: "by-hand",
    single: () => job(GLASS),
    feeder: () => job(FEEDER),
    sheets: SHEETS,
    duplex: () => job({ source: "duplex", resolutionDpi: 75 }),
    doubleFeed: broken({ kind: "double-feed", atPage: 2 }),
    endless: () => job(FEEDER, () => mfp.setDelay(SLOW_MS)),
    sheetsFed: () => mfp.sheetsFed,
    settable: {
      resolutionsDpi: [75, 150],
      colourModes: ["colour", "grey", "black_white"],
      pageSizes: [
        { pageSize: "a4", widthMm: 210, heightMm: 297 },
        { pageSize: "a5", widthMm: 148, heightMm: 210 },
        { pageSize: "card", widthMm: 86, heightMm: 54 },
        { pageSize: "largest", widthMm: 210, heightMm: 297 },
      ],
    },
    refused: [
      { option: "resolution", settings: { resolutionDpi: 240 } },
      { option: "page-size", settings: { pageSize: "a3" } },
      { option: "brightness", settings: { vendorOptions: { brightness: "10" } } },
      { option: "usesOwnDialog", settings: { usesOwnDialog: true } },
    ],
    faults: [
      { name: "a jam", code: "SCANNER_JAM", pagesBefore: 1, job: broken({ kind: "jam", atPage: 2 }) },
      { name: "a jam at the first sheet", code: "SCANNER_JAM", pagesBefore: 0, job: broken({ kind: "jam" }) },
      {
        name: "a jam told by an empty page",
        code: "SCANNER_JAM",
        pagesBefore: 2,
        job: broken({ kind: "jam-empty-body", atPage: 3 }),
      },
      {
        name: "a sheet not drawn in",
        code: "SCANNER_JAM",
        pagesBefore: 1,
        job: broken({ kind: "mispick", atPage: 2 }),
      },
      { name: "an empty feeder", code: "SCANNER_NO_PAPER", pagesBefore: 0, job: () => job(FEEDER, () => mfp.load([])) },
      {
        name: "a feeder that turns out to be empty",
        code: "SCANNER_NO_PAPER",
        pagesBefore: 0,
        job: broken({ kind: "empty" }),
      },
      {
        name: "an open hatch",
        code: "SCANNER_COVER_OPEN",
        pagesBefore: 1,
        job: broken({ kind: "cover-open", atPage: 2 }),
      },
      { name: "an open door", code: "SCANNER_COVER_OPEN", pagesBefore: 0, job: broken({ kind: "door-open" }) },
      {
        name: "two sheets at once",
        code: "SCANNER_DOUBLE_FEED",
        pagesBefore: 1,
        job: broken({ kind: "double-feed", atPage: 2 }),
      },
      {
        name: "a device in use",
        code: "SCANNER_BUSY",
        pagesBefore: 0,
        job: broken({ kind: "busy", on: "job", times: 100 }),
      },
      {
        name: "a device that wants a login",
        code: "SCANNER_ACCESS_DENIED",
        pagesBefore: 0,
        job: broken({ kind: "locked" }),
      },
      {
        name: "a connection lost in mid-page",
        code: "SCANNER_DISCONNECTED",
        pagesBefore: 1,
        job: broken({ kind: "drop", atPage: 2, times: 1 }),
      },
      {
        name: "half a picture",
        code: "SCANNER_ANSWER_INVALID",
        pagesBefore: 1,
        job: broken({ kind: "truncated", atPage: 2 }),
      },
      {
        name: "a page that is a web page",
        code: "SCANNER_ANSWER_INVALID",
        pagesBefore: 1,
        job: broken({ kind: "not-an-image", atPage: 2, times: 1 }),
      },
      {
        name: "a page without end",
        code: "SCANNER_ANSWER_INVALID",
        pagesBefore: 1,
        job: broken({ kind: "endless-page", atPage: 2, times: 1 }),
      },
      {
        name: "a page of eight gigabytes",
        code: "SCANNER_ANSWER_INVALID",
        pagesBefore: 0,
        job: broken({ kind: "eight-gigabytes", times: 1 }),
      },
      {
        name: "a page that never comes",
        code: "SCANNER_DISCONNECTED",
        pagesBefore: 1,
        job: broken({ kind: "no-answer", atPage: 2, times: 1 }),
      },
      {
        name: "a page that stops coming",
        code: "SCANNER_DISCONNECTED",
        pagesBefore: 0,
        job: broken({ kind: "falls-silent", times: 1 }),
      },
      {
        name: "a page that drips for ever",
        code: "SCANNER_DISCONNECTED",
        pagesBefore: 0,
        job: broken({ kind: "drip", times: 1 }),
      },
      {
        name: "a status that is no XML",
        code: "SCANNER_ANSWER_INVALID",
        pagesBefore: SHEETS,
        job: broken({ kind: "garbage-xml", on: "status", times: 1 }),
      },
    ],
  });

  test("pages come in the order of the sheets, both sides in turn", async () => {
    expect(await numbersOf(job(FEEDER))).toEqual([1, 2, 3]);
    expect(await numbersOf(job({ source: "duplex", resolutionDpi: 75 }))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("a sound JPEG is kept as the device made it", async () => {
    const glass = await startMfp({ pages: sheets.slice(0, 1), asIs: true });
    const [page] = pagesOf(await collect({ deviceId: glass.url, settings: GLASS }));
    expect(page && Buffer.from(page.bytes).equals(sheets[0] ?? Buffer.alloc(0))).toBe(true);
    await glass.close();
  });

  test("the sheets that the device counted are told, of both sides as sheets", async () => {
    const counted = async (bedJob: BedJob) =>
      (await collect(bedJob)).filter(({ kind }) => kind === "sheets-fed").at(-1);
    expect(await counted(job(FEEDER))).toEqual({ kind: "sheets-fed", sheets: 3 });
    expect(await counted(job({ source: "duplex", resolutionDpi: 75 }))).toEqual({ kind: "sheets-fed", sheets: 3 });
    expect(await counted(job({ ...FEEDER, maxPages: 2 }))).toEqual({ kind: "sheets-fed", sheets: 2 });
    expect(await counted(job(GLASS))).toBeUndefined();
  });

  test("a status that fails once all pages are here costs nothing but the count", async () => {
    const settings = { ...FEEDER, maxPages: 2 };
    const events = await collect(job(settings, () => mfp.setFault({ kind: "garbage-xml", on: "status", times: 1 })));
    expect(pagesOf(events)).toHaveLength(2);
    expect(events.filter(({ kind }) => kind === "sheets-fed")).toEqual([]);
  });

  test("a jam tells the sheets counted before it", async () => {
    const events: DriverEvent[] = [];
    const jammed = job(FEEDER, () => mfp.setFault({ kind: "jam", atPage: 3 }));
    await expect(collect(jammed, events)).rejects.toMatchObject({ code: "SCANNER_JAM" });
    expect(events).toContainEqual({ kind: "sheets-fed", sheets: 2 });
  });

  test("progress is told in parts of the page, never backwards", async () => {
    const events = await collect(job({ source: "flatbed", resolutionDpi: 300 }));
    const fractions = events.flatMap((event) => (event.kind === "progress" ? [event.fraction ?? 0] : []));
    expect(fractions.length).toBeGreaterThan(0);
    expect(fractions.length).toBeLessThanOrEqual(11);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  });

  test.each([404, 409, 410] as const)("a feeder that ends with %i is at its end", async (endOfFeeder) => {
    const device = await startMfp({ pages: sheets, endOfFeeder });
    expect(await numbersOf({ deviceId: device.url, settings: FEEDER })).toEqual([1, 2, 3]);
    await device.close();
  });

  test.each(["image/png", "application/pdf"])("a device that only knows %s gives its pages", async (format) => {
    const device = await startMfp({ pages: sheets, formats: [format] });
    expect(await numbersOf({ deviceId: device.url, settings: FEEDER })).toEqual([1, 2, 3]);
    device.load();
    expect(await numbersOf({ deviceId: device.url, settings: { ...FEEDER, maxPages: 2 } })).toEqual([1, 2]);
    await device.close();
  });

  test("a job address on another host is asked for on ours", async () => {
    expect(await numbersOf(job(FEEDER, () => mfp.setFault({ kind: "wrong-location" })))).toEqual([1, 2, 3]);
  });

  test.each(["job", "page"] as const)("a device that is busy for a moment (%s) is waited for", async (on) => {
    const busy = job(FEEDER, () => mfp.setFault({ kind: "busy", on, atPage: on === "page" ? 2 : 1, times: 2 }));
    expect(await numbersOf(busy)).toEqual([1, 2, 3]);
  });

  test.each([2, 3])("a page %i that is not ready yet, told by 404, is waited for", async (atPage) => {
    const early = job(FEEDER, () => mfp.setFault({ kind: "not-ready", atPage, times: 2 }));
    expect(await numbersOf(early)).toEqual([1, 2, 3]);
  });

  test.each([
    ["cancelled-at-device", "CANCELLED"],
    ["aborted", "SCANNER_FAILED"],
  ])("a job that is %s ends with %s and keeps its pages", async (kind, code) => {
    const events: DriverEvent[] = [];
    const ended = job(FEEDER, () => mfp.setFault({ kind, atPage: 2 }));
    await expect(collect(ended, events)).rejects.toMatchObject({ code });
    expect(pagesOf(events)).toHaveLength(1);
  });

  test("a device pulled out in mid-batch is told, keeps its pages, and works once it is back", async () => {
    const events: DriverEvent[] = [];
    const unplugged = job(FEEDER, () => mfp.setFault({ kind: "unplug", atPage: 2 }));
    await expect(collect(unplugged, events)).rejects.toMatchObject({ code: "SCANNER_DISCONNECTED" });
    expect(pagesOf(events)).toHaveLength(1);
    await expect(collect({ deviceId: mfp.url, settings: GLASS })).rejects.toMatchObject({
      code: "SCANNER_UNREACHABLE",
    });
    await mfp.plug();
    expect(await numbersOf(job(FEEDER))).toEqual([1, 2, 3]);
  });

  test("a job that we leave is taken back, a finished one is left alone", async () => {
    const asked = () => mfp.requests.filter((line) => line.startsWith("DELETE")).length;
    const before = asked();
    await collect(job(FEEDER));
    expect(asked()).toBe(before);
    await collect(job({ ...FEEDER, maxPages: 1 }));
    expect(asked()).toBe(before + 1);
    for await (const event of scan(job(FEEDER))) if (event.kind === "page") break;
    expect(asked()).toBe(before + 2);
  });

  test("a job that is cancelled while it is being created is taken back", async () => {
    const abort = new AbortController();
    const held = job(FEEDER, () => mfp.setFault({ kind: "busy", on: "job", times: 1 }));
    const scanning = collect({ ...held, signal: abort.signal });
    setTimeout(() => abort.abort(), 100);
    await expect(scanning).rejects.toMatchObject({ code: "CANCELLED" });
    expect(await numbersOf(job(FEEDER))).toEqual([1, 2, 3]);
  });

  test("the log tells method, path, status, size and time, and nothing of a page", async () => {
    book.lines.length = 0;
    await collect(job(GLASS));
    expect(book.lines.length).toBeGreaterThanOrEqual(3);
    for (const line of book.lines) expect(line).toMatch(/^(GET|POST|DELETE) \/eSCL\/[\w/-]+ \d{3} \d+ B \d+ ms$/);
  });

  test.each(["garbage-xml", "wrong-xml", "huge-xml", "deep-xml", "xml-bomb"])(
    "%s instead of capabilities is refused",
    async (kind) => {
      mfp.setFault({ kind, on: "capabilities", times: 1 });
      await expect(driverOf().getCapabilities(mfp.url, NEVER)).rejects.toMatchObject({
        code: "SCANNER_ANSWER_INVALID",
      });
    },
  );

  test("a device that never answers is told as lost within the limit", async () => {
    mfp.setFault({ kind: "no-answer", on: "capabilities", times: 1 });
    await expect(driverOf().getCapabilities(mfp.url, NEVER)).rejects.toMatchObject({ code: "SCANNER_DISCONNECTED" });
  });

  test("a job that is answered without an address is refused", async () => {
    const lost = job(FEEDER, () => mfp.setFault({ kind: "wrong-xml", on: "job", times: 1 }));
    await expect(collect(lost)).rejects.toMatchObject({ code: "SCANNER_FAILED" });
  });

  test("capabilities that no device has are cut to what can be", async () => {
    mfp.setFault({ kind: "absurd-capabilities" });
    const capabilities = await driverOf().getCapabilities(mfp.url, NEVER);
    expect(capabilities).toMatchObject({
      resolutionsDpi: [75, 200, 300, 600],
      pageSizes: ["a4", "a5", "card", "largest"],
    });
    mfp.setFault(null);
  });

  test("a double feed is promised only by a device that says so", async () => {
    const plain = await startMfp({ pages: sheets, detectsDoubleFeed: false });
    expect(await driverOf().getCapabilities(plain.url, NEVER)).toMatchObject({ detectsDoubleFeed: false });
    expect(await driverOf().getCapabilities(mfp.url, NEVER)).toMatchObject({ detectsDoubleFeed: true });
    await plain.close();
  });
});

function scan({ deviceId, settings, signal }: BedJob): AsyncIterable<DriverEvent> {
  return driverOf().scan({ deviceId, settings: ScanSettings.parse(settings ?? {}) }, signal ?? NEVER);
}

/** @param events filled as they come, so that those before a fault can be looked at */
async function collect(bedJob: BedJob, events: DriverEvent[] = []): Promise<DriverEvent[]> {
  for await (const event of scan(bedJob)) events.push(event);
  return events;
}

function pagesOf(events: readonly DriverEvent[]) {
  return events.flatMap((event) => (event.kind === "page" ? [event.image] : []));
}

async function numbersOf(bedJob: BedJob): Promise<number[]> {
  return readPageNumbers(pagesOf(await collect(bedJob)).map(({ bytes }) => bytes));
}
