// Evens out the light: each pixel is held against the paper around it, and pale ink becomes dark.
import type { Grey } from "../../../../../shared/vision";
import { medianOfNine } from "./denoise";

/** Wider than a stroke, so that each block shows some paper. */
const BLOCK_MM = 1.4;
/** Darker than this, nothing is paper. */
const DARKEST_PAPER = 24;
const WHITE_FROM = 232;
/** This share of the page is darkest: it becomes black. */
const BLACK_SHARE = 0.006;
const MIN_SPAN = 40;
const SAMPLED_ROWS = 4;

/** The lightest of each block, evened out: what the paper is like there. */
interface Background {
  levels: Uint8Array;
  columns: number;
  rows: number;
  blockPx: number;
}

/** In place. @returns the mean grey of the paper before */
export function flatten(grey: Grey, pxPerMm: number): number {
  const background = findBackground(grey, Math.max(4, Math.round(BLOCK_MM * pxPerMm)));
  const tones = stretch(blackPoint(grey, background));
  for (let y = 0; y < grey.heightPx; y++) flattenRow(grey, y, { background, tones, to: grey.data });
  return Math.round(background.levels.reduce((sum, level) => sum + level, 0) / background.levels.length);
}

function findBackground(grey: Grey, blockPx: number): Background {
  const lightest = blockMaxima(grey, blockPx);
  const levels = blur({
    ...lightest,
    levels: medianOfNine({ data: lightest.levels, widthPx: lightest.columns, heightPx: lightest.rows }),
  });
  return { ...lightest, levels: levels.map((level) => Math.max(DARKEST_PAPER, level)) };
}

function blockMaxima({ data, widthPx, heightPx }: Grey, blockPx: number): Background {
  const columns = Math.ceil(widthPx / blockPx);
  const rows = Math.ceil(heightPx / blockPx);
  const levels = new Uint8Array(columns * rows);
  for (let y = 0; y < heightPx; y++) {
    const line = Math.floor(y / blockPx) * columns;
    for (let column = 0, x = y * widthPx; column < columns; column++) {
      const end = Math.min((y + 1) * widthPx, x + blockPx);
      levels[line + column] = Math.max(levels[line + column] ?? 0, lightestOf(data, x, end));
      x = end;
    }
  }
  return { levels, columns, rows, blockPx };
}

function lightestOf(data: Uint8Array, from: number, end: number): number {
  let lightest = 0;
  for (let i = from; i < end; i++) if ((data[i] ?? 0) > lightest) lightest = data[i] ?? 0;
  return lightest;
}

/** A box of five, twice each way, is close to a bell of two blocks. */
function blur({ levels, columns, rows }: Background): Uint8Array {
  const across = { count: rows, lineStride: columns, length: columns, stride: 1 };
  const down = { count: columns, lineStride: 1, length: rows, stride: columns };
  return [across, across, down, down].reduce(boxOfFive, levels);
}

interface Lines {
  count: number;
  lineStride: number;
  length: number;
  stride: number;
}

function boxOfFive(levels: Uint8Array, { count, lineStride, length, stride }: Lines): Uint8Array {
  const blurred = new Uint8Array(levels.length);
  for (let line = 0; line < count; line++) {
    const level = (k: number) => levels[line * lineStride + Math.min(length - 1, Math.max(0, k)) * stride] ?? 0;
    for (let k = 0; k < length; k++) {
      const sum = level(k - 2) + level(k - 1) + level(k) + level(k + 1) + level(k + 2);
      blurred[line * lineStride + k * stride] = Math.round(sum / 5);
    }
  }
  return blurred;
}

/** After flattening, the grey below which only the darkest of the page lies. */
function blackPoint(grey: Grey, background: Background): number {
  const counts = new Uint32Array(256);
  const row = new Uint8Array(grey.widthPx);
  let sampled = 0;
  for (let y = 0; y < grey.heightPx; y += SAMPLED_ROWS, sampled += row.length) {
    flattenRow(grey, y, { background, tones: UNCHANGED, to: row, start: 0 });
    for (let x = 0; x < row.length; x++) counts[row[x] ?? 0] = (counts[row[x] ?? 0] ?? 0) + 1;
  }
  let seen = 0;
  let level = 0;
  while (level < WHITE_FROM - MIN_SPAN && (seen += counts[level] ?? 0) < sampled * BLACK_SHARE) level++;
  return level;
}

const UNCHANGED = stretchTones(0, 255);

function stretch(black: number): Uint8Array {
  return stretchTones(Math.min(black, WHITE_FROM - MIN_SPAN), WHITE_FROM);
}

function stretchTones(black: number, white: number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, level) =>
    Math.max(0, Math.min(255, Math.round(((level - black) * 255) / (white - black)))),
  );
}

interface RowTarget {
  background: Background;
  tones: Uint8Array;
  to: Uint8Array;
  /** Where the row begins there; where it begins in the picture unless given. */
  start?: number;
}

/** The paper between the middles of blocks is interpolated. */
function flattenRow({ data, widthPx }: Grey, y: number, { background, tones, to, start }: RowTarget): void {
  const { columns, blockPx } = background;
  const gains = gainsAt(background, y);
  const from = y * widthPx;
  const offset = (start ?? from) - from;
  const half = blockPx >> 1;
  for (let block = 0; block <= columns; block++) {
    const left = gains[Math.max(0, block - 1)] ?? 0;
    const step = ((gains[Math.min(columns - 1, block)] ?? 0) - left) / blockPx;
    const end = Math.min(widthPx, block * blockPx + half);
    let x = Math.max(0, (block - 1) * blockPx + half);
    let gain = left + step * (x - (block - 1) * blockPx - half);
    for (; x < end; x++, gain += step) {
      const level = (data[from + x] ?? 0) * gain;
      to[offset + from + x] = tones[level > 255 ? 255 : level | 0] ?? 0;
    }
  }
}

/** By how much each block of this row is made lighter. */
function gainsAt({ levels, columns, rows, blockPx }: Background, y: number): Float64Array {
  const place = Math.min(rows - 1, Math.max(0, (y + 0.5) / blockPx - 0.5));
  const above = Math.floor(place);
  const below = Math.min(rows - 1, above + 1);
  const share = place - above;
  return Float64Array.from({ length: columns }, (_, column) => {
    const level =
      (levels[above * columns + column] ?? 0) * (1 - share) + (levels[below * columns + column] ?? 0) * share;
    return 255 / level;
  });
}
