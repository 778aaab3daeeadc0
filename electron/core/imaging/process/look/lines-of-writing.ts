// How the lines of writing run: skew and orientation from where letters begin and end.
import { valueAt } from "../../../../../shared/vision";
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
const MAX_SKEW = 10;
const COARSE_STEP = 0.5;
const FINE_STEP = 0.05;
/** Lines that lie across are seen this much more clearly than down before the page is called turned by a quarter. */
const QUARTER_RATIO = 1.6;
/**
 * Vietnamese writing stands on a sharp line, and its accents make the upper rim ragged: the sharper rim is the lower one.
 * Between these ratios nothing is said.
 */
const HALF_RATIO = 1.25;

export function findDirection(ink: Ink, { labels, list }: Components, pxPerMm: number): Direction {
  const isLetter = list.map((component) => looksLikeLetter(component, pxPerMm));
  if (isLetter.filter(Boolean).length < MIN_LETTERS) return { skewDegrees: null, uprightTurns: null };
  const letters = { ...ink, mask: labels.map((label) => (label > 0 && isLetter[label - 1] ? 1 : 0)) };
  const rows = sharpestLines(findEdges(letters, "bottom"), ink.widthPx + ink.heightPx);
  const columns = sharpestLines(findEdges(letters, "right"), ink.widthPx + ink.heightPx);
  if (rows.sharpness >= columns.sharpness) {
    const tops = sharpnessAt(findEdges(letters, "top"), rows.degrees, ink.widthPx + ink.heightPx);
    const upright = chooseHalf(rows.sharpness / tops);
    const isClear = rows.sharpness > QUARTER_RATIO * columns.sharpness;
    return { skewDegrees: rows.degrees, uprightTurns: isClear ? upright : null };
  }
  const lefts = sharpnessAt(findEdges(letters, "left"), columns.degrees, ink.widthPx + ink.heightPx);
  const half = chooseHalf(columns.sharpness / lefts);
  const isClear = columns.sharpness > QUARTER_RATIO * rows.sharpness;
  // Letters that stand on their right side are set upright by one turn clockwise.
  const upright = half === null ? null : half === 0 ? 1 : 3;
  return { skewDegrees: columns.degrees, uprightTurns: isClear ? upright : null };
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

type Rim = "top" | "bottom" | "left" | "right";

/** For left and right, x and y change places: then their lines too run across. */
function findEdges({ mask, widthPx, heightPx }: Ink, rim: Rim): Edges {
  const beside = { top: -widthPx, bottom: widthPx, left: -1, right: 1 }[rim];
  const swaps = rim === "left" || rim === "right";
  const x = new Int32Array(mask.length >> 3);
  const y = new Int32Array(mask.length >> 3);
  let count = 0;
  for (let row = 1; row < heightPx - 1; row++) {
    for (let column = 1, i = row * widthPx + 1; column < widthPx - 1; column++, i++) {
      if (mask[i] !== 1 || mask[i + beside] === 1 || count === x.length) continue;
      x[count] = swaps ? row : column;
      y[count++] = swaps ? column : row;
    }
  }
  return { x, y, count };
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
    const line = Math.round(valueAt(y, i) - valueAt(x, i) * slope) + span;
    lines[line] = valueAt(lines, line) + 1;
  }
  let sum = 0;
  for (let line = 1; line < lines.length; line++) sum += (valueAt(lines, line) - valueAt(lines, line - 1)) ** 2;
  return sum / count;
}
