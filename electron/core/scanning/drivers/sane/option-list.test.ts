import { describe, expect, test } from "vitest";
import { ScanSettings } from "../../../../../shared/contract";
import { readCapabilities, settingArguments } from "./capabilities";
import { parseOptionList } from "./option-list";

// As printed by `scanimage -A` for a network copier (airscan), an Epson with an ADF, and a Fujitsu sheet feeder.
const COPIER = `
All options specific to device \`airscan:e0:Copier':
  Standard:
    --resolution 100|200|300|600dpi [300]
        Sets the resolution of the scanned image.
    --mode Color|Gray [Color]
    --source Flatbed|ADF|ADF Duplex [Flatbed]
  Geometry:
    -x 0..215.9mm [215.9]
    -y 0..297.011mm [297.011]
  Enhancement:
    --brightness -100..100% (in steps of 1) [0]
    --gamma 0.0999908..4 (in steps of 0.0999908) [1]
`;
const EPSON = `
    --mode Binary|Gray|Color [Binary]
    --depth 8|16 [inactive]
    --halftoning None|Halftone A (Hard Tone)|Text Enhanced Technology [None]
    --resolution 50|60|1200dpi [50]
    --source Flatbed|Automatic Document Feeder [Flatbed]
    --adf-mode Simplex|Duplex [Simplex]
`;
const FUJITSU = `
    --source ADF Front|ADF Back|ADF Duplex [ADF Front] [advanced]
    --mode Lineart|Halftone|Gray|Color [Lineart]
    --resolution 50..600dpi (in steps of 1) [600]
    -x 0..215.872mm (in steps of 0.0211639) [215.872]
    --page-loaded[=(yes|no)] [no] [hardware]
`;

const FIXED = `
    --resolution 300dpi [300]
    --source Flatbed [Flatbed]
`;

describe("the option list of a device", () => {
  test("a network copier offers everything", () => {
    expect(readCapabilities(parseOptionList(COPIER))).toEqual({
      sources: ["flatbed", "feeder", "duplex"],
      colourModes: ["colour", "grey"],
      resolutionsDpi: [100, 200, 300, 600],
      resolutionRangeDpi: null,
      pageSizes: ["a4", "a5", "letter", "card", "largest"],
      hasOwnDialog: false,
      detectsDoubleFeed: false,
    });
  });

  test("an Epson says duplex in a second option", () => {
    const options = parseOptionList(EPSON);
    expect(readCapabilities(options).sources).toEqual(["flatbed", "feeder", "duplex"]);
    expect(readCapabilities(options).colourModes).toEqual(["colour", "grey", "black_white"]);
    expect(settingArguments(options, settings({ source: "duplex", resolutionDpi: 60 }))).toEqual([
      "--source=Automatic Document Feeder",
      "--adf-mode=Duplex",
      "--mode=Color",
      "--resolution=60",
    ]);
  });

  test("a sheet feeder has no glass", () => {
    const options = parseOptionList(FUJITSU);
    expect(readCapabilities(options)).toMatchObject({
      sources: ["feeder", "duplex"],
      resolutionRangeDpi: { min: 50, max: 600 },
    });
    expect(() => settingArguments(options, settings({ source: "flatbed" }))).toThrow("SCANNER_OPTION_INVALID");
  });

  test("a device that offers one value of each is understood too", () => {
    expect(readCapabilities(parseOptionList(FIXED))).toMatchObject({ sources: ["flatbed"], resolutionsDpi: [300] });
  });

  test("the whole sheet of A4 is asked for, as far as the device reaches", () => {
    const args = settingArguments(parseOptionList(COPIER), settings({}));
    expect(args.slice(-4)).toEqual(["-x", "210", "-y", "297"]);
  });

  test("an option of the maker replaces the one that the program would choose", () => {
    const args = settingArguments(parseOptionList(COPIER), settings({ vendorOptions: { x: "100", brightness: "-5" } }));
    expect(args.slice(-5)).toEqual(["-y", "297", "-x", "100", "--brightness=-5"]);
  });

  test("what a button or a sensor of the device tells cannot be set", () => {
    const order = settings({ source: "feeder", vendorOptions: { "page-loaded": "yes" } });
    expect(() => settingArguments(parseOptionList(FUJITSU), order)).toThrow("SCANNER_OPTION_INVALID");
  });

  test("a resolution between two that are offered is refused", () => {
    expect(() => settingArguments(parseOptionList(COPIER), settings({ resolutionDpi: 250 }))).toThrow(
      "SCANNER_OPTION_INVALID",
    );
  });
});

function settings(changes: Partial<ScanSettings>): ScanSettings {
  return ScanSettings.parse(changes);
}
