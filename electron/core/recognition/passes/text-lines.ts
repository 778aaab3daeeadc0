// Words of a page as lines, a row of a table as one line of cells.
import type { Box } from "../../../../shared/contract";
import type { EngineWord } from "../engine";
import type { ImprovedWord } from "./first-reading";

export interface TextLine {
  /** One, where it is no row of a table. Words from left to right, line by line within a cell. */
  cells: ImprovedWord[][];
}

export function linesOf(words: readonly EngineWord[]): TextLine[] {
  const lines = new Map<number, EngineWord[]>();
  for (const word of words) lines.set(word.line, [...(lines.get(word.line) ?? []), word]);
  return [...lines].sort(([a], [b]) => a - b).map(([, line]) => ({ cells: [line] }));
}

/** Words with their new line numbers, in order. */
export function numbered(lines: readonly TextLine[]): ImprovedWord[] {
  return lines.flatMap(({ cells }, line) => cells.flat().map((word) => ({ ...word, line })));
}

/** @param words as `numbered` gave them for these lines, perhaps with other texts */
export function textOf(lines: readonly TextLine[], words: readonly ImprovedWord[]): string {
  let next = 0;
  const cellText = (cell: ImprovedWord[]) => {
    const text = words.slice(next, next + cell.length).map((word) => word.text);
    next += cell.length;
    return text.join(" ");
  };
  return lines.map(({ cells }) => cells.map(cellText).join("\t").trimEnd()).join("\n");
}

/** Puts lines that were found together where they stand: words into the line beside them, else all as lines of their own. */
export function insert(lines: readonly TextLine[], found: readonly ImprovedWord[][]): TextLine[] {
  let result = [...lines];
  const alone: TextLine[] = [];
  for (const words of found) {
    const beside = result.find((line) => words.every((word) => isBeside(line, word)));
    if (beside) result = result.map((line) => (line === beside ? joined(line, words) : line));
    else alone.push({ cells: [words] });
  }
  if (alone.length === 0) return result;
  const top = centreY(around(alone[0]?.cells.flat() ?? []));
  const above = result.findLastIndex((line) => centreY(around(line.cells.flat())) < top);
  return [...result.slice(0, above + 1), ...alone, ...result.slice(above + 1)];
}

function joined({ cells }: TextLine, words: readonly ImprovedWord[]): TextLine {
  return { cells: [[...(cells[0] ?? []), ...words].sort((a, b) => a.x0 - b.x0)] };
}

function isBeside(line: TextLine, word: ImprovedWord): boolean {
  if (line.cells.length !== 1) return false;
  return line.cells.flat().some((other) => {
    const shared = Math.min(other.y1, word.y1) - Math.max(other.y0, word.y0);
    const isNear = Math.max(other.x0 - word.x1, word.x0 - other.x1) < 4 * (word.y1 - word.y0);
    return isNear && shared > 0.6 * Math.min(other.y1 - other.y0, word.y1 - word.y0);
  });
}

export function centreY(box: Pick<Box, "y0" | "y1">): number {
  return (box.y0 + box.y1) / 2;
}

export function contains(box: Box, word: Box): boolean {
  const [x, y] = [(word.x0 + word.x1) / 2, centreY(word)];
  return x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1;
}

/** The smallest box around all. */
export function around(boxes: readonly Box[]): Box {
  const of = (choose: (...values: number[]) => number, side: keyof Box) => choose(...boxes.map((box) => box[side]));
  return { x0: of(Math.min, "x0"), y0: of(Math.min, "y0"), x1: of(Math.max, "x1"), y1: of(Math.max, "y1") };
}

/** From a piece of the page back onto the page. */
export function movedBy<Word extends Box>(word: Word, { x, y }: { x: number; y: number }): Word {
  return { ...word, x0: word.x0 + x, x1: word.x1 + x, y0: word.y0 + y, y1: word.y1 + y };
}

/** Two readings of one place that differ speak against each other, however sure the second is of itself. */
export function weighed(word: ImprovedWord, earlier: readonly ImprovedWord[]): ImprovedWord {
  const before = earlier.filter((other) => contains(other, word) || contains(word, other));
  if (before.length === 0 || before.some((other) => other.text === word.text)) return word;
  const least = Math.min(...before.map((other) => other.confidence));
  return { ...word, confidence: Math.min(word.confidence, (word.confidence + least) / 2) };
}
