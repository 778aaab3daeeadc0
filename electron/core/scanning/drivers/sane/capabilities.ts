// Maps the options of a SANE device, which every maker names differently, to what the counter asks for, and back.
import type { ColourMode, ScannerCapabilities, ScanSettings, ScanSource } from "../../../../../shared/contract";
import { DomainError } from "../../../../../shared/errors";
import { detectsDoubleFeed, doubleFeedSettings } from "./double-feed";
import { choicesOf, rangeOf, type OptionList, type SaneOption } from "./option-list";
import { areaSettings, pageSizesOf } from "./page-area";
import type { Setting } from "./setting";

const SOURCES: readonly ScanSource[] = ["flatbed", "feeder", "duplex"];
const COLOUR_MODES: readonly ColourMode[] = ["colour", "grey", "black_white"];
const MODE_WORDS: Readonly<Record<ColourMode, RegExp>> = {
  colour: /colou?r/i,
  grey: /gr[ae]y/i,
  black_white: /lineart|black|binary|monochrome|1-bit/i,
};
const DUPLEX = /duplex|both sides/i;
const FEEDER = /adf|feeder/i;

export function readCapabilities(options: OptionList): ScannerCapabilities {
  const resolution = options.get("resolution")?.values;
  return {
    sources: SOURCES.filter((source) => sourceSettings(options, source)),
    colourModes: COLOUR_MODES.filter((mode) => modeSettings(options, mode)),
    resolutionsDpi: resolution?.kind === "choices" ? resolution.choices.map(Number).filter(Number.isInteger) : [],
    resolutionRangeDpi: resolution?.kind === "range" ? { min: resolution.min, max: resolution.max } : null,
    pageSizes: pageSizesOf(options),
    hasOwnDialog: false,
    detectsDoubleFeed: detectsDoubleFeed(options),
  };
}

/**
 * The arguments of scanimage for these settings.
 * @throws DomainError SCANNER_OPTION_INVALID {option, value}: scanimage itself rounds a wrong value silently
 */
export function settingArguments(options: OptionList, settings: ScanSettings): string[] {
  if (settings.usesOwnDialog) throw new DomainError("SCANNER_OPTION_INVALID", { option: "usesOwnDialog", value: true });
  const vendor = Object.entries(settings.vendorOptions);
  const chosen = [
    ...require(sourceSettings(options, settings.source), "source", settings.source),
    ...require(modeSettings(options, settings.colourMode), "mode", settings.colourMode),
    ...resolutionSettings(options, settings.resolutionDpi),
    ...(settings.source === "flatbed" ? [] : doubleFeedSettings(options)),
    ...areaSettings(options, settings),
  ].filter(([name]) => !(name in settings.vendorOptions));
  for (const [name, value] of vendor) checkValue(options.get(name), name, value);
  return [...chosen, ...vendor].flatMap(([name, value]) =>
    name.length === 1 ? [`-${name}`, value] : [`--${name}=${value}`],
  );
}

function require(settings: Setting[] | null, option: string, value: string): Setting[] {
  if (!settings) throw new DomainError("SCANNER_OPTION_INVALID", { option, value });
  return settings;
}

/** null when the device cannot do it; a device that names no sources is a flatbed. */
function sourceSettings(options: OptionList, source: ScanSource): Setting[] | null {
  const choices = choicesOf(options, "source");
  if (choices.length === 0) return source === "flatbed" ? [] : null;
  const duplex = choices.find((choice) => DUPLEX.test(choice));
  const feeder = choices.find((choice) => FEEDER.test(choice) && choice !== duplex);
  const flatbed = choices.find((choice) => !FEEDER.test(choice) && !DUPLEX.test(choice));
  if (source === "duplex" && !duplex) return epsonDuplex(options, feeder);
  const choice = { flatbed, feeder, duplex }[source];
  return choice === undefined ? null : [["source", choice]];
}

// The epson backends have one feeder source and a second option for its sides.
function epsonDuplex(options: OptionList, feeder: string | undefined): Setting[] | null {
  const sides = choicesOf(options, "adf-mode").find((choice) => DUPLEX.test(choice));
  return feeder === undefined || sides === undefined
    ? null
    : [
        ["source", feeder],
        ["adf-mode", sides],
      ];
}

/** null when the device cannot do it; a device that names no modes gives what it has. */
function modeSettings(options: OptionList, mode: ColourMode): Setting[] | null {
  const choices = choicesOf(options, "mode");
  if (choices.length === 0) return mode === "colour" ? [] : null;
  const find = (wanted: ColourMode) => choices.find((choice) => MODE_WORDS[wanted].test(choice));
  const choice = find(mode);
  if (choice !== undefined) return [["mode", choice]];
  const grey = find("grey");
  if (mode !== "black_white" || grey === undefined || !choicesOf(options, "depth").includes("1")) return null;
  return [
    ["mode", grey],
    ["depth", "1"],
  ];
}

function resolutionSettings(options: OptionList, resolutionDpi: number): Setting[] {
  const value = String(resolutionDpi);
  checkValue(options.get("resolution"), "resolution", value);
  const range = rangeOf(options, "resolution");
  if (range?.step && !Number.isInteger((resolutionDpi - range.min) / range.step))
    throw new DomainError("SCANNER_OPTION_INVALID", { option: "resolution", value });
  return [["resolution", value]];
}

/** @throws DomainError SCANNER_OPTION_INVALID {option, value} */
function checkValue(option: SaneOption | undefined, name: string, value: string): void {
  if (!option || option.state === "read-only" || !isOffered(option, value))
    throw new DomainError("SCANNER_OPTION_INVALID", { option: name, value });
}

function isOffered({ values }: SaneOption, value: string): boolean {
  if (values.kind === "choices") return values.choices.includes(value);
  if (values.kind === "free") return true;
  const number = value.trim() === "" ? NaN : Number(value);
  return number >= values.min && number <= values.max;
}
