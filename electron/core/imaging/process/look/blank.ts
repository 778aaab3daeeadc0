// Tells whether there is nothing on a page. Whatever could be writing, a signature or a stamp makes it not blank.
import { halve, type Grey } from "../../../../../shared/vision";
import { findComponents, type Component } from "./components";
import { darknessOf, findPaper, grainOf } from "./ink";

/** Shadows of the rim and of the feeder's rollers. */
const RIM_MM = 7;
/** Fainter marks show through from the other side, or are grain. */
const FAINTEST = 14;
const NOISES = 5;
/** Anything of this extent is content, unless it is a punched hole; smaller things are dust. */
const DUST_MM = 0.9;
/** So many specks are no dust: the dots of a leader, a faded line. */
const MAX_SPECKS = 60;
const HOLE_MM = { min: 3.5, max: 9 };
const HOLE_WITHIN_MM = 22;
/** Paper that is darker than the rest over a whole block: a picture, a colour, a shadow. */
const EVEN_PAPER_SHARE = 0.86;
/** Darker than any paper: a lid that stood open, a lamp that failed. Somebody has to look at it. */
const DARKEST_PAPER = 110;
const BLOCK_MM = 6;

export function isBlankPage(grey: Grey, pxPerMm: number): boolean {
  const small = halve(grey);
  const scale = pxPerMm / 2;
  const inner = cropRim(small, Math.round(RIM_MM * scale));
  if (inner.widthPx < 20 || inner.heightPx < 20) return false;
  const paper = findPaper(inner, Math.max(4, Math.round(BLOCK_MM * scale)));
  const lightest = paper.levels.toSorted()[Math.floor(paper.levels.length * 0.9)] ?? 0;
  if (lightest < DARKEST_PAPER || paper.levels.some((level) => level < EVEN_PAPER_SHARE * lightest)) return false;
  const weakest = Math.max(FAINTEST, NOISES * grainOf(inner));
  const mask = darknessOf(inner, paper).map((level) => (level >= weakest ? 1 : 0));
  const { list } = findComponents(mask, inner.widthPx, inner.heightPx);
  const marks = list.filter((component) => !isHole(component, inner, scale));
  if (marks.some((component) => extentOf(component) / scale > DUST_MM)) return false;
  return marks.filter((component) => component.pixels > 1).length <= MAX_SPECKS;
}

function cropRim({ data, widthPx, heightPx }: Grey, rim: number): Grey {
  const width = Math.max(0, widthPx - 2 * rim);
  const height = Math.max(0, heightPx - 2 * rim);
  const inner = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (y + rim) * widthPx + rim;
    inner.set(data.subarray(from, from + width), y * width);
  }
  return { data: inner, widthPx: width, heightPx: height };
}

/** Round, full, of the size of a punched hole, and near an edge. */
function isHole(component: Component, { widthPx, heightPx }: Grey, scale: number): boolean {
  const { left, right, top, bottom, pixels } = component;
  const width = right - left + 1;
  const height = bottom - top + 1;
  const isRound = Math.abs(width - height) <= 0.2 * Math.max(width, height);
  const isFull = pixels / (width * height) > 0.68;
  const isOfSize = width / scale >= HOLE_MM.min && width / scale <= HOLE_MM.max;
  const gap = Math.min(left, top, widthPx - right, heightPx - bottom) / scale;
  return isRound && isFull && isOfSize && gap <= HOLE_WITHIN_MM - RIM_MM;
}

function extentOf({ left, right, top, bottom }: Component): number {
  return Math.max(right - left, bottom - top) + 1;
}
