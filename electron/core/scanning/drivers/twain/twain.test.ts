// The driver's side of the line, against helpers that misbehave: real processes that speak the protocol, or do not.
// The real helper is tested under wine, see tests/twain.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ScanSettings } from "../../../../../shared/contract";
import type { ChildProcess } from "../../../host";
import type { DriverEvent } from "../../driver";
import { createTwainDriver, findHelpers, startsProgram, type HelperStarter } from "./index";
import { twainFault } from "./errors";
import { LineReader } from "./protocol";

const NEVER = new AbortController().signal;
const DEVICE = "64:Scanner";
const SOURCES = { is: "sources", sources: [{ name: "Scanner", manufacturer: "Acme" }] };
const CAPABILITIES = {
  hasFlatbed: true,
  hasFeeder: true,
  hasDuplex: false,
  pixelTypes: [2, 0],
  resolutions: [],
  resolutionRange: { min: 50, max: 600 },
  paperCodes: [11],
  largestMm: { width: 216, height: 297 },
  detectsDoubleFeed: false,
};

let folder: string;

beforeAll(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "twain-driver-"))));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** @param onRequest body of a function of the request, `say` and `write` (raw text) */
function helper(onRequest: string): HelperStarter {
  const file = path.join(folder, `helper-${fs.readdirSync(folder).length}.cjs`);
  const script = `
    const fs = require("node:fs"), path = require("node:path");
    const write = (text) => fs.writeSync(1, text);
    const say = (event) => write(JSON.stringify(event) + "\\n");
    require("node:readline").createInterface({ input: process.stdin })
      .on("line", (line) => answer(JSON.parse(line)))
      .on("close", () => process.exit(0));
    const page = (order, n) => {
      fs.writeFileSync(path.join(order.folder, "page-" + n + ".bmp"), "page " + n);
      say({ is: "page", file: "page-" + n + ".bmp", resolutionDpi: 300 });
    };
    let order, n = 0;
    function answer(request) { if (request.ask === "scan") order = request; ${onRequest} }`;
  fs.writeFileSync(file, script);
  return startsProgram({ bitness: 64, command: process.execPath, args: [file] });
}

function driverOf(starter: HelperStarter, log: string[] = []) {
  const book = { log: (_driver: string, _device: string, line: string) => void log.push(line) };
  return createTwainDriver({ starters: [starter], book, patience: { silentMs: 3_000, stopMs: 500 } });
}

async function scan(
  starter: HelperStarter,
  settings: Partial<ScanSettings> = {},
  signal = NEVER,
): Promise<DriverEvent[]> {
  const events: DriverEvent[] = [];
  const request = { deviceId: DEVICE, settings: ScanSettings.parse({ source: "feeder", ...settings }) };
  for await (const event of driverOf(starter).scan(request, signal)) if (event.kind === "page") events.push(event);
  return events;
}

const GOOD = `
  if (request.ask === "scan" || (request.ask === "next" && n < 3)) page(order, ++n);
  else if (request.ask === "next") say({ is: "end", why: "empty" });
  else if (request.ask === "stop") say({ is: "end", why: "stopped" });`;

describe("a helper that does what it should", () => {
  test("gives pages one by one, each asked for after the one before it was taken", async () => {
    const pages = await scan(helper(GOOD));
    expect(pages).toHaveLength(3);
    expect(pages[0]).toMatchObject({ image: { bytes: Buffer.from("page 1"), resolutionDpi: 300 } });
  });

  test("is told to stop when the caller leaves, and is gone afterwards", async () => {
    const said = path.join(folder, "stopped.txt");
    const starter = helper(`if (request.ask === "stop") fs.writeFileSync(${JSON.stringify(said)}, ""); ${GOOD}`);
    const request = { deviceId: DEVICE, settings: ScanSettings.parse({ source: "feeder" }) };
    for await (const event of driverOf(starter).scan(request, NEVER)) if (event.kind === "page") break;
    expect(fs.existsSync(said)).toBe(true);
  });

  test("its capabilities are told in the program's words", async () => {
    const starter = helper(`say({ is: "capabilities", capabilities: ${JSON.stringify(CAPABILITIES)} })`);
    expect(await driverOf(starter).getCapabilities(DEVICE, NEVER)).toEqual({
      sources: ["flatbed", "feeder"],
      colourModes: ["colour", "black_white"],
      resolutionsDpi: [],
      resolutionRangeDpi: { min: 50, max: 600 },
      pageSizes: ["a4", "a5", "a3", "letter", "card", "largest"],
      hasOwnDialog: true,
      detectsDoubleFeed: false,
    });
  });
});

