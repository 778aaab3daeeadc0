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

const MAX_LENGTH = 200;
const BANDS = [new Uint16Array(MAX_LENGTH + 2), new Uint16Array(MAX_LENGTH + 2)] as const;

/** Levenshtein's distance, or `limit + 1` as soon as it must be greater. Only a band around the diagonal is looked at. */
export function distance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  const far = limit + 1;
  if (limit === 0 || Math.abs(a.length - b.length) > limit || b.length > MAX_LENGTH) return far;
  let [above, row] = BANDS;
  for (let j = 0; j <= b.length; j++) above[j] = Math.min(j, far);
  for (let i = 1; i <= a.length; i++) {
    const from = Math.max(1, i - limit);
    const to = Math.min(b.length, i + limit);
    row[from - 1] = from === 1 ? Math.min(i, far) : far;
    let least = far;
    for (let j = from; j <= to; j++) {
      const change = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      row[j] = Math.min(at(above, j - 1) + change, at(above, j) + 1, at(row, j - 1) + 1);
      least = Math.min(least, row[j] ?? far);
    }
    row[to + 1] = far;
    if (least > limit) return far;
    [above, row] = [row, above];
  }
  return above[b.length] ?? far;
}

function at(row: Uint16Array, index: number): number {
  return row[index] ?? MAX_LENGTH;
}

/** Wrong letters that reading may make in a text of so many. */
export function forgiven(length: number): number {
  if (length < 5) return 0;
  return Math.min(4, Math.max(1, Math.floor(length / 7)));
}
