import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { HelperEvent, HelperSettings } from "../protocol";
import { CAP, TWRC, TWTY } from "./constants";
import { makePaperSource, openPaperSystem, type PaperSource } from "./paper-source.fixture";
import { runScan } from "./scan";
import { TwainSession } from "./session";
import { readCapabilities } from "./settings";

const SETTINGS: HelperSettings = {
  source: "feeder",
  pixelType: 2,
  resolutionDpi: 75,
  paper: { code: 1, widthMm: 210, heightMm: 297 },
  transfer: "native",
  ownDialog: false,
  maxPages: null,
};
const RECORDED = path.join(import.meta.dirname, "recorded");

let folder: string;

beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "twain-scan-"))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

interface Outcome {
  pages: Extract<HelperEvent, { is: "page" }>[];
  last: HelperEvent | string;
  lines: string[];
  /** Sheets that were in the device each time a page was handed over. */
  fedAtPage: number[];
  state: number;
}

async function run(source: PaperSource, changes: Partial<HelperSettings> = {}, stopAfter = Infinity): Promise<Outcome> {
  const outcome: Outcome = { pages: [], last: "", lines: [], fedAtPage: [], state: 0 };
  const system = openPaperSystem(source);
  const session = new TwainSession(system, (line) => outcome.lines.push(line));
  const isStopped = () => outcome.pages.length >= stopAfter;
  const control = {
    send(event: HelperEvent) {
      if (event.is !== "page") return;
      outcome.pages.push(event);
      outcome.fedAtPage.push(source.fed);
    },
    isStopped,
    mayGoOn: async () => !isStopped(),
  };
  const settings = { ...SETTINGS, ...changes };
  const order = { ask: "scan" as const, source: "Test source", folder, settings };
  try {
    outcome.last = await runScan({ session, system, order, control });
  } catch (error) {
    outcome.last = String(error);
  }
  session.close();
  outcome.state = session.state;
  return outcome;
}

describe.each([
  { pointerBytes: 8, isTwain2: true },
  { pointerBytes: 8, isTwain2: false },
  { pointerBytes: 4, isTwain2: true },
  { pointerBytes: 4, isTwain2: false },
] as const)("a batch with pointers of $pointerBytes bytes, TWAIN 2: $isTwain2", (kind) => {
  test("gives every sheet and frees all it was handed", async () => {
    const source = makePaperSource(kind);
    const { pages, last, state } = await run(source);
    expect(pages.map(({ file }) => file)).toEqual(["page-1.bmp", "page-2.bmp", "page-3.bmp"]);
    expect(last).toEqual({ is: "end", why: "empty" });
    expect(state).toBe(2);
    expect(source.heap.size).toBe(0);
  });

  test("rows become a TIFF", async () => {
    const source = makePaperSource(kind);
    const { pages } = await run(source, { transfer: "memory", maxPages: 1 });
    expect(pages).toEqual([{ is: "page", file: "page-1.tiff", resolutionDpi: 75 }]);
    expect(fs.readFileSync(path.join(folder, "page-1.tiff")).toString("latin1", 0, 2)).toBe("II");
    expect(source.heap.size).toBe(0);
  });

  test("a jam keeps the pages before it and releases the source", async () => {
    const source = makePaperSource({ ...kind, fault: { page: 2, code: TWRC.FAILURE, condition: 20 } });
    const { pages, last, state } = await run(source);
    expect(pages).toHaveLength(1);
    expect(last).toContain("IMAGENATIVEXFER: PAPERJAM");
    expect(state).toBe(2);
    expect(source.heap.size).toBe(0);
  });
});

