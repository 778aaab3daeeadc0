// Measures how a page looks, on one reduced grey copy of it.
import type { PageMetrics, QuarterTurns } from "../protocol";
import type { Images } from "./images";
import { isBlankPage } from "./look/blank";
import { findComponents } from "./look/components";
import { findCutSides } from "./look/cut-sides";
import { findInk } from "./look/ink";
import { findDirection } from "./look/lines-of-writing";
import { edgeWidthPx } from "./look/sharpness";
import { MM_PER_INCH } from "./sheet-sizes";

/** Letters are still letters, and JPEG files of 300 dpi are decoded at half their size at once. */
const WORKING_DPI = 150;
/** A4 at 150 dpi has 1754; a picture that claims a resolution far too low is not taken at its word. */
const MAX_WORKING_PX = 2600;

interface Inspected {
  bytes: Uint8Array;
  resolutionDpi: number;
  quarterTurns: QuarterTurns;
}

export function inspect(images: Images, { bytes, resolutionDpi, quarterTurns }: Inspected): PageMetrics {
  const { widthPx, heightPx } = images.sizeOf(bytes);
  const longerPx = Math.max(widthPx, heightPx);
  const scale = Math.min(1, WORKING_DPI / resolutionDpi, MAX_WORKING_PX / longerPx);
  const grey = images.grey(bytes, Math.max(1, Math.round(longerPx * scale)), quarterTurns);
  const pxPerMm = (resolutionDpi * scale) / MM_PER_INCH;
  const ink = findInk(grey, pxPerMm);
  const components = findComponents(ink.mask, grey.widthPx, grey.heightPx);
  const edgePx = ink.contrast === null ? null : edgeWidthPx(grey, ink.contrast);
  return {
    isBlank: isBlankPage(grey, pxPerMm),
    ...findDirection(ink, components, pxPerMm),
    edgeWidthMm: edgePx === null ? null : edgePx / pxPerMm,
    paperLevel: ink.paperLevel,
    inkContrast: ink.contrast,
    cutSides: findCutSides(components.list, { widthPx: grey.widthPx, heightPx: grey.heightPx, pxPerMm }),
  };
}
