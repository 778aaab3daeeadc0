// What is said of a page as a whole, from what was read on it.
import type { Box, PageNote } from "../../../shared/contract";
import type { PageRead } from "./page-reading";

/** Mean grey level. */
const DARKEST_PAPER = 90;
/** Below this mean word confidence there is more noise than text. */
const MOSTLY_NOISE = 40;
const BELIEVED = 70;
/** Fewer words tell nothing about a language. */
const ENOUGH_WORDS = 25;
/** Of Vietnamese words two in three bear a mark; of others hardly any, names and misreadings included. */
const LEAST_MARKED = 0.12;
const WORD = /^\p{L}{2,}[.,;:!?)]?$/u;
const MARKED = /[đàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]/iu;
/** An open booklet or two sheets side by side: this much wider than high, … */
const WIDE = 1.2;
/** … a gap of this share of its width that begins around the middle, nothing but the shadow of the fold in it, … */
const GUTTER = 0.03;
const AROUND_THE_MIDDLE = { from: 0.4, to: 0.6 };
/** … and this many words on either side. */
const WORDS_OF_A_PAGE = 30;
/** Share of the shorter side: no printer sets text so near to the edge of a sheet, cards and slips included. */
const MARGIN = 0.012;
/** A line, or the ends of lines, that run off: so many words over so much of the side. */
const WORDS_CUT = 4;
const SPREAD_CUT = 0.3;
const HAS_LETTERS = /[\p{L}\p{N}]{2,}/u;

/** Upright, in pixels of the cleaned picture. */
interface ReadPicture {
  words: readonly (Box & { text: string; confidence: number })[];
  confidence: number;
  widthPx: number;
  heightPx: number;
}

export function notesOf(read: ReadPicture, steps: PageRead["steps"]): PageNote[] {
  const wasTurned = steps.some((step) => step.name === "orientation" && step.value !== null && step.value !== 0);
  const isUnreadable = read.words.length === 0 || read.confidence < MOSTLY_NOISE;
  const notes: [PageNote, boolean][] = [
    ["unreadable", isUnreadable],
    ["upside_down", wasTurned],
    ["two_pages", isTwoPages(read)],
    ["half_page", !isUnreadable && isHalfPage(read)],
    ["other_language", !isUnreadable && isOtherLanguage(read)],
  ];
  return notes.flatMap(([note, isSo]) => (isSo ? [note] : []));
}

/** A page without ink that is darker than any paper was not lit: that it is blank would be a guess. */
export function isDark({ data }: { data: Uint8Array }): boolean {
  return data.length > 0 && data.reduce((sum, level) => sum + level, 0) / data.length < DARKEST_PAPER;
}

function isOtherLanguage({ words }: ReadPicture): boolean {
  const believed = words.filter((word) => word.confidence >= BELIEVED && WORD.test(word.text));
  if (believed.length < ENOUGH_WORDS) return false;
  return believed.filter((word) => MARKED.test(word.text)).length < believed.length * LEAST_MARKED;
}

function isTwoPages({ words, widthPx, heightPx }: ReadPicture): boolean {
  if (widthPx < heightPx * WIDE) return false;
  const written = words.filter(({ text }) => HAS_LETTERS.test(text)).toSorted((a, b) => a.x0 - b.x0);
  let end = 0;
  for (const [index, word] of written.entries()) {
    const isGutter = word.x0 - end >= widthPx * GUTTER && isAroundTheMiddle((word.x0 + end) / 2 / widthPx);
    if (isGutter) return Math.min(index, written.length - index) >= WORDS_OF_A_PAGE;
    end = Math.max(end, word.x1);
  }
  return false;
}

function isAroundTheMiddle(share: number): boolean {
  return share >= AROUND_THE_MIDDLE.from && share <= AROUND_THE_MIDDLE.to;
}

function isHalfPage({ words, widthPx, heightPx }: ReadPicture): boolean {
  const written = words.filter(({ text }) => HAS_LETTERS.test(text));
  const margin = Math.min(widthPx, heightPx) * MARGIN;
  const across = { side: widthPx, centreOf: ({ x0, x1 }: Box) => (x0 + x1) / 2 };
  const down = { side: heightPx, centreOf: ({ y0, y1 }: Box) => (y0 + y1) / 2 };
  return (
    runsOff(
      written.filter(({ y0 }) => y0 <= margin),
      across,
    ) ||
    runsOff(
      written.filter(({ y1 }) => y1 >= heightPx - margin),
      across,
    ) ||
    runsOff(
      written.filter(({ x0 }) => x0 <= margin),
      down,
    ) ||
    runsOff(
      written.filter(({ x1 }) => x1 >= widthPx - margin),
      down,
    )
  );
}

/** @param along the edge at which the words stand */
function runsOff(words: readonly Box[], along: { side: number; centreOf: (word: Box) => number }): boolean {
  if (words.length < WORDS_CUT) return false;
  const places = words.map(along.centreOf);
  return Math.max(...places) - Math.min(...places) >= along.side * SPREAD_CUT;
}
