import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { FoundDevices, ScanSettings, type ScannerDevice } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { ScannerDriver } from "./driver";
import { searchDevices } from "./search";
import { DEVICE, openScanningBed, sheet, type ScanningBed } from "./scanning.fixture";

const NEVER = new AbortController().signal;
const FOUND: ScannerDevice = { driver: "sane", id: DEVICE.deviceId, vendor: "Hãng", model: "Máy 100" };
let bed: ScanningBed;
beforeAll(async () => {
  bed = await openScanningBed();
});
afterAll(() => bed.close());
beforeEach(() => {
  bed.device.events = [sheet(200)];
  bed.device.listing = async () => [FOUND];
});

const jam = new DomainError("SCANNER_JAM", { device: "x", status: 6 });

describe("the device panel", () => {
  it("shows a device that was found by the maker's words until the officer names it", async () => {
    expect(await bed.scanning.listDevices(NEVER)).toEqual({ devices: [FOUND], failures: [] });
    expect(bed.scanning.panel.list()).toMatchObject([
      { ...DEVICE, name: "Hãng Máy 100", state: "ready", address: null },
    ]);
    bed.scanning.panel.rename({ ...DEVICE, name: "Máy bàn 1" });
    await bed.scanning.listDevices(NEVER);
    expect(bed.scanning.panel.list()).toMatchObject([{ name: "Máy bàn 1" }]);
  });

  it("does not grow without end on a network that names ever new scanners", async () => {
    const crowd = (from: number) =>
      Array.from({ length: 150 }, (_, index) => ({ ...FOUND, id: `crowd:${from + index}` }));
    for (const from of [0, 1_000]) {
      bed.device.listing = async () => crowd(from);
      expect((await bed.scanning.listDevices(NEVER)).devices).toHaveLength(150);
    }
    expect(bed.scanning.panel.list()).toHaveLength(200);
    bed.storage.transaction((writer) => writer.run("DELETE FROM scan_devices WHERE device_id LIKE 'crowd:%'"));
  });

  it("keeps the last fault with its time, over a restart, until the next success", async () => {
    const { panel } = bed.scanning;
    const target = { dossierId: bed.addDossier(), componentId: null };
    bed.device.events = [sheet(200), jam];
    await bed.run({ target });
    const fault = { fault: { code: "SCANNER_JAM", facts: { device: "x", status: 6 } }, atUtc: bed.nowUtc };
    expect(panel.list()).toMatchObject([{ state: "faulty", lastFault: fault, lastUsedAtUtc: bed.nowUtc }]);
    bed.restart();
    expect(bed.scanning.panel.list()).toMatchObject([{ state: "unknown", lastFault: fault }]);
    bed.device.events = [sheet(200)];
    await bed.run({ target });
    expect(bed.scanning.panel.list()).toMatchObject([{ state: "ready", lastFault: null }]);
  });

  it("does not blame the device for a cancel, an empty feeder or a full disk", async () => {
    const target = { dossierId: bed.addDossier(), componentId: null };
    for (const code of ["CANCELLED", "SCANNER_NO_PAPER", "STORAGE_FULL", "SCANNER_OPTION_INVALID"] as const) {
      bed.device.events = [new DomainError(code)];
      await bed.run({ target });
    }
    expect(bed.scanning.panel.list()).toMatchObject([{ state: "ready", lastFault: null }]);
  });

  it("checks a device: what it answers is its state", async () => {
    bed.device.asking = () => Promise.reject(new DomainError("SCANNER_UNREACHABLE", { device: "x", status: null }));
    expect(await bed.scanning.panel.check(DEVICE, NEVER)).toMatchObject({
      state: "unreachable",
      lastFault: { fault: { code: "SCANNER_UNREACHABLE" } },
    });
  });

  it("gives a test page that is kept nowhere", async () => {
    const settings = ScanSettings.parse({});
    const test = await bed.scanning.panel.testScan({ ...DEVICE, settings }, NEVER);
    expect(test).toMatchObject({ widthPx: 827, heightPx: 1169, resolutionDpi: 100 });
    const image = await bed.imaging.toStoredImage(new Uint8Array(await test.picture.arrayBuffer()), null);
    expect(image.widthPx).toBe(827);
    bed.device.events = [jam];
    await expect(bed.scanning.panel.testScan({ ...DEVICE, settings }, NEVER)).rejects.toMatchObject({
      code: "SCANNER_JAM",
    });
    bed.device.events = [];
    await expect(bed.scanning.panel.testScan({ ...DEVICE, settings }, NEVER)).rejects.toMatchObject({
      code: "SCANNER_NO_PAPER",
    });
  });

  it("tells what device and driver said, the last 500 lines of it, each on one line", () => {
    for (let line = 1; line <= 501; line++) bed.book.log("sane", DEVICE.deviceId, `line ${line}\r\nof the device`);
    const lines = bed.scanning.panel.log(DEVICE).split("\n");
    expect(lines).toHaveLength(500);
    expect(lines.at(-1)).toBe(`${bed.nowUtc} line 501 of the device`);
    expect(bed.scanning.panel.log({ driver: "escl", deviceId: "other" })).toBe("");
  });

  it("keeps a certificate until it is forgotten, and knows no device that was removed", () => {
    const { panel } = bed.scanning;
    bed.book.pinCertificate("escl", "uuid:1", "ab".repeat(32));
    const device = { driver: "escl" as const, deviceId: "uuid:1" };
    expect(panel.list()).toContainEqual(expect.objectContaining({ certificateSha256: "ab".repeat(32) }));
    expect(panel.forgetCertificate(device).certificateSha256).toBeNull();
    expect(bed.book.pinnedCertificate("escl", "uuid:1")).toBeNull();
    expect(panel.remove(device).map(({ deviceId }) => deviceId)).not.toContain("uuid:1");
    expect(() => panel.rename({ ...device, name: "x" })).toThrow("NOT_FOUND");
    expect(() => panel.forgetCertificate(device)).toThrow("NOT_FOUND");
  });

  it("writes a line of a device's log as one line, whatever the device says", () => {
    bed.book.log("sane", "log:0", `a\n2026-01-01 b\u001b[31m\u202ec${"d".repeat(2_000)}`);
    const text = bed.scanning.panel.log({ driver: "sane", deviceId: "log:0" });
    expect(text).toMatch(/^\S+ a 2026-01-01 b \[31m cd+$/);
    expect(text.length).toBeLessThan(600);
  });

  it("tells the window of every change", () => {
    let changes = 0;
    const end = bed.changes.subscribe(({ topic }) => (changes += topic === "scanning" ? 1 : 0));
    bed.scanning.panel.rename({ ...DEVICE, name: "Máy bàn 2" });
    end();
    expect(changes).toBe(1);
  });
});

describe("the search for devices", () => {
  const driver = (name: ScannerDriver["name"], listDevices: ScannerDriver["listDevices"]) =>
    ({ name, listDevices }) as ScannerDriver;

  it("shows what the others found beside each driver that fails, breaks or hangs", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const drivers = [
      driver("escl", () => new Promise(() => undefined)),
      driver("twain", () => Promise.reject(new Error("a bug"))),
      driver("sane", async () => [FOUND]),
      driver("wia", () => Promise.reject(new DomainError("SCANNER_SOFTWARE_MISSING", { program: "x" }))),
    ];
    const { devices, failures } = await searchDevices(drivers, NEVER, 100);
    expect(devices).toEqual([FOUND]);
    const told = Object.fromEntries(failures.map(({ driver: name, fault }) => [name, fault.code]));
    expect(told).toEqual({ escl: "SCANNER_FAILED", twain: "INTERNAL", wia: "SCANNER_SOFTWARE_MISSING" });
    log.mockRestore();
  });

  it("keeps what a device calls itself from spoiling the list or looking like something else", async () => {
    const evil = { ...FOUND, vendor: "\u001b[2J\u202eHãng\n", model: `Máy\u0000 ${"x".repeat(10_000)}` };
    const drivers = [
      driver("sane", async () => [
        evil,
        { ...FOUND, id: "" },
        { ...FOUND, id: "x".repeat(301) },
        { ...FOUND, id: "a\u0000b" },
      ]),
    ];
    const found = await searchDevices(drivers, NEVER);
    expect(FoundDevices.parse(found).devices).toEqual([
      { ...FOUND, vendor: "[2J Hãng", model: `Máy ${"x".repeat(96)}` },
    ]);
  });

  it("is cancelled at once", async () => {
    const abort = new AbortController();
    const search = searchDevices([driver("escl", () => new Promise(() => undefined))], abort.signal);
    abort.abort();
    await expect(search).rejects.toMatchObject({ code: "CANCELLED" });
  });
});
