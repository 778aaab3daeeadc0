import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ScanSettings } from "../../../../../shared/contract";
import type { DomainError } from "../../../../../shared/errors";
import type { DriverEvent } from "../../driver";
import { readCapabilities, writesFor } from "./capabilities";
import { wiaFault } from "./errors";
import { helperProgram } from "./helper-script";
import { createWiaDriver, type WiaOptions } from "./index";
import { COPIER, FLATBED, faultAtNext, opened, page, replay } from "./transcripts.fixture";

const NEVER = new AbortController().signal;
const FLATBED_SELECT = 2;
const FEEDER_SELECT = 1;

let folder: string;
beforeAll(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "wia-"))));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function driverWith(transcript: string, options: WiaOptions = {}) {
  const { helper, orders } = replay(folder, transcript);
  return { driver: createWiaDriver({ isWindows: true, helper, ...options }), orders };
}

interface Run {
  settings?: Partial<ScanSettings>;
  options?: WiaOptions;
  signal?: AbortSignal;
  onPage?: () => void;
}

async function scan(transcript: string, { settings = {}, options, signal = NEVER, onPage }: Run = {}) {
  const { driver, orders } = driverWith(transcript, options);
  const events: DriverEvent[] = [];
  const request = { deviceId: "{6BDD1FC6}\\0001", settings: ScanSettings.parse(settings) };
  let code: string | undefined;
  try {
    for await (const event of driver.scan(request, signal)) {
      events.push(event);
      if (event.kind === "page") onPage?.();
    }
  } catch (error) {
    code = (error as DomainError).code;
  }
  const pages = events.flatMap((event) => (event.kind === "page" ? [Buffer.from(event.image.bytes).toString()] : []));
  return { pages, kinds: events.map(({ kind }) => kind), code, orders };
}

