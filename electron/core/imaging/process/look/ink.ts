// Tells ink from paper, however the light falls: each pixel is held against the paper around it.
import type { Grey } from "../../../../../shared/vision";

export interface Ink {
  widthPx: number;
  heightPx: number;
  /** 1 where there is ink. */
  mask: Uint8Array;
  /** Grey of the paper, and how much darker the ink is (null: no ink). */
  paperLevel: number;
  contrast: number | null;
  /** Of the paper's grain, in grey levels. */
  noise: number;
}

interface Paper {
  columns: number;
  blockPx: number;
  levels: Uint8Array;
}

/** Wider than the stroke of the largest heading, so that each block shows some paper. */
const BLOCK_MM = 4;
/** The share of a block that may be lighter than its paper: glare and sharpening. */
const LIGHTEST_SHARE = 0.15;
/** Below this many grey levels a difference is grain, not ink. */
export const MIN_INK_CONTRAST = 22;
/** Of the darkest ink of the page: strokes thin out towards their rim. */
const INK_SHARE = 0.45;
const NOISES = 4.5;
const MIN_INK_PX = 40;
/** Of the lightest paper: shadows keep that much of the light, a black lid does not. */
const LIT_SHARE = 0.4;

/** @param pxPerMm of the picture */
export function findInk(grey: Grey, pxPerMm: number): Ink {
  const { data, widthPx, heightPx } = grey;
  const paper = findPaper(grey, Math.max(4, Math.round(BLOCK_MM * pxPerMm)));
  const darker = darknessOf(grey, paper);
  const noise = grainOf(grey);
  const weakest = Math.max(MIN_INK_CONTRAST, NOISES * noise);
  const contrast = typicalContrast(darker, weakest);
  const threshold = contrast === null ? weakest : Math.max(weakest, INK_SHARE * contrast);
  const mask = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) if ((darker[i] ?? 0) >= threshold) mask[i] = 1;
  return { widthPx, heightPx, mask, paperLevel: typicalPaper(paper.levels), contrast, noise };
}

/** The paper of each block is at least nearly as light as that of its neighbours: a block may be covered by a picture. */
export function findPaper(grey: Grey, blockPx: number): Paper {
  const columns = Math.ceil(grey.widthPx / blockPx);
  const rows = Math.ceil(grey.heightPx / blockPx);
  const own = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      own[row * columns + column] = lightOf(grey, { left: column * blockPx, top: row * blockPx, blockPx });
  const levels = own.map((level, index) => {
    const around = neighbours(own, columns, index);
    return Math.max(level, around[around.length >> 1] ?? 0);
  });
  return { columns, blockPx, levels };
}

/** How much darker than its paper each pixel is, 0–255. */
export function darknessOf({ data, widthPx, heightPx }: Grey, paper: Paper): Uint8Array {
  const darker = new Uint8Array(data.length);
  for (let y = 0, i = 0; y < heightPx; y++) {
    const row = Math.floor(y / paper.blockPx) * paper.columns;
    for (let x = 0; x < widthPx; x++, i++) {
      const difference = (paper.levels[row + Math.floor(x / paper.blockPx)] ?? 0) - (data[i] ?? 0);
      if (difference > 0) darker[i] = difference;
    }
  }
  return darker;
}

/** Standard deviation of the grain. @see Immerkær, "Fast noise variance estimation", 1996 */
export function grainOf({ data, widthPx, heightPx }: Grey): number {
  let sum = 0;
  let count = 0;
  for (let y = 2; y < heightPx - 2; y += 5) {
    for (let x = 2; x < widthPx - 2; x += 5) {
      const strength = Math.abs(laplaceAt(data, y * widthPx + x, widthPx));
      // Edges of letters are no grain.
      if (strength > 120) continue;
      sum += strength;
      count++;
    }
  }
  return count === 0 ? 0 : (Math.sqrt(Math.PI / 2) * sum) / (6 * count);
}

function laplaceAt(data: Uint8Array, i: number, width: number): number {
  const corners =
    (data[i - width - 1] ?? 0) + (data[i - width + 1] ?? 0) + (data[i + width - 1] ?? 0) + (data[i + width + 1] ?? 0);
  const sides = (data[i - width] ?? 0) + (data[i + width] ?? 0) + (data[i - 1] ?? 0) + (data[i + 1] ?? 0);
  return corners - 2 * sides + 4 * (data[i] ?? 0);
}

function lightOf(grey: Grey, { left, top, blockPx }: { left: number; top: number; blockPx: number }): number {
  const counts = new Uint16Array(256);
  const right = Math.min(grey.widthPx, left + blockPx);
  const bottom = Math.min(grey.heightPx, top + blockPx);
  let seen = 0;
  for (let y = top; y < bottom; y += 2) {
    for (let x = left, i = y * grey.widthPx + left; x < right; x += 2, i += 2, seen++) {
      const level = grey.data[i] ?? 0;
      counts[level] = (counts[level] ?? 0) + 1;
    }
  }
  let lighter = 0;
  let level = 255;
  while (level > 0 && (lighter += counts[level] ?? 0) <= seen * LIGHTEST_SHARE) level--;
  return level;
}

function neighbours(levels: Uint8Array, columns: number, index: number): number[] {
  const column = index % columns;
  const around: number[] = [];
  for (let dy = -2; dy <= 2; dy++) {
    for (let dx = Math.max(-2, -column); dx <= Math.min(2, columns - 1 - column); dx++) {
      const level = levels[index + dy * columns + dx];
      if (level !== undefined) around.push(level);
    }
  }
  return around.sort((a, b) => a - b);
}

/** Of the upper fifth of what is darker than grain. */
function typicalContrast(darker: Uint8Array, weakest: number): number | null {
  const counts = new Uint32Array(256);
  for (let i = 0; i < darker.length; i++) counts[darker[i] ?? 0] = (counts[darker[i] ?? 0] ?? 0) + 1;
  const ink = counts.reduce((sum, count, level) => (level >= weakest ? sum + count : sum), 0);
  if (ink < MIN_INK_PX) return null;
  let seen = 0;
  let level = 255;
  while (level > 0 && (seen += counts[level] ?? 0) < ink * 0.2) level--;
  return level;
}

/** Of what lies on the scanner's glass, not of a dark lid around it. */
function typicalPaper(levels: Uint8Array): number {
  const sorted = levels.toSorted();
  const light = (sorted[Math.floor(sorted.length * 0.97)] ?? 0) * LIT_SHARE;
  const lit = sorted.filter((level) => level >= light);
  return lit[lit.length >> 1] ?? 0;
}
