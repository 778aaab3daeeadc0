// The second look at a page: what the first reading missed is read again, rows of tables are put together, words mended.
import type { Box } from "../../../../shared/contract";
import { repairWords } from "../lexicon/repair";
import { findDigitBoxes, readDigitBoxes } from "./digit-boxes";
import type { FirstReading, ImprovedReading, ImprovedWord, PassTools } from "./first-reading";
import { withoutNoise } from "./noise";
import { readMissed, withoutReplaced } from "./missed-text";
import { regionsUpTo } from "./regions";
import { putIntoTables } from "./tables";
import { around, contains, insert, linesOf, numbered, textOf, type TextLine } from "./text-lines";

export type { FirstReading, ImprovedReading, PassTools } from "./first-reading";

/** Of one page: cells and lines are small, so that all of them cost a tenth of the page. */
const MOST_REGIONS = 16;

/** At the beginning of what was read of label and boxes together: "nhân:|0|7|6". */
const LABEL = /^\p{L}{2,}[:.]?/u;

/**
 * Makes the best of a first reading. Reads again only where the first reading is weak.
 * @throws whatever `tools.recognise` throws
 */
export async function improve(first: FirstReading, tools: PassTools): Promise<ImprovedReading> {
  const again = { ...tools, ...regionsUpTo(MOST_REGIONS) };
  const withNumbers = await putDigitsIn(first, linesOf(withoutNoise(first.words)), tools);
  const withTables = await putIntoTables(first, withNumbers, again);
  const missed = await readMissed(first, numbered(withTables), again);
  const kept = withTables
    .map(({ cells }) => ({ cells: cells.map((cell) => withoutReplaced(cell, missed.flat())) }))
    .filter((line) => line.cells.flat().length > 0);
  const lines = missed.reduce(insert, kept);
  const words = repairWords(numbered(lines));
  const sum = words.reduce((total, word) => total + word.confidence, 0);
  return { words, text: textOf(lines, words), confidence: words.length === 0 ? 0 : sum / words.length };
}

async function putDigitsIn(first: FirstReading, lines: TextLine[], tools: PassTools): Promise<TextLine[]> {
  let result = lines;
  for (const boxes of findDigitBoxes(first.picture, first.rules)) {
    const digits = await readDigitBoxes(first, boxes, tools);
    if (digits.length === 0) continue;
    const row = around(boxes);
    const kept = result
      .map((line) => ({ cells: line.cells.map((cell) => cell.flatMap((word) => besideRow(word, row))) }))
      .filter((line) => line.cells.flat().length > 0);
    result = insert(kept, [digits]);
  }
  return result;
}

/** What is left of a word where the digits of a row are read anew: the label that ran into it. */
function besideRow(word: ImprovedWord, row: Box): ImprovedWord[] {
  if (!contains(row, word)) return [word];
  const label = LABEL.exec(word.text)?.[0];
  if (label === undefined) return [];
  const width = (label.length * (word.y1 - word.y0)) / 2;
  return [{ ...word, text: label, x0: Math.min(word.x0, row.x0 - width), x1: row.x0 }];
}
