// Settings that a device can do, as near as it can to what is wanted.
import type { ColourMode, PageSize, ScannerCapabilities, ScanSettings } from "../../shared/contract";

/** What the device does not offer becomes the first (for the resolution: the next higher) that it does. */
export function fitSettings(offers: ScannerCapabilities, base: ScanSettings): ScanSettings {
  const { sources, colourModes } = offers;
  const colours: readonly ColourMode[] = colourModes;
  return {
    ...base,
    source: sources.includes(base.source) ? base.source : (sources[0] ?? base.source),
    colourMode: colours.includes(base.colourMode) ? base.colourMode : (colours[0] ?? base.colourMode),
    pageSize: fitPageSize(offers, base.pageSize),
    resolutionDpi: enoughResolution(offers, base.resolutionDpi),
    usesOwnDialog: base.usesOwnDialog && offers.hasOwnDialog,
  };
}

/** A glass that is smaller than the paper is used whole; nothing is cut to a card by itself. */
function fitPageSize({ pageSizes }: ScannerCapabilities, wanted: PageSize): PageSize {
  if (pageSizes.length === 0 || pageSizes.includes(wanted)) return wanted;
  return pageSizes.includes("largest") ? "largest" : (pageSizes[0] ?? wanted);
}

/** Of those that the device offers the lowest that is enough, else its highest; the wanted one where it says nothing. */
export function enoughResolution(offers: ScannerCapabilities, wantedDpi: number): number {
  const { resolutionsDpi, resolutionRangeDpi: range } = offers;
  if (range) return Math.round(Math.min(range.max, Math.max(range.min, wantedDpi)));
  const enough = resolutionsDpi.filter((dpi) => dpi >= wantedDpi);
  if (enough.length > 0) return Math.min(...enough);
  return resolutionsDpi.length > 0 ? Math.max(...resolutionsDpi) : wantedDpi;
}