describe("a conversation with WIA", () => {
  test("lists scanners; a device with an impossible name does not cost the others", async () => {
    const { driver } = driverWith(`> list
< {"event":"device","id":"{6BDD1FC6}\\\\0001","vendor":"Canon","model":"Máy quét LiDE 300"}
< {"event":"device","id":"","vendor":null,"model":null}
< {"event":"device","id":"{6BDD1FC6}\\\\0002","vendor":null,"model":"WIA HP"}
< {"event":"listed"}`);
    expect(await driver.listDevices(NEVER)).toEqual([
      { driver: "wia", id: "{6BDD1FC6}\\0001", vendor: "Canon", model: "Máy quét LiDE 300" },
      { driver: "wia", id: "{6BDD1FC6}\\0002", vendor: "", model: "WIA HP" },
    ]);
  });

  test("tells what a device can do", async () => {
    const { driver } = driverWith(`> open\n< ${JSON.stringify({ event: "opened", ...COPIER })}`);
    expect(await driver.getCapabilities("x", NEVER)).toEqual({
      sources: ["flatbed", "feeder", "duplex"],
      colourModes: ["colour", "grey", "black_white"],
      resolutionsDpi: [100, 200, 300, 600],
      resolutionRangeDpi: null,
      pageSizes: ["a4", "a5", "letter", "card", "largest"],
      hasOwnDialog: true,
      detectsDoubleFeed: true,
    });
  });

  test("gives one page of the glass and then ends", async () => {
    const { pages, code, orders } = await scan(`${opened(FLATBED_SELECT)}\n${page("one")}`);
    expect({ pages, code }).toEqual({ pages: ["one"], code: undefined });
    expect(orders().map(({ task }) => task)).toEqual(["open", "apply", "next", "close"]);
  });

  test("gives all sheets of the feeder until it is empty", async () => {
    const sheets = [page("1"), page("2"), page("3"), faultAtNext("0x80210003")].join("\n");
    const run = await scan(`${opened(FEEDER_SELECT)}\n${sheets}`, { settings: { source: "feeder" } });
    expect(run).toMatchObject({ pages: ["1", "2", "3"], code: undefined });
  });

  test("asks for the next sheet only once the page before it was accepted", async () => {
    const asked: number[] = [];
    const transcript = `${opened(FEEDER_SELECT)}\n${page("1")}\n${page("2")}\n${faultAtNext("0x80210003")}`;
    const { helper, orders } = replay(folder, transcript);
    const request = { deviceId: "x", settings: ScanSettings.parse({ source: "feeder" }) };
    for await (const event of createWiaDriver({ isWindows: true, helper }).scan(request, NEVER)) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      if (event.kind === "page") asked.push(orders().filter(({ task }) => task === "next").length);
    }
    expect(asked).toEqual([1, 2]);
  });

  test("stops after as many pages as were asked for", async () => {
    const run = await scan(`${opened(FEEDER_SELECT)}\n${page("1")}\n${page("2")}`, {
      settings: { source: "feeder", maxPages: 2 },
    });
    expect(run).toMatchObject({ pages: ["1", "2"], code: undefined });
  });

  test("tells of two sheets at once when the device went on, and when it stopped", async () => {
    const wentOn = `${opened(FEEDER_SELECT)}\n${page("1", 0x203)}\n${faultAtNext("0x80210003")}`;
    expect((await scan(wentOn, { settings: { source: "feeder" } })).kinds).toEqual(["double-feed", "page"]);
    const stopped = `${opened(FEEDER_SELECT)}\n${page("1")}\n${faultAtNext("0x80210014", 0x221)}`;
    expect(await scan(stopped, { settings: { source: "feeder" } })).toMatchObject({
      pages: ["1"],
      code: "SCANNER_DOUBLE_FEED",
    });
  });

  test("the driver's own dialog decides about the picture; closing it cancels", async () => {
    const described = JSON.stringify({ event: "opened", ...COPIER });
    const applied = JSON.stringify({ event: "applied", ...COPIER });
    const dialog = `> open\n< ${described}\n> apply\n< ${applied}\n${page("1")}\n${faultAtNext("0x80210003")}`;
    const run = await scan(dialog, { settings: { usesOwnDialog: true } });
    expect(run).toMatchObject({ pages: ["1"], code: undefined });
    expect(run.orders()[1]?.writes).toEqual([{ on: "device", id: 3096, value: 1 }]);
    const closed = '> open\n< {"event":"fault","hresult":"0x80210064","status":null}';
    expect(await scan(closed, { settings: { usesOwnDialog: true } })).toMatchObject({ code: "CANCELLED" });
  });

  test("a device that keeps another resolution than the one it took is refused before anything is fed", async () => {
    const run = await scan(opened(FLATBED_SELECT, 100));
    expect(run).toMatchObject({ pages: [], code: "SCANNER_OPTION_INVALID" });
    expect(run.orders().map(({ task }) => task)).not.toContain("next");
  });

  test.each([
    ["source", { source: "duplex" as const }, FLATBED],
    ["resolution", { resolutionDpi: 310 }, FLATBED],
    ["mode", { colourMode: "grey" as const }, { ...COPIER, item: [{ id: 6146, values: [1] }] }],
    ["pageSize", { pageSize: "a3" as const }, COPIER],
    ["brightness", { vendorOptions: { brightness: "1" } }, COPIER],
  ])("refuses a wrong %s before anything is fed", async (option, settings, description) => {
    const transcript = `> open\n< ${JSON.stringify({ event: "opened", ...description })}`;
    const { driver } = driverWith(transcript);
    const request = { deviceId: "x", settings: ScanSettings.parse(settings) };
    const scanning = driver.scan(request, NEVER)[Symbol.asyncIterator]().next();
    await expect(scanning).rejects.toMatchObject({ code: "SCANNER_OPTION_INVALID", facts: { option } });
  });
});

