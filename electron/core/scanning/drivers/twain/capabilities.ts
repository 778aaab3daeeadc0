// What a TWAIN source says about itself, in the program's words, and the program's settings in TWAIN's.
import type { ColourMode, PageSize, ScannerCapabilities, ScanSettings } from "../../../../../shared/contract";
import { DomainError } from "../../../../../shared/errors";
import { SHEET_SIZES, sizesWithin } from "../../page-size";
import type { HelperCapabilities, HelperSettings } from "./protocol";

/** TWPT. */
const PIXEL_TYPES: Readonly<Record<ColourMode, number>> = { black_white: 0, grey: 1, colour: 2 };
const COLOUR_MODES: readonly ColourMode[] = ["colour", "grey", "black_white"];
/** TWSS; cards have no code of their own everywhere and are asked for by their measures. */
const PAPER_CODES: Readonly<Record<Exclude<PageSize, "largest">, number>> = {
  a4: 1,
  a5: 5,
  a3: 11,
  letter: 3,
  card: -1,
};
const OWN_OPTIONS: Readonly<Record<string, readonly string[]>> = { transfer: ["native", "memory"] };

export function toCapabilities(told: HelperCapabilities): ScannerCapabilities {
  const sources = [
    ...(told.hasFlatbed ? (["flatbed"] as const) : []),
    ...(told.hasFeeder ? (["feeder"] as const) : []),
    ...(told.hasDuplex ? (["duplex"] as const) : []),
  ];
  return {
    sources,
    colourModes: COLOUR_MODES.filter((mode) => told.pixelTypes.includes(PIXEL_TYPES[mode])),
    resolutionsDpi: told.resolutions.filter(Number.isInteger),
    resolutionRangeDpi: told.resolutionRange,
    pageSizes: pageSizes(told),
    hasOwnDialog: true,
    detectsDoubleFeed: told.detectsDoubleFeed,
  };
}

function pageSizes({ largestMm, paperCodes }: HelperCapabilities): PageSize[] {
  const within = largestMm ? sizesWithin({ widthMm: largestMm.width, heightMm: largestMm.height }) : [];
  const names = Object.keys(PAPER_CODES) as (keyof typeof PAPER_CODES)[];
  return [...names.filter((name) => within.includes(name) || paperCodes.includes(PAPER_CODES[name])), "largest"];
}

/** @throws DomainError SCANNER_OPTION_INVALID {option, value} for options that this driver does not have */
export function toHelperSettings(settings: ScanSettings): HelperSettings {
  for (const [option, value] of Object.entries(settings.vendorOptions))
    if (!OWN_OPTIONS[option]?.includes(value)) throw new DomainError("SCANNER_OPTION_INVALID", { option, value });
  const { source, colourMode, resolutionDpi, pageSize } = settings;
  return {
    source,
    pixelType: PIXEL_TYPES[colourMode],
    resolutionDpi,
    paper: pageSize === "largest" ? null : { code: PAPER_CODES[pageSize], ...SHEET_SIZES[pageSize] },
    // Every source must be able to hand over a whole bitmap; rows are the exception that has to be asked for.
    transfer: settings.vendorOptions["transfer"] === "memory" ? "memory" : "native",
    ownDialog: settings.usesOwnDialog,
    maxPages: settings.maxPages ?? (source === "flatbed" && !settings.usesOwnDialog ? 1 : null),
  };
}
