// Text without diacritics in which every character keeps its place, and how far two words are from each other.
import { fold } from "../../../../shared/text";

/** As long as `text`, UTF-16 unit by unit: places found here are places there. @param text NFC */
export function foldInPlace(text: string): string {
  let folded = "";
  for (let index = 0; index < text.length; index++) {
    const letter = text.charAt(index);
    const bare = isPlain(letter) ? letter.toLowerCase() : fold(letter);
    folded += bare.length === 1 ? bare : " ";
  }
  return folded;
}

function isPlain(letter: string): boolean {
  return letter < "\u0080";
}

/** Letters and digits only, without diacritics and spaces: "Họ, chữ đệm, tên" is "hochudemten". */
export function compact(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]+/gu, "");
}

/** Levenshtein's distance, or `limit + 1` as soon as it must be greater. */
export function distance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(change, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    if (Math.min(...row) > limit) return limit + 1;
    above = row;
  }
  return above[b.length] ?? 0;
}

/** Wrong letters that reading may make in a text of so many. */
export function forgiven(length: number): number {
  if (length < 5) return 0;
  return Math.min(4, Math.max(1, Math.floor(length / 7)));
}
