// Finds a photographed page on a darker desk. What is not certain is left as it is: writing must never be cut off.
import { closeSmallGaps, findPageCorners, type Grey, type PointPx } from "../../../../../shared/vision";
import { aspectOf, isConvex, seemingHeight, seemingWidth, squareToQuad, type Quad } from "../homography";
import { findSheet, MM_PER_INCH } from "../sheet-sizes";
import { reduce } from "./direction";
import { apply, compose, invert, matrixOf, scaling, type Matrix, type Size } from "./geometry";
import { sharpenSides } from "./page-sides";

const LOOKING_PX = 640;
const MIN_AREA_SHARE = 0.25;
/** The desk right beside the page must be so much darker than the page. */
const DESK_SHARE = 0.78;
/** A page has desk beside it on three sides at least. */
const MIN_SIDES = 3;
/** As light as the page and yet outside it: so much of the surroundings may be. */
const MAX_LIGHT_SHARE = 0.08;
/** Of a side: beside the page, and on it, without its soft edge. */
const BESIDE = 0.025;
/** Its edge is cut off with the page, of its width. */
const RIM = 0.004;

export interface FoundPage {
  /** From the picture to the page set straight. */
  toPage: Matrix;
  size: Size;
  /** Of the page; null when its shape is none of a known sheet. */
  resolutionDpi: number | null;
}

/** @returns null when no page was found with certainty */
export function findPhotographedPage(grey: Grey): FoundPage | null {
  const factor = Math.max(1, Math.floor(Math.max(grey.widthPx, grey.heightPx) / LOOKING_PX));
  const reduced = reduce(grey, factor);
  const corners = hasDeskAround(reduced) ? findPageCorners(reduced) : null;
  if (!corners) return null;
  const small = closeSmallGaps(reduced);
  const rough = corners.map(({ x, y }) => ({ x: x * small.widthPx, y: y * small.heightPx })) as unknown as Quad;
  const quad = isConvex(rough) ? sharpenSides(small, rough) : rough;
  if (!isConvex(quad) || !isCertain(small, quad)) return null;
  const enlarged = quad.map(({ x, y }) => ({ x: x * factor, y: y * factor })) as unknown as Quad;
  return straightened(withoutRim(enlarged), grey);
}

function straightened(quad: Quad, { widthPx, heightPx }: Size): FoundPage {
  const aspect = aspectOf(quad, { x: widthPx / 2, y: heightPx / 2 });
  const width = Math.max(seemingWidth(quad), seemingHeight(quad) * aspect);
  const size = { widthPx: Math.round(width), heightPx: Math.round(width / aspect) };
  const sheet = findSheet(aspect);
  const toPage = compose(scaling(size.widthPx, size.heightPx), invert(matrixOf(squareToQuad(quad))));
  return { toPage, size, resolutionDpi: sheet ? (width / sheet.widthMm) * MM_PER_INCH : null };
}

function withoutRim(quad: Quad): Quad {
  const page = matrixOf(squareToQuad(quad));
  const inner = [
    { x: RIM, y: RIM },
    { x: 1 - RIM, y: RIM },
    { x: 1 - RIM, y: 1 - RIM },
    { x: RIM, y: 1 - RIM },
  ];
  return inner.map((corner) => apply(page, corner)) as unknown as Quad;
}

/** Whether the picture is darker along its rim than it is as a whole: a scan is not, and has not to be looked at closely. */
function hasDeskAround({ data, widthPx, heightPx }: Grey): boolean {
  const levels = (count: number, place: (k: number) => number) =>
    Array.from({ length: count >> 2 }, (_, k) => data[place(4 * k)] ?? 0);
  const all = levels(data.length, (k) => k).sort((a, b) => a - b);
  const light = (all[Math.floor(all.length * 0.75)] ?? 0) * DESK_SHARE;
  const sides = [
    levels(widthPx, (x) => 2 * widthPx + x),
    levels(widthPx, (x) => (heightPx - 3) * widthPx + x),
    levels(heightPx, (y) => y * widthPx + 2),
    levels(heightPx, (y) => (y + 1) * widthPx - 3),
  ];
  return sides.filter((side) => median(side) < light).length >= MIN_SIDES;
}

function isCertain(small: Grey, quad: Quad): boolean {
  const page = matrixOf(squareToQuad(quad));
  const area = seemingWidth(quad) * seemingHeight(quad);
  if (area < MIN_AREA_SHARE * small.data.length) return false;
  const sides = SIDES.filter((side) => isDarkBeside(small, page, side));
  return sides.length >= MIN_SIDES && lightShareOutside(small, page) <= MAX_LIGHT_SHARE;
}

/** Points along a side of the unit square, `out` beyond it. */
type Side = (along: number, out: number) => PointPx;
const SIDES: readonly Side[] = [
  (along, out) => ({ x: along, y: -out }),
  (along, out) => ({ x: 1 + out, y: along }),
  (along, out) => ({ x: along, y: 1 + out }),
  (along, out) => ({ x: -out, y: along }),
];
const ALONG = Array.from({ length: 33 }, (_, index) => 0.1 + (0.8 * index) / 32);

function isDarkBeside(small: Grey, page: Matrix, side: Side): boolean {
  const outside = levelsBeside(small, page, { side, out: BESIDE });
  const inside = levelsBeside(small, page, { side, out: -BESIDE });
  if (outside.length < ALONG.length / 2) return false;
  return median(outside) < DESK_SHARE * median(inside);
}

function levelsBeside(small: Grey, page: Matrix, { side, out }: { side: Side; out: number }): number[] {
  return ALONG.flatMap((along) => levelAt(small, apply(page, side(along, out))) ?? []);
}

/** Of all that lies around the page, as light as it. */
function lightShareOutside(small: Grey, page: Matrix): number {
  const toPage = invert(page);
  const inside: number[] = [];
  const outside: number[] = [];
  for (let y = 2; y < small.heightPx; y += 4) {
    for (let x = 2; x < small.widthPx; x += 4) {
      const { x: u, y: v } = apply(toPage, { x: x + 0.5, y: y + 0.5 });
      const beyond = Math.max(-u, u - 1, -v, v - 1);
      if (beyond < -BESIDE) inside.push(small.data[y * small.widthPx + x] ?? 0);
      else if (beyond > BESIDE / 2) outside.push(small.data[y * small.widthPx + x] ?? 0);
    }
  }
  const light = median(inside) * 0.85;
  return outside.filter((level) => level > light).length / Math.max(1, outside.length);
}

function levelAt({ data, widthPx, heightPx }: Grey, { x, y }: PointPx): number | undefined {
  if (x < 0 || y < 0 || x >= widthPx || y >= heightPx) return undefined;
  return data[Math.floor(y) * widthPx + Math.floor(x)];
}

function median(levels: readonly number[]): number {
  return levels.toSorted((a, b) => a - b)[levels.length >> 1] ?? 0;
}
