// What a device says it can do, read with distrust (Mopria eSCL 2.6, ScannerCapabilities).
import type { ColourMode, PageSize, ScannerCapabilities, ScanSource } from "../../../../../shared/contract";
import { SHEET_SIZES } from "../../page-size";
import { childrenOf, numberOf, parseXml, textOf } from "./xml";

export interface EsclCapabilities {
  version: string;
  makeAndModel: string;
  uuid: string | undefined;
  inputs: ReadonlyMap<ScanSource, EsclInput>;
  detectsDoubleFeed: boolean;
}

/** One way in for paper. Lengths in 300ths of an inch. */
export interface EsclInput {
  width: Span;
  height: Span;
  colourModes: readonly ColourMode[];
  resolutionsDpi: readonly number[];
  resolutionRangeDpi: { min: number; max: number; step: number } | null;
  /** MIME types. */
  formats: readonly string[];
}

interface Span {
  min: number;
  max: number;
}

/** The word of eSCL for each. */
export const COLOUR_WORDS: Readonly<Record<ColourMode, string>> = {
  colour: "RGB24",
  grey: "Grayscale8",
  black_white: "BlackAndWhite1",
};

const INPUTS: readonly (readonly [source: ScanSource, path: readonly string[]])[] = [
  ["flatbed", ["Platen", "PlatenInputCaps"]],
  ["feeder", ["Adf", "AdfSimplexInputCaps"]],
  ["duplex", ["Adf", "AdfDuplexInputCaps"]],
];
const COLOUR_MODES: readonly ColourMode[] = ["colour", "grey", "black_white"];
const MM_PER_UNIT = 25.4 / 300;
/** Devices name their glass a little smaller than the page that it is made for. */
const SIZE_TOLERANCE_MM = 2.5;
/** A device without believable words about its size is taken for one of A4. */
const A4_UNITS = { width: 2480, height: 3508 };
const LARGEST_UNITS = 300 * 200;
const LOWEST_DPI = 50;
const HIGHEST_DPI = 1200;
const LONGEST_NAME = 100;
const VERSION = /^\d{1,2}\.\d{1,3}$/;
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** @throws Error when it is no such document */
export function parseCapabilities(xml: Uint8Array): EsclCapabilities {
  const root = parseXml(xml, "ScannerCapabilities");
  const version = textOf(root, "Version") ?? "";
  const options = childrenOf(root, "Adf", "AdfOptions", "AdfOption").map(String);
  const inputs = new Map<ScanSource, EsclInput>();
  for (const [source, path] of INPUTS) {
    const [node] = childrenOf(root, ...path);
    const input = node === undefined ? undefined : readInput(root, node);
    if (input && input.colourModes.length > 0) inputs.set(source, input);
  }
  const simplex = inputs.get("feeder");
  // Some devices name the option and forget the input.
  if (simplex && options.includes("Duplex") && !inputs.has("duplex")) inputs.set("duplex", simplex);
  return {
    version: VERSION.test(version) ? version : "2.0",
    makeAndModel: (textOf(root, "MakeAndModel") ?? "").slice(0, LONGEST_NAME),
    uuid: findUuid(textOf(root, "UUID")),
    inputs,
    detectsDoubleFeed: options.some((option) => /multi-?pick|double-?feed/i.test(option)),
  };
}

/** @returns in lower case */
export function findUuid(text: string | undefined): string | undefined {
  return UUID.exec(text ?? "")?.[0].toLowerCase();
}

export function toScannerCapabilities({ inputs, detectsDoubleFeed }: EsclCapabilities): ScannerCapabilities {
  const all = [...inputs.values()];
  const ranges = all.flatMap(({ resolutionRangeDpi }) => resolutionRangeDpi ?? []);
  const resolutions = new Set(all.flatMap(({ resolutionsDpi }) => resolutionsDpi));
  const sizes = Object.keys(SHEET_SIZES) as (keyof typeof SHEET_SIZES)[];
  return {
    sources: [...inputs.keys()],
    colourModes: COLOUR_MODES.filter((mode) => all.some(({ colourModes }) => colourModes.includes(mode))),
    resolutionsDpi: [...resolutions].sort((a, b) => a - b),
    resolutionRangeDpi:
      ranges.length === 0
        ? null
        : { min: Math.min(...ranges.map(({ min }) => min)), max: Math.max(...ranges.map(({ max }) => max)) },
    pageSizes: [...sizes.filter((size) => all.some((input) => sizeOn(input, size))), "largest"],
    hasOwnDialog: false,
    detectsDoubleFeed,
  };
}

