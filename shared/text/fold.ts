// Vietnamese text without diacritics, for searching: "Đăng ký khai sinh" and "dang ky khai sinh" are the same text.
// SQLite's own `remove_diacritics` leaves đ as it is, so folding is done here, for the index and for the query alike.

/** Lower case, no diacritics, đ as d, runs of white space as one space, no white space at the ends. Never throws. */
export function fold(text: string): string {
  return foldLetters(text).replace(/\s+/gu, " ").trim();
}

export interface FoldedText {
  folded: string;
  /** For each UTF-16 unit of `folded`, where the character that it came from starts in the original. */
  positions: number[];
}

/** As `fold`, with the way back to the original, so that a hit can be shown as it was written. */
export function foldWithMap(text: string): FoldedText {
  const result: FoldedText = { folded: "", positions: [] };
  let offset = 0;
  for (const character of text) {
    for (const letter of foldLetters(character)) append(result, letter, offset);
    offset += character.length;
  }
  if (result.folded.endsWith(" ")) {
    result.folded = result.folded.slice(0, -1);
    result.positions.pop();
  }
  return result;
}

function append(result: FoldedText, letter: string, offset: number): void {
  const isSpace = /\s/u.test(letter);
  if (isSpace && (result.folded === "" || result.folded.endsWith(" "))) return;
  result.folded += isSpace ? " " : letter;
  for (let unit = 0; unit < letter.length; unit += 1) result.positions.push(offset);
}

function foldLetters(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/đ/gu, "d")
    .replace(/ς/gu, "σ");
}
