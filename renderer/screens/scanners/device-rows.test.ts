import { describe, expect, it } from "vitest";
import { ScanSettings, type KnownDevice, type ScannerCapabilities, type ScannerDevice } from "../../../shared/contract";
import { mergeDevices, testSettings } from "./device-rows";

const found: ScannerDevice[] = [
  { driver: "sane", id: "fujitsu:1", vendor: "Fujitsu", model: "fi-7160" },
  { driver: "escl", id: "printer.local", vendor: "Canon", model: "MF240" },
  { driver: "file", id: "files", vendor: "", model: "" },
];
const known: KnownDevice[] = [
  {
    driver: "escl",
    deviceId: "printer.local",
    name: "Máy photo phòng họp",
    state: "ready",
    address: "http://printer.local/eSCL",
    certificateSha256: null,
    lastFault: null,
    lastUsedAtUtc: null,
  },
];

describe("the list of devices", () => {
  it("shows a device that is known and found once, under the officer's name, with the maker's words", () => {
    const rows = mergeDevices(found, known);
    expect(rows.map(({ name, model, state }) => ({ name, model, state }))).toEqual([
      { name: "Máy photo phòng họp", model: "Canon MF240", state: "ready" },
      { name: "Fujitsu fi-7160", model: "Fujitsu fi-7160", state: "unknown" },
    ]);
  });

  it("keeps a known device that was not found", () => {
    expect(mergeDevices([], known)).toMatchObject([{ name: "Máy photo phòng họp", model: "" }]);
  });

  it("tells two devices of one name apart by driver and identifier", () => {
    const twice = [found[0], { ...found[0], driver: "wia" }] as ScannerDevice[];
    expect(new Set(mergeDevices(twice, []).map(({ key }) => key)).size).toBe(2);
  });
});

describe("a test scan", () => {
  const offers: ScannerCapabilities = {
    sources: ["feeder"],
    colourModes: ["grey"],
    resolutionsDpi: [100, 150, 300],
    resolutionRangeDpi: null,
    pageSizes: ["largest"],
    hasOwnDialog: true,
    detectsDoubleFeed: false,
  };

  it("asks for nothing that the device does not offer, for one page, and without a dialog", () => {
    const base = ScanSettings.parse({ resolutionDpi: 200, usesOwnDialog: true });
    expect(testSettings(offers, base)).toMatchObject({
      source: "feeder",
      colourMode: "grey",
      pageSize: "largest",
      resolutionDpi: 300,
      usesOwnDialog: false,
      maxPages: 1,
    });
  });
});
