// The words of a query and when a word of a text is one of them.
import { fold } from "../../../../shared/text";

/** Nobody types more than this; the rest is left out. */
const MAX_WORDS = 12;
const NUMBER_LENGTHS = [9, 12];

/** Folded letters and digits only: operators of the index's query language cannot get through. */
export function wordsOf(query: string): string[] {
  const words = fold(query).match(/[\p{L}\p{N}]+/gu) ?? [];
  const joined = words.join("");
  if (words.every(isDigits) && NUMBER_LENGTHS.includes(joined.length)) return [joined]; // typed in groups, as printed on the card
  return words.slice(0, MAX_WORDS);
}

/** The last four digits of a personal number, or more of them, are enough to find it. */
export function mayEndNumber(word: string): boolean {
  return isDigits(word) && word.length >= 4 && word.length <= 12;
}

/** @param isLast the last word may still be being typed */
export function isHit(token: string, word: string, isLast: boolean): boolean {
  if (isLast ? token.startsWith(word) : token === word) return true;
  return mayEndNumber(word) && isDigits(token) && NUMBER_LENGTHS.includes(token.length) && token.endsWith(word);
}

function isDigits(text: string): boolean {
  return /^\d+$/.test(text);
}