describe("a helper that misbehaves", () => {
  test.each([
    ["dies", "! crash", "SCANNER_DRIVER_CRASHED"],
    ["hangs", "! hang", "SCANNER_DRIVER_CRASHED"],
    ["talks nonsense", "< Windows PowerShell", "SCANNER_ANSWER_INVALID"],
    ["says what does not belong here", '< {"event":"listed"}', "SCANNER_ANSWER_INVALID"],
  ])("that %s in mid-batch is told by its code and keeps the pages before it", async (_what, happens, code) => {
    const transcript = `${opened(FEEDER_SELECT)}\n${page("1")}\n> next\n${happens}`;
    const run = await scan(transcript, { settings: { source: "feeder" }, options: { sheetWithinMs: 400 } });
    expect(run).toMatchObject({ pages: ["1"], code });
  });

  test("is ended when the officer cancels while a sheet is read", async () => {
    const transcript = `${opened(FEEDER_SELECT)}\n${page("1")}\n> next\n! hang`;
    const abort = new AbortController();
    const onPage = () => setTimeout(() => abort.abort(), 100);
    const run = await scan(transcript, { settings: { source: "feeder" }, signal: abort.signal, onPage });
    expect(run).toMatchObject({ pages: ["1"], code: "CANCELLED" });
  });

  test("that cannot be started says which program is missing", async () => {
    const helper = { command: "/nonexistent/powershell.exe", args: [] };
    const listing = createWiaDriver({ isWindows: true, helper }).listDevices(NEVER);
    await expect(listing).rejects.toMatchObject({ code: "SCANNER_SOFTWARE_MISSING" });
  });

  test("where there is no Windows there are no devices, and no process", async () => {
    const driver = createWiaDriver({ isWindows: false, helper: { command: "/nonexistent", args: [] } });
    expect(await driver.listDevices(NEVER)).toEqual([]);
    await expect(driver.getCapabilities("x", NEVER)).rejects.toMatchObject({ code: "SCANNER_NOT_FOUND" });
  });
});

describe("the tables of WIA", () => {
  test.each([
    ["0x80210002", null, "SCANNER_JAM"],
    ["0x80210003", null, "SCANNER_NO_PAPER"],
    ["0x80210005", null, "SCANNER_DISCONNECTED"],
    ["0x80210006", null, "SCANNER_BUSY"],
    ["0x80210010", null, "SCANNER_COVER_OPEN"],
    ["0x80210016", null, "SCANNER_COVER_OPEN"],
    ["0x80210014", null, "SCANNER_DOUBLE_FEED"],
    ["0x80210020", null, "SCANNER_DOUBLE_FEED"],
    ["0x8021000E", null, "SCANNER_DRIVER_CRASHED"],
    ["0x80040154", null, "SCANNER_SOFTWARE_MISSING"],
    ["0x80210001", 0x20, "SCANNER_JAM"],
    ["0x80210008", 0x10, "SCANNER_COVER_OPEN"],
    ["0x80210001", 0x221, "SCANNER_DOUBLE_FEED"],
    ["0x80210001", 0x01, "SCANNER_FAILED"],
    ["0x8000FFFF", null, "SCANNER_FAILED"],
    ["0x8021000a", null, "SCANNER_DISCONNECTED"],
  ])("%s with status %s is %s", (hresult, status, code) => {
    expect(wiaFault({ hresult, status }, "x").code).toBe(code);
  });

  test("properties are written in the order in which they depend on each other", () => {
    const settings = ScanSettings.parse({ source: "duplex", colourMode: "grey", resolutionDpi: 200, pageSize: "a5" });
    expect(writesFor(COPIER, settings)).toEqual([
      { on: "device", id: 3088, value: 5 },
      { on: "device", id: 3096, value: 1 },
      { on: "item", id: 6146, value: 2 },
      { on: "item", id: 6147, value: 200 },
      { on: "item", id: 6148, value: 200 },
      { on: "item", id: 6149, value: 0 },
      { on: "item", id: 6150, value: 0 },
      { on: "item", id: 6151, value: 1165 },
      { on: "item", id: 6152, value: 1653 },
      { on: "item", id: 4168, value: 1 },
    ]);
  });

  test("a device that tells little is a flatbed with what it has", () => {
    expect(readCapabilities(FLATBED)).toMatchObject({
      sources: ["flatbed"],
      resolutionsDpi: [],
      resolutionRangeDpi: { min: 50, max: 1200 },
      detectsDoubleFeed: false,
    });
  });

  test("the helper fits on a command line of Windows and has nothing but ASCII", () => {
    const { command, args } = helperProgram("C:\\Windows");
    const script = Buffer.from(args.at(-1) ?? "", "base64").toString("utf16le");
    expect([command, ...args].join(" ").length).toBeLessThan(32_000);
    expect(script).toMatch(/^[\n\x20-\x7e]+$/);
    expect(command).toBe("C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe");
  });
});
