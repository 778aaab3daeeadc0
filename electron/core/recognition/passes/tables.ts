// Puts the words of tables into the cells where they stand; cells that were read badly or not at all are read again.
import type { Box } from "../../../../shared/contract";
import { cutOut, inkWithin, pxPerMm, within } from "./crop";
import type { FirstReading, ImprovedWord, PassTools } from "./first-reading";
import { findGrids, type Grid } from "./grid";
import { withoutNoise } from "./noise";
import type { Regions } from "./regions";
import { centreY, contains, movedBy, weighed, type TextLine } from "./text-lines";

/** Of a cell on each side: remains of its lines. */
const INNER_MARGIN_MM = 0.6;
/** Around a cell that is read again. */
const RIM_MM = 2;
/** A word below it lets its cell be read again. */
const WEAK_BELOW = 60;
/** Less ink is a speck. */
const MIN_INK_MM = 1.2;
/** A number gets such a sign from the line of its cell. */
const SIGN_OF_LINE = /(?<=^[\d./]*\d{3})[:.|'’,;]$/u;

export async function putIntoTables(first: FirstReading, lines: TextLine[], again: PassTools & Regions) {
  let result = lines;
  for (const grid of findGrids(first.rules, pxPerMm(first.picture)))
    result = await putIntoTable({ first, grid }, result, again);
  return result;
}

interface OneTable {
  first: FirstReading;
  grid: Grid;
}

async function putIntoTable({ first, grid }: OneTable, lines: TextLine[], again: PassTools & Regions) {
  const cells = grid.rows.flat();
  const isInside = (word: Box) => cells.some((cell) => contains(cell, word));
  const inside = lines.flatMap((line) => line.cells.flat().filter(isInside));
  if (inside.length === 0) return lines;
  const rows: TextLine[] = [];
  for (const row of grid.rows) {
    const texts: ImprovedWord[][] = [];
    for (const cell of row) {
      const words = inside.filter((word) => contains(cell, word)).map(cleared);
      texts.push(inReadingOrder(await readWeak({ first, cell }, words, again)));
    }
    if (texts.some((words) => words.length > 0)) rows.push({ cells: texts });
  }
  const at = lines.findIndex((line) => line.cells.flat().some(isInside));
  const outside = (part: TextLine[]) =>
    part
      .map((line) => ({ cells: line.cells.map((cell) => cell.filter((word) => !isInside(word))) }))
      .filter((line) => line.cells.flat().length > 0);
  return [...outside(lines.slice(0, at)), ...rows, ...outside(lines.slice(at))];
}

function cleared(word: ImprovedWord): ImprovedWord {
  return { ...word, text: word.text.replace(SIGN_OF_LINE, "") };
}

interface OneCell {
  first: FirstReading;
  cell: Box;
}

async function readWeak({ first: { picture }, cell }: OneCell, words: ImprovedWord[], again: PassTools & Regions) {
  const isWeak = words.length === 0 || words.some((word) => word.confidence < WEAK_BELOW);
  if (!isWeak || !again.mayRead()) return words;
  const scale = pxPerMm(picture);
  const margin = INNER_MARGIN_MM * scale;
  const inner = within(picture, {
    x0: cell.x0 + margin,
    y0: cell.y0 + margin,
    x1: cell.x1 - margin,
    y1: cell.y1 - margin,
  });
  const ink = inkWithin(picture, inner);
  const isEmpty = !ink || ink.box.y1 - ink.box.y0 < MIN_INK_MM * scale;
  if (isEmpty) return words;
  again.count();
  const rim = Math.round(RIM_MM * scale);
  const read = await again.recognise({ picture: cutOut(picture, ink.box, rim), layout: "block" });
  const corner = { x: ink.box.x0 - rim, y: ink.box.y0 - rim };
  const moved = withoutNoise(read.words).map((word) => movedBy(word, corner));
  return mean(moved) > Math.max(mean(words), WEAK_BELOW) ? moved.map((word) => weighed(word, words)) : words;
}

function mean(words: readonly ImprovedWord[]): number {
  return words.length === 0 ? 0 : words.reduce((sum, word) => sum + word.confidence, 0) / words.length;
}

function inReadingOrder(words: ImprovedWord[]): ImprovedWord[] {
  const lines: ImprovedWord[][] = [];
  for (const word of [...words].sort((a, b) => centreY(a) - centreY(b))) {
    const line = lines.at(-1);
    const isSame = line?.some((other) => centreY(word) < other.y1 && centreY(word) > other.y0) === true;
    if (isSame) line.push(word);
    else lines.push([word]);
  }
  return lines.flatMap((line) => line.sort((a, b) => a.x0 - b.x0));
}
