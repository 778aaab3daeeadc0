// The virtual multi-function device is proven by a client that is not ours: Debian's sane-airscan.
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import Vips from "wasm-vips";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  AIRSCAN_DEVICE,
  makeAirscan,
  numberedPages,
  readPageNumbers,
  startVirtualMfp,
  type VirtualMfp,
} from "./virtual-mfp/index.mjs";

const SHEETS = 4;
const JAMMED = 6;
const NO_DOCUMENTS = 7;
const IO_ERROR = 9;

let folder: string;
let env: NodeJS.ProcessEnv;
let mfp: VirtualMfp;

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "quay-mfp-test-"));
  mfp = await startVirtualMfp({ pages: await numberedPages(SHEETS), resolutionDpi: 75 });
  env = { ...process.env, ...makeAirscan(folder, mfp.url) };
});
afterAll(async () => {
  await mfp.close();
  fs.rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  for (const name of pageFiles()) fs.rmSync(name);
  mfp.load();
});

test("sane-airscan scans the glass at the resolution and size it asks for", async () => {
  expect(await scan("--source=Flatbed", "--batch-count=1", "--resolution=150")).toBe(0);
  expect(await readPageNumbers(pagesRead())).toEqual([1]);
  const vips = await Vips({ dynamicLibraries: [] });
  const { width, height } = vips.Image.newFromBuffer(pagesRead()[0] ?? "");
  expect([width, height].map((px) => Math.round(px / 10))).toEqual([124, 175]);
  vips.shutdown();
});

test("sane-airscan empties the feeder in order and is told its end", async () => {
  expect(await scan("--source=ADF")).toBe(0);
  expect(await readPageNumbers(pagesRead())).toEqual([1, 2, 3, 4]);
});

test("sane-airscan gets both sides of every sheet", async () => {
  const before = mfp.sheetsFed;
  expect(await scan("--source=ADF Duplex")).toBe(0);
  expect(await readPageNumbers(pagesRead())).toEqual([1, 2, 3, 4]);
  expect(mfp.sheetsFed - before).toBe(SHEETS / 2);
});

test("sane-airscan reads greys", async () => {
  expect(await scan("--source=ADF", "--mode=Gray")).toBe(0);
  expect(await readPageNumbers(pagesRead())).toEqual([1, 2, 3, 4]);
});

test("a jam at the second sheet ends sane-airscan as a jam and leaves the first page", async () => {
  mfp.setFault({ kind: "jam", atPage: 2 });
  expect(await scan("--source=ADF")).toBe(JAMMED);
  expect(await readPageNumbers(pagesRead())).toEqual([1]);
});

test("an empty feeder ends sane-airscan as such", async () => {
  mfp.load([]);
  expect(await scan("--source=ADF")).toBe(NO_DOCUMENTS);
});

test("a connection lost in mid-page ends sane-airscan as an input error", async () => {
  mfp.setFault({ kind: "drop", atPage: 2 });
  expect(await scan("--source=ADF")).toBe(IO_ERROR);
});

test("sane-airscan waits while the device is busy", async () => {
  mfp.setFault({ kind: "busy", on: "job", times: 1 });
  expect(await scan("--source=Flatbed", "--batch-count=1")).toBe(0);
});

test("sane-airscan scans it by HTTPS with its own certificate", async () => {
  const secure = await startVirtualMfp({ pages: await numberedPages(2), resolutionDpi: 75, isSecure: true });
  const secureFolder = path.join(folder, "secure");
  const before = env;
  env = { ...process.env, ...makeAirscan(secureFolder, secure.url) };
  expect(await scan("--source=ADF")).toBe(0);
  expect(await readPageNumbers(pagesRead())).toEqual([1, 2]);
  expect(secure.sheetsFed).toBe(2);
  env = before;
  await secure.close();
});

test("a page number survives being drawn at another resolution", async () => {
  const drawn = await numberedPages(3, { first: 198 });
  expect(await readPageNumbers(drawn)).toEqual([198, 199, 200]);
});

test("another process can load and break it", async () => {
  const ask = async (body: unknown) =>
    (await fetch(new URL("/ctl", mfp.url), { method: "POST", body: JSON.stringify(body) })).json();
  await ask({ load: true, fault: { kind: "jam" } });
  expect(await scan("--source=ADF")).toBe(JAMMED);
  expect(await ask({ fault: null })).toMatchObject({ sheetsFed: mfp.sheetsFed });
});

test("a fault that it does not know is refused", () => {
  expect(() => mfp.setFault({ kind: "lightning" })).toThrow("lightning");
});

/** @returns the exit code of scanimage: the SANE status */
async function scan(...args: string[]): Promise<number> {
  const batch = [`--batch=${path.join(folder, "page-%03d.tiff")}`, "--format=tiff"];
  const all = [`--device-name=${AIRSCAN_DEVICE}`, "--resolution=75", ...batch, ...args];
  return new Promise((resolve) => {
    execFile("scanimage", all, { env, timeout: 60_000, killSignal: "SIGKILL" }, (error) =>
      resolve(typeof error?.code === "number" ? error.code : 0),
    );
  });
}

function pageFiles(): string[] {
  const names = fs.readdirSync(folder).filter((name) => name.endsWith(".tiff"));
  return names.sort().map((name) => path.join(folder, name));
}

function pagesRead(): Buffer[] {
  return pageFiles().map((file) => fs.readFileSync(file));
}