describe("a helper that does not", () => {
  test.each([
    { name: "ends at once", script: "process.exit(3)" },
    { name: "says nothing", script: "" },
    { name: "ends after a page", script: `page(order, 1); process.exit(0);` },
    { name: "says only what is not understood", script: `write("HP driver ready\\n{\\"is\\":\\"unknown\\"}\\n")` },
  ])("is a crashed driver when it $name", async ({ script }) => {
    await expect(scan(helper(script))).rejects.toMatchObject({ code: "SCANNER_DRIVER_CRASHED" });
  });

  test("does not disturb by printing between its lines, or by sending them in pieces", async () => {
    const [first, second] = [
      GOOD.replace("page(order, ++n)", "shout()"),
      "{ write('warming up...\\n'); page(order, ++n); }",
    ];
    const pages = await scan(helper(`function shout() ${second} ${first}`));
    expect(pages).toHaveLength(3);
  });

  test("ends right after its last words, which are heard all the same", async () => {
    const starter = helper(
      `page(order, 1); say({ is: "fault", condition: "PAPERJAM", operation: "ENDXFER" }); process.exit(1);`,
    );
    await expect(scan(starter)).rejects.toMatchObject({ code: "SCANNER_JAM" });
  });

  test("may be busy for long as long as it gives signs of life", async () => {
    const alive = `const timer = setInterval(() => say({ is: "alive" }), 300);
      setTimeout(() => { clearInterval(timer); page(order, ++n); }, 4_000);`;
    const starter = helper(`if (request.ask === "scan") { ${alive} } else say({ is: "end", why: "empty" });`);
    expect(await scan(starter)).toHaveLength(1);
  });

  test("cannot name a file outside of its folder", async () => {
    const starter = helper(`say({ is: "page", file: "../../etc/passwd", resolutionDpi: 300 })`);
    await expect(scan(starter)).rejects.toMatchObject({ code: "SCANNER_DRIVER_CRASHED" });
  });

  test("that answers something else than was asked is told so", async () => {
    const starter = helper(`say(${JSON.stringify(SOURCES)})`);
    await expect(driverOf(starter).getCapabilities(DEVICE, NEVER)).rejects.toMatchObject({
      code: "SCANNER_ANSWER_INVALID",
    });
  });

  test("and does not stop when told is ended by force", async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 600);
    await expect(scan(helper(""), {}, abort.signal)).rejects.toMatchObject({ code: "CANCELLED" });
  });

  test("cannot be started at all: a crashed driver", async () => {
    const starter = startsProgram({ bitness: 64, command: path.join(folder, "nothing"), args: [] });
    await expect(scan(starter)).rejects.toMatchObject({ code: "SCANNER_DRIVER_CRASHED" });
    // Asked for by a plain callback the failure is told before any promise goes on.
    const listed = new Promise((resolve) => setImmediate(() => resolve(driverOf(starter).listDevices(NEVER))));
    await expect(listed).rejects.toMatchObject({ code: "SCANNER_DRIVER_CRASHED" });
  });

  test("but the pages that were never taken do not stay on the disk", async () => {
    const before = process.env["XDG_RUNTIME_DIR"];
    process.env["XDG_RUNTIME_DIR"] = fs.mkdtempSync(path.join(os.tmpdir(), "twain-run-"));
    await expect(scan(helper("page(order, 1); page(order, 2); process.exit(1);"))).rejects.toThrow();
    expect(fs.readdirSync(process.env["XDG_RUNTIME_DIR"])).toEqual([]);
    if (before === undefined) Reflect.deleteProperty(process.env, "XDG_RUNTIME_DIR");
    else process.env["XDG_RUNTIME_DIR"] = before;
  });
});

