// What is said of a page as a whole, from what was read on it.
import type { Box, PageNote } from "../../../shared/contract";
import type { PageRead } from "./page-reading";

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
/** … nothing within this share of its width around the middle, … */
const GUTTER = 0.03;
/** … and this many words on either side. */
const WORDS_OF_A_PAGE = 30;

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
    ["other_language", !isUnreadable && isOtherLanguage(read)],
  ];
  return notes.flatMap(([note, isSo]) => (isSo ? [note] : []));
}

function isOtherLanguage({ words }: ReadPicture): boolean {
  const believed = words.filter((word) => word.confidence >= BELIEVED && WORD.test(word.text));
  if (believed.length < ENOUGH_WORDS) return false;
  return believed.filter((word) => MARKED.test(word.text)).length < believed.length * LEAST_MARKED;
}

function isTwoPages({ words, widthPx, heightPx }: ReadPicture): boolean {
  if (widthPx < heightPx * WIDE) return false;
  const [from, to] = [widthPx * (0.5 - GUTTER / 2), widthPx * (0.5 + GUTTER / 2)];
  const left = words.filter((word) => word.x1 <= from).length;
  const right = words.filter((word) => word.x0 >= to).length;
  return left + right === words.length && Math.min(left, right) >= WORDS_OF_A_PAGE;
}
