// Writing that the first reading has passed over: ink where no word stands, in lines as high as letters are, or in a
// tangle with a stamp or a signature.
import type { Box } from "../../../../shared/contract";
import type { RuledLine } from "../../imaging";
import type { EnginePicture } from "../engine";
import { cutOut, isInk, pxPerMm, within } from "./crop";
import type { FirstReading, ImprovedWord, PassTools } from "./first-reading";
import { withoutNoise } from "./noise";
import type { Regions } from "./regions";
import { around, contains, movedBy, weighed } from "./text-lines";

/** One cell of the map of ink, which is a page in small. */
const CELL_MM = 0.5;
/** Letters and words nearer to each other are of one line. */
const WORD_GAP_CELLS = 5;
const LINE_CELLS = { minHeight: 3, maxHeight: 16, minWidth: 10 };
/** Signatures and stamps are emptier, photographs and bars are fuller. */
const INK_SHARE = { min: 0.25, max: 0.95 };
/** Around words and ruled lines: their own rims are not missed writing. */
const KNOWN_RIM_MM = 0.8;
/** Around what is read again. */
const RIM_MM = 2;
/** Lines so near above each other, and at the same place, are read together. */
const BLOCK_GAP_MM = 4;
const BELIEVED_FROM = 65;
/** Of a first reading: what is worse may be a signature, or writing under a stamp. */
const KNOWN_FROM = 45;
/** Stamps and signatures with the writing among them. */
const TANGLE_CELLS = { minHeight: 8, maxHeight: 130, minWidth: 16, maxWidth: 160 };
const MOST_TANGLES = 6;
/** Print is darker than the ink of stamps and pens, also where a stamp was made lighter. */
const PRINT_LEVEL = 110;

interface Missed {
  box: Box;
  /** Writing with something over it. */
  isTangle: boolean;
}

/** @returns per place the lines that stand nowhere in `words`, in pixels of the picture */
export async function readMissed(first: FirstReading, words: readonly ImprovedWord[], again: PassTools & Regions) {
  const known = words.filter((word) => word.confidence >= KNOWN_FROM);
  const found: ImprovedWord[][][] = [];
  for (const missed of findMissed(first, known)) {
    if (!again.mayRead()) break;
    again.count();
    const lines = await readAgain(first.picture, missed, again);
    const isNew = (word: Box) => !known.some((other) => contains(other, word));
    const fresh = lines.map((line) => line.filter(isNew).map((word) => weighed(word, words)));
    found.push(fresh.filter((line) => line.length > 0));
  }
  return found;
}

/** Words without those in whose place something better was found. */
export function withoutReplaced(words: readonly ImprovedWord[], found: readonly ImprovedWord[][]): ImprovedWord[] {
  const places = found.map(around);
  const isReplaced = (word: ImprovedWord) =>
    word.confidence < KNOWN_FROM && places.some((place) => contains(place, word) || contains(word, place));
  return words.filter((word) => !isReplaced(word));
}

/** Places of writing without words, from above. */
function findMissed({ picture, rules }: FirstReading, known: readonly Box[]): Missed[] {
  const map = inkMap(picture);
  for (const box of known) wipe(map, box, KNOWN_RIM_MM);
  for (const rule of rules) wipe(map, boxOf(rule), KNOWN_RIM_MM);
  const pieces = piecesOf(map);
  const toPixels = (box: Box) => within(picture, scaled(box, map.cellPx));
  const lines = asBlocks(pieces.filter(isLikeWriting), BLOCK_GAP_MM / CELL_MM);
  const tangles = pieces.filter((piece) => !isLikeWriting(piece) && isTangle(piece)).slice(0, MOST_TANGLES);
  return [
    ...lines.map((box) => ({ box: toPixels(box), isTangle: false })),
    ...tangles.map((box) => ({ box: toPixels(box), isTangle: true })),
  ];
}

async function readAgain(picture: EnginePicture, missed: Missed, tools: PassTools): Promise<ImprovedWord[][]> {
  const { box } = missed;
  const rim = Math.round(RIM_MM * pxPerMm(picture));
  const piece = cutOut(picture, box, rim);
  if (missed.isTangle) keepPrint(piece);
  const read = await tools.recognise({ picture: piece, layout: "block" });
  const lines = new Map<number, ImprovedWord[]>();
  for (const word of withoutNoise(read.words)) {
    const moved = movedBy(word, { x: box.x0 - rim, y: box.y0 - rim });
    lines.set(word.line, [...(lines.get(word.line) ?? []), moved]);
  }
  return [...lines.values()].filter(isBelieved);
}

/** Everything lighter than print becomes paper. */
function keepPrint({ data }: EnginePicture): void {
  for (let i = 0; i < data.length; i++) data[i] = Math.min(255, ((data[i] ?? 255) * 255) / PRINT_LEVEL);
}

/** All of it, or what is in doubt is no text: a signature also reads as something. */
function isBelieved(line: readonly ImprovedWord[]): boolean {
  const letters = line.reduce((total, word) => total + word.text.length, 0);
  const trust = line.reduce((total, word) => total + word.confidence * word.text.length, 0) / letters;
  return trust >= BELIEVED_FROM && /[\p{L}\p{N}]{2}/u.test(line.map((word) => word.text).join(" "));
}