describe("the list of devices", () => {
  const listing = helperOnDemand(`say(${JSON.stringify(SOURCES)})`);

  test("is empty where there is no Windows", async () => {
    expect(await createTwainDriver({ starters: [] }).listDevices(NEVER)).toEqual([]);
  });

  test("says which kind of driver it is, and a kind that crashes hides only itself", async () => {
    const crashing = { ...listing(), bitness: 32 as const, start: helper("process.exit(1)").start };
    const both = createTwainDriver({ starters: [listing(), { ...listing(), bitness: 32 }] });
    expect((await both.listDevices(NEVER)).map(({ id, model }) => [id, model])).toEqual([
      ["64:Scanner", "Scanner"],
      ["32:Scanner", "Scanner (32-bit)"],
    ]);
    const half = createTwainDriver({ starters: [listing(), crashing] });
    expect(await half.listDevices(NEVER)).toHaveLength(1);
    const none = createTwainDriver({ starters: [crashing] });
    await expect(none.listDevices(NEVER)).rejects.toMatchObject({ code: "SCANNER_DRIVER_CRASHED" });
  });

  test("is empty on a PC without TWAIN, where a scan says what is missing", async () => {
    const starter = helper(`say({ is: "fault", condition: "NODSM", operation: "load" })`);
    expect(await driverOf(starter).listDevices(NEVER)).toEqual([]);
    const missing = { code: "SCANNER_SOFTWARE_MISSING", facts: { program: "TWAINDSM.dll" } };
    await expect(scan(starter)).rejects.toMatchObject(missing);
  });
});

describe("which helpers a PC can run", () => {
  const startHelper = () => Promise.reject<ChildProcess>(new Error("not needed here"));
  const windows = { platform: "win32", arch: "x64" } as const;

  test("none without Windows", () => {
    expect(findHelpers({ startHelper, ia32Folder: folder, system: { platform: "linux", arch: "x64" } })).toEqual([]);
  });

  test("the program's own, and the one for 32 bits when it was installed", () => {
    const ia32Folder = path.join(folder, "ia32");
    expect(findHelpers({ startHelper, ia32Folder, system: windows }).map(({ bitness }) => bitness)).toEqual([64]);
    fs.mkdirSync(ia32Folder);
    for (const name of ["node.exe", "twain-helper.js"]) fs.writeFileSync(path.join(ia32Folder, name), "");
    expect(findHelpers({ startHelper, ia32Folder, system: windows }).map(({ bitness }) => bitness)).toEqual([64, 32]);
    expect(findHelpers({ startHelper: undefined, ia32Folder, system: windows })).toHaveLength(1);
  });
});

test.each([
  ["OPERATIONERROR", "OPENDS", "SCANNER_DISCONNECTED"],
  ["OPERATIONERROR", "ENABLEDS", "SCANNER_FAILED"],
  ["MAXCONNECTIONS", "OPENDS", "SCANNER_BUSY"],
  ["PAPERDOUBLEFEED", "IMAGENATIVEXFER", "SCANNER_DOUBLE_FEED"],
  ["CONDITION_8123", "ENDXFER", "SCANNER_FAILED"],
] as const)("%s at %s is %s", (condition, operation, code) => {
  expect(twainFault({ condition, operation }, DEVICE)).toMatchObject({ code, facts: { status: condition } });
});

test("a line that comes in pieces is one line, and empty ones are none", () => {
  const lines: string[] = [];
  const reader = new LineReader((line) => lines.push(line));
  for (const piece of ['{"is":', '"al', 'ive"}\n\n', "a\nb", "\nrest"]) reader.push(piece);
  expect(lines).toEqual(['{"is":"alive"}', "a", "b"]);
});

function helperOnDemand(script: string): () => HelperStarter {
  return () => helper(script);
}