/** In 300ths of an inch, cut to what the device sees; null when the page does not fit. */
export function sizeOn(input: EsclInput, pageSize: PageSize): { width: number; height: number } | null {
  if (pageSize === "largest") return { width: input.width.max, height: input.height.max };
  const { widthMm, heightMm } = SHEET_SIZES[pageSize];
  const width = fit(widthMm, input.width);
  const height = fit(heightMm, input.height);
  return width !== null && height !== null ? { width, height } : null;
}

function fit(mm: number, { min, max }: Span): number | null {
  const units = Math.round(mm / MM_PER_UNIT);
  if (units > max + SIZE_TOLERANCE_MM / MM_PER_UNIT || units < min) return null;
  return Math.min(units, max);
}

function readInput(root: unknown, node: unknown): EsclInput {
  const own = childrenOf(node, "SettingProfiles", "SettingProfile");
  // A profile may only name one that stands at the top.
  const hasModes = own.some((profile) => childrenOf(profile, "ColorModes").length > 0);
  const profiles = hasModes ? own : childrenOf(root, "SettingProfiles", "SettingProfile");
  const all = (...path: string[]) => profiles.flatMap((profile) => childrenOf(profile, ...path));
  const words = new Set(all("ColorModes", "ColorMode"));
  const resolutions = all("SupportedResolutions", "DiscreteResolutions", "DiscreteResolution");
  // AirSane closes the range before it has begun and lets its ends follow.
  const ranges = [...all("SupportedResolutions", "ResolutionRange"), ...all("SupportedResolutions")];
  const formats = [...all("DocumentFormats", "DocumentFormatExt"), ...all("DocumentFormats", "DocumentFormat")];
  return {
    width: readSpan(node, "Width"),
    height: readSpan(node, "Height"),
    colourModes: COLOUR_MODES.filter((mode) => words.has(COLOUR_WORDS[mode])),
    resolutionsDpi: [...new Set(resolutions.flatMap(readResolution))],
    resolutionRangeDpi: ranges.flatMap(readRange)[0] ?? null,
    formats: [...new Set(formats.map(String))],
  };
}

function readSpan(node: unknown, side: "Width" | "Height"): Span {
  const max = numberOf(node, `Max${side}`) ?? 0;
  const min = numberOf(node, `Min${side}`) ?? 0;
  const isBelievable = max > 0 && max <= LARGEST_UNITS;
  return {
    min: min > 0 && min < max ? Math.ceil(min) : 1,
    max: isBelievable ? Math.floor(max) : A4_UNITS[side === "Width" ? "width" : "height"],
  };
}

// Only equal resolutions both ways: everything else would distort the page.
function readResolution(node: unknown): number[] {
  const x = numberOf(node, "XResolution");
  return x !== undefined && x === numberOf(node, "YResolution") && isResolution(x) ? [x] : [];
}

function readRange(node: unknown): { min: number; max: number; step: number }[] {
  const [min, max] = [numberOf(node, "XResolutionRange", "Min"), numberOf(node, "XResolutionRange", "Max")];
  if (min === undefined || max === undefined || min > max || max < LOWEST_DPI || min > HIGHEST_DPI) return [];
  const step = numberOf(node, "XResolutionRange", "Step") ?? 1;
  return [{ min: Math.max(min, LOWEST_DPI), max: Math.min(max, HIGHEST_DPI), step: step > 0 ? Math.ceil(step) : 1 }];
}

function isResolution(dpi: number): boolean {
  return Number.isInteger(dpi) && dpi >= LOWEST_DPI && dpi <= HIGHEST_DPI;
}
