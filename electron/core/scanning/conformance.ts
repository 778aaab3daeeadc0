// The suite that every driver passes. A driver's test describes its bed – devices and sheets – and calls this.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ScanSettings, type ColourMode, type PageSize } from "../../../shared/contract";
import { DomainError, type ErrorCode } from "../../../shared/errors";
import type { Imaging, StoredImage } from "../imaging";
import type { DriverEvent, ScannedPage, ScannerDriver } from "./driver";

type Settings = Partial<ScanSettings>;

export interface BedJob {
  deviceId: string;
  settings?: Settings;
  /** Something that happens to the device once page n (from 1) was accepted. */
  afterPage?: (pageNumber: number) => void | Promise<void>;
  signal?: AbortSignal;
}

/** A case that this device has no way to show; it stands in the report with its reason. */
export interface NotRunnable {
  notRunnable: string;
}

interface SettableBed {
  resolutionsDpi: readonly [number, number];
  colourModes: readonly ColourMode[];
  /** Of `single`, with the sides in mm that the picture must have; tolerance 2 mm. */
  pageSizes: readonly { pageSize: PageSize; widthMm: number; heightMm: number }[];
}

export interface ScannerBed {
  /** Called before and after the suite. */
  open(): Promise<void>;
  close(): Promise<void>;
  driver(): ScannerDriver;
  imaging(): Imaging;
  /** null: its devices are not to be listed. */
  listedDeviceId: string | null;
  /** Gives exactly one page. */
  single(): BedJob;
  /** Gives `sheets` pages by itself. */
  feeder(): BedJob;
  sheets: number;
  /** Only where software between us and the device fetches sheets ahead and cannot be told not to. */
  feedsAhead?: NotRunnable;
  /** Gives both sides of `sheets` sheets, front before back. */
  duplex: (() => BedJob) | NotRunnable;
  /** A feeder in which two sheets go through at once after page `afterPage`; the batch goes on or ends with its code. */
  doubleFeed: (() => BedJob) | NotRunnable;
  /** So slow, or so long, that it can be cancelled in its middle. */
  endless(): BedJob;
  /** How many sheets the device has taken in since the bed was opened. */
  sheetsFed(): number;
  /** null when the pages have a resolution and colours of their own. */
  settable: SettableBed | NotRunnable;
  /** Settings that the device of `single` does not offer, by the option that is wrong. */
  refused: readonly { option: string; settings: Settings }[];
  faults: readonly { name: string; code: ErrorCode; pagesBefore: number; job: () => BedJob }[];
}

interface Outcome {
  events: DriverEvent[];
  pages: ScannedPage[];
  /** undefined when the scan came to its end. */
  fault: DomainError | undefined;
  code: ErrorCode | undefined;
}

const LETS_A_SHEET_PASS_MS = 700;
const CANCEL_WITHIN_MS = 10_000;
const MM_PER_INCH = 25.4;
const SIZE_TOLERANCE_MM = 2;

/** The title by which the table of drivers and cases (scripts/conformance.mjs) knows the suite in the test report. */
const SUITE = "driver conformance";

export function describeScannerDriver(bed: ScannerBed): void {
  describe(SUITE, () => declareCases(bed));
}

