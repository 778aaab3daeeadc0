// The words of a page as rows from top to bottom, each cut into segments where a wide gap or a ruled line stands.
import type { ReadWord, PageRead } from "../../recognition";
import { boxOf, regionOf, type Region } from "./region";
import type { Box } from "../../../../shared/contract";
import { foldInPlace } from "./folded";

export interface Token {
  /** Folded. */
  text: string;
  /** In the text of its row. */
  start: number;
  end: number;
}

export interface Row extends Region {
  index: number;
  tokens: readonly Token[];
  box: Box;
}

export interface PageLayout {
  rows: readonly Row[];
  widthPx: number;
  heightPx: number;
  /** Usual height of a word, in pixels. */
  wordHeight: number;
  rules: PageRead["rules"];
}

/** Wider than this many heights of a word no space between words is. */
const WIDE_GAP = 2.2;
const LEADER = /^[\p{P}\p{S}]*$/u;
const MEANINGFUL_MARK = /[:/\-–(),.;☐☑☒✓xX]/u;

/**
 * A full page of small print has some 1,500. The text layer of a strange PDF may have tens of thousands, all on one line,
 * and what is done for each of them would hold up the office.
 */
const MOST_WORDS = 3000;
const LONGEST_WORD = 200;

/** @param size of the page as it is shown */
export function layoutOf(
  read: Pick<PageRead, "words" | "rules">,
  size: { widthPx: number; heightPx: number },
): PageLayout {
  const words = read.words
    .slice(0, MOST_WORDS)
    .filter(isWord)
    .map((word) => ({ ...word, text: word.text.slice(0, LONGEST_WORD).normalize("NFC") }));
  const wordHeight = median(words.map((word) => word.y1 - word.y0)) || 1;
  const slant = slantOf(words, wordHeight);
  const lines = linesOf(words).flatMap((line) => piecesOf(line, wordHeight, read.rules));
  const rows = rowsOf(lines, slant).map((pieces, index) => rowOf(pieces, index));
  return { rows, ...size, wordHeight, rules: read.rules };
}

/** Leaders of dots and lone specks are no words. */
function isWord(word: ReadWord): boolean {
  const text = word.text.trim();
  if (text === "") return false;
  if (/^[._…·•‥-]{2,}$/u.test(text) || /^[|¦[\]{}_~^`'"‘’“”«»*=+<>\\]+$/u.test(text)) return false;
  return !LEADER.test(text) || MEANINGFUL_MARK.test(text);
}

function linesOf(words: readonly ReadWord[]): ReadWord[][] {
  const lines = new Map<number, ReadWord[]>();
  for (const word of words) lines.set(word.line, [...(lines.get(word.line) ?? []), word]);
  return [...lines.values()];
}

/** Pixels down per pixel to the right: boxes lie on the page as it was scanned, not as it was set straight. */
function slantOf(words: readonly ReadWord[], wordHeight: number): number {
  const slopes = linesOf(words).flatMap((line) => {
    const first = line[0];
    const last = line.at(-1);
    if (!first || !last || last.x0 - first.x1 < 8 * wordHeight) return [];
    return [(middle(last) - middle(first)) / (centre(last) - centre(first))];
  });
  const slope = median(slopes);
  return Math.abs(slope) < 0.15 ? slope : 0;
}

/** A word that goes back to the left is the second line of a table's cell when it stands below that cell's words. */
function piecesOf(line: readonly ReadWord[], wordHeight: number, rules: PageRead["rules"]): ReadWord[][] {
  const pieces: ReadWord[][] = [];
  for (const word of line) {
    const piece = pieces.at(-1);
    const last = piece?.at(-1);
    if (!piece || !last || isApart(last, word, { piece, wordHeight, rules })) pieces.push([word]);
    else piece.push(word);
  }
  return pieces;
}

function isApart(
  last: ReadWord,
  word: ReadWord,
  { piece, wordHeight, rules }: { piece: readonly ReadWord[]; wordHeight: number; rules: PageRead["rules"] },
): boolean {
  if (word.x0 < last.x0) {
    const box = boxOf(piece);
    return !box || word.x1 < box.x0 || word.x0 > box.x1 + 4 * wordHeight;
  }
  if (word.x0 - last.x1 > WIDE_GAP * wordHeight) return true;
  return rules.some(
    (rule) =>
      rule.direction === "down" &&
      (rule.x0 + rule.x1) / 2 > last.x1 - 2 &&
      (rule.x0 + rule.x1) / 2 < word.x0 + 2 &&
      Math.min(rule.y0, rule.y1) < middle(word) &&
      Math.max(rule.y0, rule.y1) > middle(word),
  );
}

interface Piece {
  words: ReadWord[];
  box: Box;
  /** Middle of its first line, slant taken out. */
  level: number;
  height: number;
}

function rowsOf(pieces: readonly ReadWord[][], slant: number): Piece[][] {
  const sorted = pieces
    .map((words): Piece | null => {
      const box = boxOf(words);
      const first = words[0];
      if (!box || !first) return null;
      const height = median(words.map((word) => word.y1 - word.y0));
      const onFirstLine = words.filter((word) => Math.abs(middle(word) - middle(first)) < height);
      const level = median(onFirstLine.map((word) => middle(word) - slant * centre(word)));
      return { words, box, level, height };
    })
    .filter((piece) => piece !== null)
    .sort((a, b) => a.level - b.level);
  const rows: Piece[][] = [];
  for (const piece of sorted) {
    const row = rows.at(-1);
    if (row && belongsTo(piece, row)) row.push(piece);
    else rows.push([piece]);
  }
  return rows.map((row) => row.sort((a, b) => a.box.x0 - b.box.x0));
}

function belongsTo(piece: Piece, row: readonly Piece[]): boolean {
  const level = median(row.map((other) => other.level));
  const height = Math.min(piece.height, median(row.map((other) => other.height)));
  if (Math.abs(piece.level - level) > 0.6 * height) return false;
  return row.every((other) => piece.box.x0 >= other.box.x1 - height || piece.box.x1 <= other.box.x0 + height);
}

function rowOf(pieces: readonly Piece[], index: number): Row {
  const words = pieces.flatMap((piece) => piece.words);
  const starts = new Set(pieces.map((piece) => piece.words[0]));
  const region = regionOf(words, (at) => {
    const word = words[at];
    return word !== undefined && starts.has(word);
  });
  return { ...region, index, tokens: tokensOf(region.text), box: boxOf(words) ?? { x0: 0, y0: 0, x1: 0, y1: 0 } };
}

export function tokensOf(text: string): Token[] {
  return [...foldInPlace(text).matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function middle(box: Box): number {
  return (box.y0 + box.y1) / 2;
}

function centre(box: Box): number {
  return (box.x0 + box.x1) / 2;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