describe("what is said to a source", () => {
  test.each([
    { file: "twain-1.txt", isTwain2: false },
    { file: "twain-2.txt", isTwain2: true },
  ])("is what was recorded with the C source, $file", async ({ file, isTwain2 }) => {
    const { lines } = await run(makePaperSource({ isTwain2 }));
    expect(lines).toEqual(fs.readFileSync(path.join(RECORDED, file), "utf8").trim().split("\n"));
  });

  test("it is told not to read ahead, and no sheet is fed before the page before it was accepted", async () => {
    const source = makePaperSource();
    expect((await run(source)).fedAtPage).toEqual([1, 2, 3]);
    expect(source.capabilities.get(CAP.AUTOSCAN)?.value).toBe(0);
  });

  test("even one that reads ahead whatever it is told feeds only after a page was accepted", async () => {
    const source = makePaperSource();
    source.capabilities.set(CAP.AUTOSCAN, { type: TWTY.BOOL, value: 1, offered: [1] });
    const { fedAtPage } = await run(source, {}, 1);
    expect(fedAtPage).toEqual([1]);
  });

  test("an empty feeder is told before anything moves", async () => {
    const source = makePaperSource();
    source.capabilities.set(CAP.FEEDERLOADED, { type: TWTY.BOOL, value: 0 });
    const { last, lines } = await run(source);
    expect(last).toContain("NOMEDIA");
    expect(lines.some((line) => line.includes("ENABLEDS"))).toBe(false);
  });

  test("a feeder that finds out only by trying that it is empty ends the batch", async () => {
    const { pages, last } = await run(makePaperSource({ fault: { page: 3, code: TWRC.FAILURE, condition: 29 } }));
    expect(pages).toHaveLength(2);
    expect(last).toEqual({ is: "end", why: "empty" });
  });

  test("a stop ends it after the page that was under way", async () => {
    const { pages, last } = await run(makePaperSource({ sheets: 50 }), {}, 2);
    expect(pages).toHaveLength(2);
    expect(last).toEqual({ is: "end", why: "stopped" });
  });

  test("cancelled at the device is no fault of the device", async () => {
    const { last } = await run(makePaperSource({ fault: { page: 1, code: TWRC.CANCEL, condition: 0 } }));
    expect(last).toContain("CANCELLED");
  });

  test("closing its dialog ends the batch without a page", async () => {
    const { pages, last } = await run(makePaperSource({ closesDialog: true }), { ownDialog: true });
    expect(pages).toEqual([]);
    expect(last).toEqual({ is: "end", why: "dialog-closed" });
  });

  test("an unknown source is not opened", async () => {
    const { last } = await run(makePaperSource({ capabilities: new Map() }));
    expect(last).toContain("NOSOURCE");
  });
});

describe("what a source refuses is told before anything is fed", () => {
  test.each([
    { name: "a resolution that it does not have", changes: { resolutionDpi: 150 }, option: "resolution" },
    {
      name: "paper larger than its reach",
      changes: { paper: { code: 11, widthMm: 297, heightMm: 420 } },
      option: "pageSize",
    },
    { name: "a colour mode", changes: { pixelType: 7 }, option: "mode" },
  ])("$name", async ({ changes, option }) => {
    const source = makePaperSource();
    const { last } = await run(source, changes);
    expect(last).toMatchObject({ is: "refused", option });
    expect(source.fed).toBe(0);
  });

  test("a value that it rounds silently", async () => {
    const source = makePaperSource();
    source.capabilities.set(CAP.XRESOLUTION, { type: TWTY.FIX32, value: 200, rounds: () => 200 });
    expect((await run(source)).last).toMatchObject({ is: "refused", option: "resolution", value: "75" });
  });

  test("both sides, from a feeder that reads one", async () => {
    const source = makePaperSource();
    source.capabilities.delete(CAP.DUPLEXENABLED);
    expect((await run(source, { source: "duplex" })).last).toMatchObject({ is: "refused", option: "source" });
  });

  test("a feeder, from a flatbed that has never heard of feeders", async () => {
    const source = makePaperSource();
    source.capabilities.delete(CAP.FEEDERENABLED);
    expect((await run(source)).last).toMatchObject({ is: "refused", option: "source" });
    const flatbed = await run(source, { source: "flatbed", maxPages: 1 });
    expect(flatbed.last).toEqual({ is: "end", why: "empty" });
  });
});

describe("what a source can do", () => {
  test("is asked by trying, and left as it was", () => {
    const source = makePaperSource();
    const session = new TwainSession(openPaperSystem(source), () => undefined);
    session.openSource("Test source");
    expect(readCapabilities(session)).toEqual({
      hasFlatbed: true,
      hasFeeder: true,
      hasDuplex: true,
      pixelTypes: [2, 1, 0],
      resolutions: [75, 200, 300],
      resolutionRange: null,
      paperCodes: [0, 1, 5, 3],
      largestMm: { width: 8.5 * 25.4, height: 14 * 25.4 },
      detectsDoubleFeed: true,
    });
    expect(source.capabilities.get(CAP.DUPLEXENABLED)?.value).toBe(0);
    expect(source.heap.size).toBe(0);
  });

  test("a range of resolutions is a range", () => {
    const source = makePaperSource();
    const range = { min: 50, max: 600, step: 1 };
    source.capabilities.set(CAP.XRESOLUTION, { type: TWTY.FIX32, value: 200, range });
    const session = new TwainSession(openPaperSystem(source), () => undefined);
    session.openSource("Test source");
    expect(readCapabilities(session)).toMatchObject({ resolutions: [], resolutionRange: { min: 50, max: 600 } });
  });

  test("a source that knows nothing of what it is asked is a flatbed without a choice", () => {
    const source = makePaperSource({ capabilities: new Map([[CAP.XFERMECH, { type: TWTY.UINT16, value: 0 }]]) });
    const session = new TwainSession(openPaperSystem(source), () => undefined);
    session.openSource("Test source");
    expect(readCapabilities(session)).toMatchObject({ hasFlatbed: true, hasFeeder: false, pixelTypes: [] });
  });
});