function declareCases(bed: ScannerBed): void {
  beforeAll(() => bed.open());
  afterAll(() => bed.close());

  if (bed.listedDeviceId !== null)
    test("lists its devices", async () => {
      const devices = await bed.driver().listDevices(never());
      expect(devices.map(({ id }) => id)).toContain(bed.listedDeviceId);
      for (const device of devices) expect(device.driver).toBe(bed.driver().name);
    });

  test("tells what a device can do", async () => {
    const capabilities = await bed.driver().getCapabilities(bed.single().deviceId, never());
    expect(capabilities.sources.length).toBeGreaterThan(0);
    expect(capabilities.colourModes).toContain("colour");
  });

  test("a device that is not there is a typed fault, not an empty scan", async () => {
    const job = { deviceId: "nowhere:99" };
    await expect(bed.driver().getCapabilities(job.deviceId, never())).rejects.toMatchObject({
      code: "SCANNER_NOT_FOUND",
    });
    expect(await run(bed, job)).toMatchObject({ pages: [], code: "SCANNER_NOT_FOUND" });
  });

  test("gives one page that can be decoded", async () => {
    const { pages, code } = await run(bed, bed.single());
    expect({ count: pages.length, code }).toEqual({ count: 1, code: undefined });
    expect((await decode(bed, pages[0])).widthPx).toBeGreaterThan(0);
  });

  test("gives all sheets of the feeder and then ends", async () => {
    const { pages, code } = await run(bed, bed.feeder());
    expect({ count: pages.length, code }).toEqual({ count: bed.sheets, code: undefined });
  });

  test("stops after as many pages as were asked for", async () => {
    const job = bed.feeder();
    const { pages, code } = await run(bed, { ...job, settings: { ...job.settings, maxPages: 2 } });
    expect({ count: pages.length, code }).toEqual({ count: 2, code: undefined });
  });

  if (bed.feedsAhead)
    test.skip(
      `does not feed a sheet before the page before it was accepted (not runnable: ${bed.feedsAhead.notRunnable})`,
    );
  else
    test("does not feed a sheet before the page before it was accepted", async () => {
      const before = bed.sheetsFed();
      let accepted = 0;
      await run(bed, {
        ...bed.feeder(),
        afterPage: async () => {
          await pause(LETS_A_SHEET_PASS_MS);
          expect(bed.sheetsFed() - before).toBe(++accepted);
        },
      });
      expect(accepted).toBe(bed.sheets);
    });

  const { duplex, doubleFeed, settable } = bed;
  if ("notRunnable" in duplex) test.skip(`gives both sides of every sheet (not runnable: ${duplex.notRunnable})`);
  else
    test("gives both sides of every sheet", async () => {
      const { pages, code } = await run(bed, duplex());
      expect({ count: pages.length, code }).toEqual({ count: 2 * bed.sheets, code: undefined });
    });

  if ("notRunnable" in doubleFeed) test.skip(`reports a double feed (not runnable: ${doubleFeed.notRunnable})`);
  else
    test("reports a double feed", async () => {
      const { events, code } = await run(bed, doubleFeed());
      const isTold = events.some(({ kind }) => kind === "double-feed");
      expect(isTold || code === "SCANNER_DOUBLE_FEED").toBe(true);
    });

  if ("notRunnable" in settable) test.skip(`resolution, colour and size (not runnable: ${settable.notRunnable})`);
  else {
    test("scans at the resolution that was asked for", async () => {
      const [low, high] = settable.resolutionsDpi;
      const atLow = await scanOne(bed, { resolutionDpi: low });
      const atHigh = await scanOne(bed, { resolutionDpi: high });
      expect([atLow.resolutionDpi, atHigh.resolutionDpi]).toEqual([low, high]);
      expect(atHigh.widthPx / atLow.widthPx).toBeCloseTo(high / low, 1);
    });

    test.each(settable.colourModes)("scans in %s", async (colourMode) => {
      expect((await scanOne(bed, { colourMode })).widthPx).toBeGreaterThan(0);
    });

    test.each(settable.pageSizes)("scans a page of size $pageSize", async ({ pageSize, widthMm, heightMm }) => {
      const { widthPx, heightPx, resolutionDpi } = await scanOne(bed, { pageSize });
      expect(Math.abs((widthPx / resolutionDpi) * MM_PER_INCH - widthMm)).toBeLessThan(SIZE_TOLERANCE_MM);
      expect(Math.abs((heightPx / resolutionDpi) * MM_PER_INCH - heightMm)).toBeLessThan(SIZE_TOLERANCE_MM);
    });
  }

  test.each(bed.refused)("refuses a wrong $option before anything is fed", async ({ option, settings }) => {
    const before = bed.sheetsFed();
    const job = bed.single();
    const { pages, fault } = await run(bed, { ...job, settings: { ...job.settings, ...settings } });
    expect(pages).toEqual([]);
    expect(fault).toMatchObject({ code: "SCANNER_OPTION_INVALID", facts: { option } });
    expect(bed.sheetsFed()).toBe(before);
  });

  test.each(bed.faults)("$name is told by its code and keeps the pages before it", async (fault) => {
    const { pages, code } = await run(bed, fault.job());
    expect({ code, pages: pages.length }).toEqual({ code: fault.code, pages: fault.pagesBefore });
    for (const page of pages) expect((await decode(bed, page)).widthPx).toBeGreaterThan(0);
    expect((await run(bed, bed.single())).code, "usable after the fault").toBeUndefined();
  });

  test("is cancelled in the middle and can be used again", async () => {
    const abort = new AbortController();
    const startedAt = performance.now();
    setTimeout(() => abort.abort(), 1_000);
    const { code } = await run(bed, { ...bed.endless(), signal: abort.signal });
    expect(code).toBe("CANCELLED");
    expect(performance.now() - startedAt).toBeLessThan(CANCEL_WITHIN_MS);
    expect((await run(bed, bed.single())).pages).toHaveLength(1);
  });

  test("is cancelled before it started", async () => {
    const before = bed.sheetsFed();
    const { pages, code } = await run(bed, { ...bed.feeder(), signal: AbortSignal.abort() });
    expect({ code, pages: pages.length }).toEqual({ code: "CANCELLED", pages: 0 });
    expect(bed.sheetsFed()).toBe(before);
  });

  test("lets go of the device when the caller leaves after a page", async () => {
    const job = bed.feeder();
    for await (const event of bed.driver().scan(toRequest(job), never())) if (event.kind === "page") break;
    expect((await run(bed, bed.single())).pages).toHaveLength(1);
  });
}

async function run(bed: ScannerBed, job: BedJob): Promise<Outcome> {
  const pages: ScannedPage[] = [];
  const events: DriverEvent[] = [];
  try {
    for await (const event of bed.driver().scan(toRequest(job), job.signal ?? never())) {
      events.push(event);
      if (event.kind !== "page") continue;
      pages.push(event);
      await job.afterPage?.(pages.length);
    }
    return { events, pages, fault: undefined, code: undefined };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { events, pages, fault: error, code: error.code };
  }
}

async function scanOne(bed: ScannerBed, settings: Settings): Promise<StoredImage> {
  const job = bed.single();
  const { pages } = await run(bed, { ...job, settings: { ...job.settings, ...settings } });
  return decode(bed, pages[0]);
}

async function decode(bed: ScannerBed, page: ScannedPage | undefined): Promise<StoredImage> {
  if (!page) throw new Error("no page was scanned");
  const { image } = page;
  return bed.imaging().toStoredImage(image.bytes, image.resolutionDpi);
}

function toRequest({ deviceId, settings }: BedJob) {
  return { deviceId, settings: ScanSettings.parse(settings ?? {}) };
}

function never(): AbortSignal {
  return new AbortController().signal;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
