import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { VirtualMfp } from "../../../../../tests/devices/virtual-mfp/index.mjs";
import { ScanSettings } from "../../../../../shared/contract";
import { buildImageProcess } from "../../../image-process.fixture";
import { createImaging, startNodeImageProcess, type Imaging } from "../../../imaging";
import type { ScannerDriver } from "../../driver";
import { rootsOf } from "./addresses";
import { createTestBook, startMfp, type TestBook } from "./escl-bed.fixture";
import { createEsclDriver } from "./index";

const NEVER = new AbortController().signal;
const GLASS = ScanSettings.parse({ resolutionDpi: 75 });

let imaging: Imaging;
const open: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  const entry = await buildImageProcess();
  imaging = createImaging({ startImageProcess: async () => startNodeImageProcess(entry) });
});
afterAll(() => imaging.close());
afterEach(async () => {
  for (const { close } of open.splice(0)) await close();
});

async function start(options: Parameters<typeof startMfp>[0] = {}): Promise<VirtualMfp> {
  const mfp = await startMfp(options);
  open.push(mfp);
  return mfp;
}

function createDriver(book: TestBook): ScannerDriver {
  return createEsclDriver({ imaging, book, limits: { connectMs: 1_500, xmlMs: 3_000 } });
}

async function scanGlass(driver: ScannerDriver, deviceId: string): Promise<number> {
  let pages = 0;
  for await (const event of driver.scan({ deviceId, settings: GLASS }, NEVER)) if (event.kind === "page") pages++;
  return pages;
}

function idOf({ uuid }: VirtualMfp): string {
  return `uuid:${uuid}`;
}

/** As the panel does it. */
async function add(driver: ScannerDriver, book: TestBook, address: string): Promise<string> {
  const added = await driver.tryAddress?.(address, NEVER);
  if (!added) throw new Error("it cannot be typed in");
  book.added.push(added);
  return added.deviceId;
}

test.each([
  ["192.168.1.7", ["https://192.168.1.7/eSCL", "http://192.168.1.7/eSCL", "http://192.168.1.7:8080/eSCL"]],
  ["may-in.local:8080", ["http://may-in.local:8080/eSCL", "https://may-in.local:8080/eSCL"]],
  [" https://10.0.0.5/eSCL/ ", ["https://10.0.0.5/eSCL"]],
  ["http://10.0.0.5:9095/scan/eSCL", ["http://10.0.0.5:9095/scan/eSCL"]],
  ["[fd00::7]:80", ["http://[fd00::7]/eSCL", "https://[fd00::7]:80/eSCL"]],
])("the address %s is read", (address, roots) => {
  expect(rootsOf(address).map(String)).toEqual(roots);
});

test.each(["", "   ", "máy quét", "http://", "ftp://10.0.0.5", "10.0.0.5:99999", "http://a:b@10.0.0.5", "uuid:1-2"])(
  "%j is no address",
  async (address) => {
    expect(rootsOf(address)).toEqual([]);
    const driver = createDriver(createTestBook());
    await expect(driver.tryAddress?.(address, NEVER)).rejects.toMatchObject({ code: "INPUT_INVALID" });
  },
);

test("a typed device is called by its UUID and works without discovery", async () => {
  const mfp = await start();
  const book = createTestBook();
  const deviceId = await add(createDriver(book), book, new URL(mfp.url).host);
  expect(deviceId).toBe(idOf(mfp));
  expect(await scanGlass(createDriver(book), deviceId)).toBe(1);
});

test("a typed device that is off is not listed and told as unreachable", async () => {
  const mfp = await start();
  const book = createTestBook();
  const deviceId = await add(createDriver(book), book, mfp.url);
  await mfp.unplug();
  expect((await createDriver(book).listDevices(NEVER)).map(({ id }) => id)).not.toContain(deviceId);
  await expect(createDriver(book).getCapabilities(deviceId, NEVER)).rejects.toMatchObject({
    code: "SCANNER_UNREACHABLE",
  });
});

test("another device at a typed address is not mistaken for the one that was typed in", async () => {
  const mfp = await start();
  const book = createTestBook();
  const deviceId = await add(createDriver(book), book, mfp.url);
  await mfp.unplug();
  await start({ port: Number(new URL(mfp.url).port) });
  await expect(createDriver(book).getCapabilities(deviceId, NEVER)).rejects.toMatchObject({
    code: "SCANNER_UNREACHABLE",
    facts: { status: "another device" },
  });
});

test("a device on the network is found by itself, listed once, and scans under its UUID", async () => {
  const mfp = await start({ isAdvertised: true, host: "0.0.0.0" });
  const book = createTestBook();
  const driver = createDriver(book);
  await add(driver, book, mfp.url);
  const found = (await driver.listDevices(NEVER)).filter(({ id }) => id === idOf(mfp));
  expect(found).toEqual([{ driver: "escl", id: idOf(mfp), vendor: "", model: "Virtual MFP" }]);
  expect((await createDriver(createTestBook()).listDevices(NEVER)).map(({ id }) => id)).toContain(idOf(mfp));
  expect(await scanGlass(createDriver(createTestBook()), idOf(mfp))).toBe(1);
});

test("a device that got another address is found again by its UUID", async () => {
  const mfp = await start({ isAdvertised: true, host: "0.0.0.0" });
  const book = createTestBook();
  book.added.push({ deviceId: idOf(mfp), address: "127.0.0.1:1", name: "Máy quét" });
  expect(await scanGlass(createDriver(book), idOf(mfp))).toBe(1);
});

