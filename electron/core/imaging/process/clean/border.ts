// Paints what lies around the page as if it were paper: the scanner's dark lid, the shadow of a thick book.
import type { Grey } from "../../../../../shared/vision";

const BLOCK_MM = 2;
/** Of the page's paper; also writing in bold lets more light through somewhere in a block. */
const DARK_SHARE = 0.5;
/** Of all blocks: less is a crease. */
const MIN_SHARE = 0.002;

/** So much lighter is the paper right beside it: a page that lies half in shadow grows dark little by little. */
const SHARP_EDGE = 1.7;

interface Blocks {
  /** The lightest of each. */
  levels: Uint8Array;
  columns: number;
  rows: number;
  blockPx: number;
}

/** In place. @returns which share of the picture was painted over, 0 when nothing dark lies along its rim */
export function eraseBorder(grey: Grey, pxPerMm: number): number {
  const blocks = lightestOf(grey, Math.max(4, Math.round(BLOCK_MM * pxPerMm)));
  const paper = paperOf(blocks.levels);
  const border = darkAlongRim(blocks, paper * DARK_SHARE);
  const share = border.reduce((sum, one) => sum + one, 0) / border.length;
  if (share < MIN_SHARE || edgeOf(border, blocks) < SHARP_EDGE) return 0;
  border.forEach((isBorder, index) => {
    if (isBorder === 1) paintAround(grey, { blocks, index, level: paper });
  });
  return share;
}

function lightestOf({ data, widthPx, heightPx }: Grey, blockPx: number): Blocks {
  const columns = Math.ceil(widthPx / blockPx);
  const rows = Math.ceil(heightPx / blockPx);
  const levels = new Uint8Array(columns * rows);
  for (let y = 0; y < heightPx; y += 2) {
    const line = Math.floor(y / blockPx) * columns;
    for (let x = 0; x < widthPx; x += 2) {
      const block = line + Math.floor(x / blockPx);
      const level = data[y * widthPx + x] ?? 0;
      if (level > (levels[block] ?? 0)) levels[block] = level;
    }
  }
  return { levels, columns, rows, blockPx };
}

/** The typical one of those that are lit. */
function paperOf(levels: Uint8Array): number {
  const sorted = levels.toSorted();
  const lit = (sorted.at(-1 - Math.floor(sorted.length * 0.03)) ?? 0) * DARK_SHARE;
  const light = sorted.filter((level) => level >= lit);
  return light[light.length >> 1] ?? 0;
}

/** 1 where blocks are dark and joined to the rim of the picture. */
function darkAlongRim({ levels, columns, rows }: Blocks, limit: number): Uint8Array {
  const border = new Uint8Array(levels.length);
  const waiting: number[] = [];
  const take = (column: number, row: number) => {
    const index = row * columns + column;
    if (column < 0 || row < 0 || column >= columns || row >= rows) return;
    if (border[index] === 1 || (levels[index] ?? 0) >= limit) return;
    border[index] = 1;
    waiting.push(index);
  };
  for (let column = 0; column < columns; column++) [0, rows - 1].forEach((row) => take(column, row));
  for (let row = 0; row < rows; row++) [0, columns - 1].forEach((column) => take(column, row));
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const column = index % columns;
    const row = (index - column) / columns;
    take(column - 1, row);
    take(column + 1, row);
    take(column, row - 1);
    take(column, row + 1);
  }
  return border;
}

/** How much lighter what is two blocks off the border is, typically. */
function edgeOf(border: Uint8Array, { levels, columns }: Blocks): number {
  const ratios: number[] = [];
  border.forEach((isBorder, index) => {
    if (isBorder !== 1) return;
    for (const [near, far] of [1, -1, columns, -columns].map((step) => [index + step, index + 2 * step] as const))
      if (border[near] === 0 && border[far] === 0) ratios.push((levels[far] ?? 0) / Math.max(1, levels[index] ?? 0));
  });
  return ratios.sort((a, b) => a - b)[ratios.length >> 1] ?? 0;
}

interface Spot {
  blocks: Blocks;
  index: number;
  level: number;
}

/** The block and what is next to it: the border ends somewhere inside those. */
function paintAround({ data, widthPx, heightPx }: Grey, { blocks, index, level }: Spot): void {
  const { columns, blockPx } = blocks;
  const column = index % columns;
  const row = (index - column) / columns;
  const left = Math.max(0, (column - 1) * blockPx);
  const right = Math.min(widthPx, (column + 2) * blockPx);
  for (let y = Math.max(0, (row - 1) * blockPx); y < Math.min(heightPx, (row + 2) * blockPx); y++)
    data.fill(level, y * widthPx + left, y * widthPx + right);
}
