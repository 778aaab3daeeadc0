import { describe, expect, test } from "vitest";
import { ScanSettings } from "../../../../../shared/contract";
import { parseCapabilities, sizeOn, toScannerCapabilities, type EsclCapabilities } from "./capabilities";
import { jobSettingsXml } from "./job-settings";

const NAMES =
  'xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"';
const MODES = "<scan:ColorModes><scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes>";
const JPEG = "<scan:DocumentFormats><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat></scan:DocumentFormats>";
const RANGE =
  "<scan:XResolutionRange><scan:Min>75</scan:Min><scan:Max>600</scan:Max><scan:Step>25</scan:Step></scan:XResolutionRange>";

function size(width: number, height: number): string {
  return `<scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>${width}</scan:MaxWidth><scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>${height}</scan:MaxHeight>`;
}

function profile(resolutions: string): string {
  return `<scan:SettingProfiles><scan:SettingProfile>${MODES}${JPEG}<scan:SupportedResolutions>${resolutions}</scan:SupportedResolutions></scan:SettingProfile></scan:SettingProfiles>`;
}

function discrete(...resolutions: (string | number)[]): string {
  const each = resolutions.map(
    (dpi) =>
      `<scan:DiscreteResolution><scan:XResolution>${dpi}</scan:XResolution><scan:YResolution>${dpi}</scan:YResolution></scan:DiscreteResolution>`,
  );
  return `<scan:DiscreteResolutions>${each.join("")}</scan:DiscreteResolutions>`;
}

function read(inner: string): EsclCapabilities {
  const xml = `<?xml version="1.0"?><scan:ScannerCapabilities ${NAMES}>${inner}</scan:ScannerCapabilities>`;
  return parseCapabilities(Buffer.from(xml));
}

function feeder(inner: string, options: readonly string[] = []): string {
  const each = options.map((option) => `<scan:AdfOption>${option}</scan:AdfOption>`).join("");
  return `<scan:Adf><scan:AdfSimplexInputCaps>${inner}</scan:AdfSimplexInputCaps><scan:AdfOptions>${each}</scan:AdfOptions></scan:Adf>`;
}

describe("what devices say they can do", () => {
  test("a feeder without a glass is a device too", () => {
    const capabilities = read(feeder(size(2550, 4200) + profile(discrete(200, 300))));
    expect(toScannerCapabilities(capabilities)).toEqual({
      sources: ["feeder"],
      colourModes: ["colour"],
      resolutionsDpi: [200, 300],
      resolutionRangeDpi: null,
      pageSizes: ["a4", "a5", "letter", "card", "largest"],
      hasOwnDialog: false,
      detectsDoubleFeed: false,
    });
  });

  test("a device that names duplex only among its options can do it", () => {
    const capabilities = read(feeder(size(2550, 4200) + profile(discrete(200)), ["DetectPaperLoaded", "Duplex"]));
    expect(toScannerCapabilities(capabilities).sources).toEqual(["feeder", "duplex"]);
    const settings = ScanSettings.parse({ source: "duplex", resolutionDpi: 200 });
    expect(jobSettingsXml(capabilities, settings)).toContain("<scan:Duplex>true</scan:Duplex>");
  });

  test.each([
    ["as the standard writes it", `<scan:ResolutionRange>${RANGE}</scan:ResolutionRange>`],
    ["as AirSane writes it", `<scan:ResolutionRange />${RANGE}`],
  ])("a range of resolutions is read %s, with its step", (_name, range) => {
    const capabilities = read(feeder(size(2550, 4200) + profile(range)));
    expect(toScannerCapabilities(capabilities).resolutionRangeDpi).toEqual({ min: 75, max: 600 });
    const ask = (resolutionDpi: number) => () =>
      jobSettingsXml(capabilities, ScanSettings.parse({ source: "feeder", resolutionDpi }));
    expect(ask(225)).not.toThrow();
    for (const wrong of [230, 50, 625]) expect(ask(wrong)).toThrow("SCANNER_OPTION_INVALID");
  });

  test("a profile may stand at the top and be named only", () => {
    const shared = `<scan:SettingProfiles><scan:SettingProfile name="0">${MODES}${JPEG}<scan:SupportedResolutions>${discrete(300)}</scan:SupportedResolutions></scan:SettingProfile></scan:SettingProfiles>`;
    const named = '<scan:SettingProfiles><scan:SettingProfile ref="0"/></scan:SettingProfiles>';
    expect(toScannerCapabilities(read(shared + feeder(size(2550, 4200) + named)))).toMatchObject({
      sources: ["feeder"],
      resolutionsDpi: [300],
    });
  });

  test("a glass a little smaller than A4 takes A4, cut to what it sees", () => {
    const capabilities = read(feeder(size(2480, 3495) + profile(discrete(300))));
    const input = capabilities.inputs.get("feeder");
    expect(input && sizeOn(input, "a4")).toEqual({ width: 2480, height: 3495 });
    expect(input && sizeOn(input, "a3")).toBeNull();
  });

  test.each(["0", "-300", "1e309", "300.5", "NaN", "<b/>", "99999", ""])("the resolution %j is not believed", (dpi) => {
    expect(toScannerCapabilities(read(feeder(size(2550, 4200) + profile(discrete(dpi, 200))))).resolutionsDpi).toEqual([
      200,
    ]);
  });

  test("a device without a way in can do nothing, and is still a device", () => {
    expect(toScannerCapabilities(read("<pwg:MakeAndModel>A &amp; B</pwg:MakeAndModel>"))).toMatchObject({
      sources: [],
    });
    expect(read("<pwg:MakeAndModel>A &amp; B</pwg:MakeAndModel>").makeAndModel).toBe("A & B");
  });

  test("the version of the device is sent back, a wrong one is not", () => {
    const settings = ScanSettings.parse({ source: "feeder", resolutionDpi: 200 });
    const input = feeder(size(2550, 4200) + profile(discrete(200)));
    const version = (text: string) => jobSettingsXml(read(`<pwg:Version>${text}</pwg:Version>${input}`), settings);
    expect(version("2.97")).toContain("<pwg:Version>2.97</pwg:Version>");
    expect(version("2.97")).toContain("DocumentFormatExt");
    expect(version("2.0")).not.toContain("DocumentFormatExt");
    expect(version("9&amp;lt;x")).toContain("<pwg:Version>2.0</pwg:Version>");
  });

  test.each(["__proto__", "constructor"])("an element named %s is refused and changes nothing", (name) => {
    const input = feeder(size(2550, 4200) + profile(discrete(200)));
    expect(() => read(`<${name}><a>1</a></${name}>${input}`)).toThrow(name);
    expect(({} as Record<string, unknown>)["a"]).toBeUndefined();
  });
});
