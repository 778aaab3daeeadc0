// The patch code that is printed on separator sheets, in numbers that the sheet and its reader share.

/** Width of one bar across the direction of reading. */
export type PatchBar = "narrow" | "wide";

/**
 * Patch T ("transfer"): narrow, wide, narrow, wide, read from the edge of the sheet inwards. Read the other way round it
 * is patch 3, so the sheet carries it at its top and, turned by half, at its bottom.
 * @see Kodak A-61599 "Patch Code Information for Kodak Scanners": bars of 0.20 in and 0.08 in, spaces of 0.08 in, each
 * ± 0.01 in; bars at least 2 in long, 0.25 in from every edge, within 3.75 in of the leading edge
 */
export const PATCH_T: readonly PatchBar[] = ["narrow", "wide", "narrow", "wide"];

export const PATCH_WIDTHS_MM: Readonly<Record<PatchBar, number>> = { narrow: 2.03, wide: 5.08 };
export const PATCH_SPACE_MM = 2.03;

/** How long the bars are on our sheet, and where they stand from its top and bottom edge. */
export const PATCH_LENGTH_MM = 150;
export const PATCH_MARGIN_MM = 10;
