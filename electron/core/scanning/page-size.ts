// Sizes of the sheets that drivers ask their devices for.
import type { PageSize } from "../../../shared/contract";

export interface SheetSize {
  widthMm: number;
  heightMm: number;
}

/** Upright; ISO 216, ANSI/ASME Y14.1, and ISO/IEC 7810 ID-1 for cards, which lie across. */
export const SHEET_SIZES: Readonly<Record<Exclude<PageSize, "largest">, SheetSize>> = {
  a4: { widthMm: 210, heightMm: 297 },
  a5: { widthMm: 148, heightMm: 210 },
  a3: { widthMm: 297, heightMm: 420 },
  letter: { widthMm: 215.9, heightMm: 279.4 },
  card: { widthMm: 85.6, heightMm: 53.98 },
};

/** Devices state their own reach in rounded units: 296.9 mm is A4. */
const TOLERANCE_MM = 3;

/** What fits onto a glass or through a feeder of this size, and all that it can see. */
export function sizesWithin(reach: SheetSize): PageSize[] {
  const names = Object.keys(SHEET_SIZES) as (keyof typeof SHEET_SIZES)[];
  return [...names.filter((name) => isWithin(SHEET_SIZES[name], reach)), "largest"];
}

function isWithin(sheet: SheetSize, reach: SheetSize): boolean {
  return sheet.widthMm <= reach.widthMm + TOLERANCE_MM && sheet.heightMm <= reach.heightMm + TOLERANCE_MM;
}
