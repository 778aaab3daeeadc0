// How the lines of writing run: skew and orientation from where letters begin and end.
import type { QuarterTurns } from "../../protocol";
import type { Component, Components } from "./components";
import type { Ink } from "./ink";

export interface Direction {
  /** Clockwise, of the lines as they lie; null when there are too few letters. */
  skewDegrees: number | null;
  uprightTurns: QuarterTurns | null;
}

/** Where ink meets paper: along the bottom, top, left or right of letters. */
interface Edges {
  x: Int32Array;
  y: Int32Array;
  count: number;
}

const LETTER_MM = { min: 0.7, maxAcross: 8, maxAlong: 30 };
const MIN_LETTERS = 25;
/** Fewer may happen to have their accents below: of fewer letters it is not said how they stand. */
const MIN_STANDING_LETTERS = 120;
const MAX_SKEW = 10;
const COARSE_STEP = 0.5;
const FINE_STEP = 0.05;
/** Lines that lie across are seen this much more clearly than down before the page is called turned by a quarter. */
const QUARTER_RATIO = 1.6;
/**
 * Vietnamese writing stands on a sharp line, and its accents make the upper rim ragged: the sharper rim is the lower one.
 * Between these ratios nothing is said.
 */
const HALF_RATIO = 1.17;

export function findDirection(ink: Ink, { labels, list }: Components, pxPerMm: number): Direction {
  // By label: labels begin with 1.
  const isLetter = Uint8Array.from([0, ...list.map((component) => (looksLikeLetter(component, pxPerMm) ? 1 : 0))]);
  const letters = isLetter.reduce((sum, one) => sum + one, 0);
  const direction = letters < MIN_LETTERS ? null : directionOf(lettersOf(labels, isLetter), ink);
  if (!direction) return { skewDegrees: null, uprightTurns: null };
  return letters < MIN_STANDING_LETTERS ? { ...direction, uprightTurns: null } : direction;
}

function directionOf(letters: Uint8Array, ink: Ink): Direction {
  const rims = findRims(letters, ink.widthPx);
  const span = ink.widthPx + ink.heightPx;
  const rows = sharpestLines(rims.bottom, span);
  const columns = sharpestLines(rims.right, span);
  if (rows.sharpness >= columns.sharpness) {
    const upright = chooseHalf(rows.sharpness / sharpnessAt(rims.top, rows.degrees, span));
    const isClear = rows.sharpness > QUARTER_RATIO * columns.sharpness;
    return { skewDegrees: rows.degrees, uprightTurns: isClear ? upright : null };
  }
  const half = chooseHalf(columns.sharpness / sharpnessAt(rims.left, columns.degrees, span));
  const isClear = columns.sharpness > QUARTER_RATIO * rows.sharpness;
  // Letters that stand on their right side are set upright by one turn clockwise.
  const upright = half === null ? null : half === 0 ? 1 : 3;
  // Seen from the side, a turn clockwise looks like one the other way round.
  return { skewDegrees: -columns.degrees, uprightTurns: isClear ? upright : null };
}

function chooseHalf(lowerToUpper: number): 0 | 2 | null {
  if (lowerToUpper > HALF_RATIO) return 0;
  return lowerToUpper < 1 / HALF_RATIO ? 2 : null;
}

function looksLikeLetter({ left, right, top, bottom }: Component, pxPerMm: number): boolean {
  const sides = [right - left + 1, bottom - top + 1].map((px) => px / pxPerMm);
  const longer = Math.max(...sides);
  return longer >= LETTER_MM.min && longer <= LETTER_MM.maxAlong && Math.min(...sides) <= LETTER_MM.maxAcross;
}

type Rims = Record<"top" | "bottom" | "left" | "right", Edges>;

function lettersOf(labels: Int32Array, isLetter: Uint8Array): Uint8Array {
  const mask = new Uint8Array(labels.length);
  for (let i = 0; i < labels.length; i++) mask[i] = isLetter[labels[i] ?? 0] ?? 0;
  return mask;
}

/** For left and right, x and y change places: then their lines too run across. */
function findRims(mask: Uint8Array, widthPx: number): Rims {
  const make = (): Edges => ({ x: new Int32Array(mask.length >> 3), y: new Int32Array(mask.length >> 3), count: 0 });
  const rims: Rims = { top: make(), bottom: make(), left: make(), right: make() };
  for (let at = widthPx + 1; at < mask.length - widthPx - 1; at++) {
    if (mask[at] !== 1) continue;
    const y = Math.floor(at / widthPx);
    const x = at - y * widthPx;
    if (mask[at - widthPx] !== 1) add(rims.top, x, y);
    if (mask[at + widthPx] !== 1) add(rims.bottom, x, y);
    if (mask[at - 1] !== 1) add(rims.left, y, x);
    if (mask[at + 1] !== 1) add(rims.right, y, x);
  }
  return rims;
}

function add(edges: Edges, x: number, y: number): void {
  if (edges.count === edges.x.length) return;
  edges.x[edges.count] = x;
  edges.y[edges.count++] = y;
}

function sharpestLines(edges: Edges, span: number): { degrees: number; sharpness: number } {
  let best = { degrees: 0, sharpness: sharpnessAt(edges, 0, span) };
  const look = (from: number, to: number, step: number) => {
    for (let degrees = from; degrees <= to + step / 2; degrees += step) {
      const sharpness = sharpnessAt(edges, degrees, span);
      if (sharpness > best.sharpness) best = { degrees, sharpness };
    }
  };
  look(-MAX_SKEW, MAX_SKEW, COARSE_STEP);
  look(best.degrees - COARSE_STEP, best.degrees + COARSE_STEP, FINE_STEP);
  return best;
}

/** How unevenly edges are spread over parallel lines at this angle: sum of squared differences, per edge. */
function sharpnessAt({ x, y, count }: Edges, degrees: number, span: number): number {
  if (count === 0) return 0;
  const slope = Math.tan((degrees * Math.PI) / 180);
  const lines = new Int32Array(2 * span);
  for (let i = 0; i < count; i += 2) {
    const line = Math.round((y[i] ?? 0) - (x[i] ?? 0) * slope) + span;
    lines[line] = (lines[line] ?? 0) + 1;
  }
  let sum = 0;
  for (let line = 1; line < lines.length; line++) sum += ((lines[line] ?? 0) - (lines[line - 1] ?? 0)) ** 2;
  return sum / count;
}
