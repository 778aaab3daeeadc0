// Judges whether the text that a PDF brings along is what stands on its page: otherwise the page is read from its picture.
import { repairMojibake } from "../../../../shared/domain";
import type { FileWord } from "../protocol";
import type { Pixels } from "./images";
import type { PdfText } from "./pdf-text";

/** Fewer words are a stamp or a page number on a scan. */
const FEWEST_WORDS = 3;
const MOST_UNKNOWN = 0.02;
/** Of all words: letters that are neither plain nor Vietnamese are those of old fonts (TCVN3, VNI) with a table of their own. */
const MOST_ALIEN = 0.1;
const FEWEST_SYLLABLES = 0.7;
/** What another program has read in a picture has to read like Vietnamese, with its marks. */
const FEWEST_SYLLABLES_UNSEEN = 0.9;
const FEWEST_MARKED_UNSEEN = 0.35;
/** Of what is dark on the page; rules, emblem and signature are no words. */
const LEAST_INK_IN_WORDS = 0.6;
const LEAST_WORDS_WITH_INK = 0.85;

export function isSoundText(text: PdfText, drawn: Pixels): boolean {
  if (text.words.length < FEWEST_WORDS || text.unknownShare > MOST_UNKNOWN || text.hasMoreThanText) return false;
  return readsWell(text) && liesOnInk(text.words, drawn);
}

function readsWell({ words, invisibleShare }: PdfText): boolean {
  if (repairMojibake(words.map(({ text }) => text).join(" ")) !== undefined) return false;
  const letters = words.flatMap(({ text }) => text.match(/\p{L}[\p{L}\p{M}]*/gu) ?? []);
  // A table of numbers has nothing to be judged by.
  if (letters.length === 0) return invisibleShare < 0.5;
  const share = (test: (word: string) => boolean) => letters.filter(test).length / letters.length;
  if (share(isAlien) > MOST_ALIEN) return false;
  const marked = share((word) => /[^\0-\x7f]/u.test(word));
  if (invisibleShare >= 0.5) return marked >= FEWEST_MARKED_UNSEEN && share(isSyllable) >= FEWEST_SYLLABLES_UNSEEN;
  return marked === 0 || share(isSyllable) >= FEWEST_SYLLABLES;
}

/** Every letter of Vietnamese, and those of English. */
const LETTERS = /^[a-zđăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]+$/u;

function isAlien(word: string): boolean {
  return !LETTERS.test(word.normalize("NFC").toLowerCase());
}

const SYLLABLE =
  /^(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu?|r|s|th?|tr|v|x)?[aăâeêioôơuưy]{1,3}(?:ch?|m|ng?|nh?|p|t)?$/u;
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu;

/** Built as a Vietnamese syllable is, or an abbreviation in capitals such as UBND. */
function isSyllable(word: string): boolean {
  if (/^[A-ZĐ]{2,6}$/u.test(word)) return true;
  const spread = word.toLowerCase().normalize("NFD");
  return (spread.match(TONES)?.length ?? 0) <= 1 && SYLLABLE.test(spread.replace(TONES, "").normalize("NFC"));
}

const CELL_PX = 8;
const DARK = 140;
/** Around a word, for marks that PDFium does not count to its letters. */
const AROUND_PX = 6;

interface Cells {
  isDark: Uint8Array;
  columns: number;
  rows: number;
}

/** Words where nothing is to be seen were hidden there; dark places without words are a picture of text. */
function liesOnInk(words: readonly FileWord[], drawn: Pixels): boolean {
  const cells = darkCells(drawn);
  const inWords = new Uint8Array(cells.isDark.length);
  const withInk = words.filter((word) => coverWord(word, cells, inWords)).length;
  let [dark, covered] = [0, 0];
  cells.isDark.forEach((isDark, index) => {
    dark += isDark;
    covered += isDark & (inWords[index] ?? 0);
  });
  return withInk >= LEAST_WORDS_WITH_INK * words.length && covered >= LEAST_INK_IN_WORDS * dark;
}

function darkCells({ data, widthPx, heightPx }: Pixels): Cells {
  const [columns, rows] = [Math.ceil(widthPx / CELL_PX), Math.ceil(heightPx / CELL_PX)];
  const isDark = new Uint8Array(columns * rows);
  // Every second pixel each way: no stroke of a letter is thinner at 300 dpi.
  for (let y = 0; y < heightPx; y += 2)
    for (let x = 0; x < widthPx; x += 2) {
      const at = (y * widthPx + x) * 4;
      const level = ((data[at] ?? 255) + 2 * (data[at + 1] ?? 255) + (data[at + 2] ?? 255)) / 4;
      if (level < DARK) isDark[Math.floor(y / CELL_PX) * columns + Math.floor(x / CELL_PX)] = 1;
    }
  return { isDark, columns, rows };
}

/** @returns whether there is anything dark in it */
function coverWord({ x0, y0, x1, y1 }: FileWord, { isDark, columns, rows }: Cells, inWords: Uint8Array): boolean {
  const cellOf = (px: number, last: number) => Math.min(last, Math.max(0, Math.floor(px / CELL_PX)));
  let hasInk = false;
  for (let row = cellOf(y0 - AROUND_PX, rows - 1); row <= cellOf(y1 + AROUND_PX, rows - 1); row++)
    for (let column = cellOf(x0 - AROUND_PX, columns - 1); column <= cellOf(x1 + AROUND_PX, columns - 1); column++) {
      inWords[row * columns + column] = 1;
      hasInk ||= isDark[row * columns + column] === 1;
    }
  return hasInk;
}
