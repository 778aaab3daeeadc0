import { describe, expect, it } from "vitest";
import { ScanSettings, type ScannerCapabilities } from "../../shared/contract";
import { enoughResolution, fitSettings } from "./fit-settings";

const offers: ScannerCapabilities = {
  sources: ["feeder", "duplex"],
  colourModes: ["grey", "black_white"],
  resolutionsDpi: [150, 600, 200],
  resolutionRangeDpi: null,
  pageSizes: ["a4"],
  hasOwnDialog: false,
  detectsDoubleFeed: false,
};
const usual = ScanSettings.parse({ usesOwnDialog: true });

describe("settings for a device", () => {
  it("ask for nothing that it does not offer", () => {
    expect(fitSettings(offers, usual)).toMatchObject({
      source: "feeder",
      colourMode: "grey",
      resolutionDpi: 600,
      pageSize: "a4",
      usesOwnDialog: false,
    });
  });

  it("use a small glass whole instead of cutting the paper to a card", () => {
    expect(fitSettings({ ...offers, pageSizes: ["card", "a5", "largest"] }, usual).pageSize).toBe("largest");
  });

  it("take the lowest resolution that is enough, stay within a range, and are as wanted where the device says nothing", () => {
    const none = { ...offers, resolutionsDpi: [] };
    expect(enoughResolution({ ...offers, resolutionsDpi: [100, 200] }, 300)).toBe(200);
    expect(enoughResolution({ ...none, resolutionRangeDpi: { min: 75, max: 150 } }, 200)).toBe(150);
    expect(enoughResolution({ ...none, resolutionRangeDpi: { min: 300, max: 600 } }, 200)).toBe(300);
    expect(enoughResolution(none, 200)).toBe(200);
  });
});
