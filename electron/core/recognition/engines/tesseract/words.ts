// Words with their boxes from tesseract's TSV: a tenth of its JSON, so that the thread that receives it is not held up.
import type { WordBox } from "../../../../../shared/contract";

/** Columns: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
const WORD_LEVEL = "5";

/** @returns words in reading order, NFC; boxes in pixels of the page */
export function readWords(tsv: string): WordBox[] {
  return tsv.split("\n").flatMap((line) => readWord(line.split("\t")));
}

function readWord(columns: string[]): WordBox[] {
  const text = columns.slice(11).join(" ").trim().normalize("NFC");
  const [x0, y0, width, height, confidence] = columns.slice(6, 11).map(Number);
  if (columns[0] !== WORD_LEVEL || text === "") return [];
  if (x0 === undefined || y0 === undefined || width === undefined || height === undefined) return [];
  const rounded = Math.round((confidence ?? 0) * 10) / 10;
  return [{ text, x0, y0, x1: x0 + width, y1: y0 + height, confidence: Math.min(100, Math.max(0, rounded)) }];
}