test("a computer without a network finds nothing, which is no fault", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "quay-escl-"));
  open.push({ close: async () => fs.rmSync(folder, { recursive: true }) });
  await build({
    configFile: false,
    logLevel: "error",
    ssr: { noExternal: true },
    build: {
      ssr: path.join(import.meta.dirname, "index.ts"),
      outDir: folder,
      rollupOptions: { output: { format: "cjs", entryFileNames: "escl.cjs" } },
    },
  });
  const script = `
    const book = { listAdded: () => [] };
    const driver = require("./escl.cjs").createEsclDriver({ imaging: {}, book });
    driver.listDevices(new AbortController().signal).then((found) => console.log(JSON.stringify(found)));`;
  // A network of its own, with nothing in it.
  const args = ["--user", "--map-root-user", "--net", process.execPath, "-e", script];
  expect(execFileSync("unshare", args, { cwd: folder, encoding: "utf8" }).trim()).toBe("[]");
});

test("a search is cancelled at once", async () => {
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 50);
  await expect(createDriver(createTestBook()).listDevices(abort.signal)).rejects.toMatchObject({ code: "CANCELLED" });
});

test("a device that signs for itself is pinned at first use, and that certificate is taken again", async () => {
  const mfp = await start({ isSecure: true });
  const book = createTestBook();
  expect(await scanGlass(createDriver(book), mfp.url)).toBe(1);
  expect(book.pins.get(mfp.url)).toBe(mfp.certificateSha256);
  expect(await scanGlass(createDriver(book), mfp.url)).toBe(1);
});

test("a changed certificate is refused before anything is said to it", async () => {
  const mfp = await start({ isSecure: true });
  const book = createTestBook();
  const driver = createDriver(book);
  await scanGlass(driver, mfp.url);
  mfp.renewCertificate();
  const [asked, sent] = [mfp.requests.length, mfp.bodyBytes];
  await expect(scanGlass(driver, mfp.url)).rejects.toMatchObject({ code: "SCANNER_CERTIFICATE_CHANGED" });
  await expect(scanGlass(createDriver(book), mfp.url)).rejects.toMatchObject({ code: "SCANNER_CERTIFICATE_CHANGED" });
  expect([mfp.requests.length, mfp.bodyBytes]).toEqual([asked, sent]);
  book.pins.clear();
  expect(await scanGlass(driver, mfp.url)).toBe(1);
});

test("a certificate that changes in mid-batch ends it", async () => {
  const mfp = await start({ isSecure: true });
  const settings = ScanSettings.parse({ resolutionDpi: 75, source: "feeder" });
  const scanning = async () => {
    for await (const event of createDriver(createTestBook()).scan({ deviceId: mfp.url, settings }, NEVER)) {
      if (event.kind !== "page") continue;
      await mfp.unplug();
      mfp.renewCertificate();
      await mfp.plug();
      // The connection that was cut is known to be gone only a moment later.
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  await expect(scanning()).rejects.toMatchObject({ code: "SCANNER_CERTIFICATE_CHANGED" });
});

test("a device once pinned is never spoken to in clear", async () => {
  const mfp = await start();
  const book = createTestBook();
  book.pins.set(mfp.url, "00".repeat(32));
  await expect(scanGlass(createDriver(book), mfp.url)).rejects.toMatchObject({ code: "SCANNER_CERTIFICATE_CHANGED" });
  expect(mfp.requests).toEqual([]);
});

test("typing in a known device whose certificate has changed is refused", async () => {
  const mfp = await start({ isSecure: true });
  const book = createTestBook();
  const driver = createDriver(book);
  await add(driver, book, mfp.url);
  mfp.renewCertificate();
  await expect(driver.tryAddress?.(mfp.url, NEVER)).rejects.toMatchObject({ code: "SCANNER_CERTIFICATE_CHANGED" });
});

test("a redirect to the safe port of the same host is followed, one to elsewhere is not", async () => {
  const mfp = await start({ isSecure: true });
  const redirect = async (location: string) => {
    const server = http.createServer((_request, response) => response.writeHead(302, { location }).end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    open.push({ close: () => new Promise((resolve) => server.close(() => resolve())) });
    return `http://127.0.0.1:${(server.address() as net.AddressInfo).port}/eSCL`;
  };
  const [safe, elsewhere] = [await redirect(mfp.url), await redirect("https://198.51.100.7/eSCL")];
  expect(await scanGlass(createDriver(createTestBook()), safe)).toBe(1);
  await expect(scanGlass(createDriver(createTestBook()), elsewhere)).rejects.toMatchObject({ code: "SCANNER_FAILED" });
});

test("something that is no web server is refused", async () => {
  const server = net.createServer((socket) =>
    socket
      .on("error", () => undefined)
      .resume()
      .end("SSH-2.0-OpenSSH_9.2\r\n"),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push({ close: () => new Promise((resolve) => server.close(() => resolve())) });
  const deviceId = `http://127.0.0.1:${(server.address() as net.AddressInfo).port}/eSCL`;
  await expect(scanGlass(createDriver(createTestBook()), deviceId)).rejects.toMatchObject({
    code: "SCANNER_ANSWER_INVALID",
  });
});