interface InkMap {
  /** 1 where there is ink. */
  cells: Uint8Array;
  width: number;
  height: number;
  cellPx: number;
}

interface Piece extends Box {
  ink: number;
}

function inkMap(picture: EnginePicture): InkMap {
  const cellPx = Math.max(1, Math.round(CELL_MM * pxPerMm(picture)));
  const width = Math.ceil(picture.widthPx / cellPx);
  const height = Math.ceil(picture.heightPx / cellPx);
  const cells = new Uint8Array(width * height);
  for (let y = 0; y < picture.heightPx; y++) {
    const row = Math.floor(y / cellPx) * width;
    for (let x = 0; x < picture.widthPx; x++) if (isInk(picture, x, y)) cells[row + Math.floor(x / cellPx)] = 1;
  }
  return { cells, width, height, cellPx };
}

function wipe({ cells, width, height, cellPx }: InkMap, box: Box, rimMm: number): void {
  const rim = rimMm / CELL_MM;
  const from = { x: Math.max(0, Math.floor(box.x0 / cellPx - rim)), y: Math.max(0, Math.floor(box.y0 / cellPx - rim)) };
  const to = { x: Math.min(width, Math.ceil(box.x1 / cellPx + rim)), y: Math.min(height, box.y1 / cellPx + rim) };
  for (let y = from.y; y < to.y; y++) if (to.x > from.x) cells.fill(0, y * width + from.x, y * width + to.x);
}

function boxOf({ x0, y0, x1, y1 }: RuledLine): Box {
  return { x0: Math.min(x0, x1), y0: Math.min(y0, y1), x1: Math.max(x0, x1), y1: Math.max(y0, y1) };
}

/** Ink that hangs together, also over the gaps between words. */
function piecesOf(map: InkMap): Piece[] {
  const { cells, width } = map;
  const isSeen = new Uint8Array(cells.length);
  const pieces: Piece[] = [];
  for (let start = 0; start < cells.length; start++) {
    if (cells[start] !== 1 || isSeen[start] === 1) continue;
    isSeen[start] = 1;
    const members = [start];
    for (const cell of members) spread(map, { cell, isSeen, members });
    pieces.push({ ...boundsOf(members, width), ink: members.length });
  }
  return pieces;
}

function spread({ cells, width, height }: InkMap, at: { cell: number; isSeen: Uint8Array; members: number[] }): void {
  const [x, y] = [at.cell % width, Math.floor(at.cell / width)];
  for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++)
    for (let nx = Math.max(0, x - WORD_GAP_CELLS); nx <= Math.min(width - 1, x + WORD_GAP_CELLS); nx++) {
      const next = ny * width + nx;
      if (cells[next] !== 1 || at.isSeen[next] === 1) continue;
      at.isSeen[next] = 1;
      at.members.push(next);
    }
}

function boundsOf(cells: readonly number[], width: number): Box {
  const bounds = { x0: width, y0: Infinity, x1: 0, y1: 0 };
  for (const cell of cells) {
    const [x, y] = [cell % width, Math.floor(cell / width)];
    bounds.x0 = Math.min(bounds.x0, x);
    bounds.y0 = Math.min(bounds.y0, y);
    bounds.x1 = Math.max(bounds.x1, x + 1);
    bounds.y1 = Math.max(bounds.y1, y + 1);
  }
  return bounds;
}

function isLikeWriting({ x0, y0, x1, y1, ink }: Piece): boolean {
  const [width, height] = [x1 - x0, y1 - y0];
  const share = ink / (width * height);
  const { minHeight, maxHeight, minWidth } = LINE_CELLS;
  const isLine = height >= minHeight && height <= maxHeight && width >= minWidth && width > 1.5 * height;
  return isLine && share >= INK_SHARE.min && share <= INK_SHARE.max;
}

function isTangle({ x0, y0, x1, y1 }: Piece): boolean {
  const [width, height] = [x1 - x0, y1 - y0];
  const { minHeight, maxHeight, minWidth, maxWidth } = TANGLE_CELLS;
  return height >= minHeight && height <= maxHeight && width >= minWidth && width <= maxWidth;
}

function asBlocks(lines: readonly Box[], gap: number): Box[] {
  const blocks: Box[] = [];
  for (const { x0, y0, x1, y1 } of [...lines].sort((a, b) => a.y0 - b.y0)) {
    const line = { x0, y0, x1, y1 };
    const above = blocks.findIndex((block) => y0 - block.y1 <= gap && x0 < block.x1 && block.x0 < x1);
    const block = blocks[above];
    if (block) blocks[above] = around([block, line]);
    else blocks.push(line);
  }
  return blocks;
}

function scaled({ x0, y0, x1, y1 }: Box, factor: number): Box {
  return { x0: x0 * factor, y0: y0 * factor, x1: x1 * factor, y1: y1 * factor };
}
