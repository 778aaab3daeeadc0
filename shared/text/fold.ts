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
  let folded = "";
  let pendingSpace = -1;
  let offset = 0;
  const positions: number[] = [];
  for (const character of text) {
    for (const unit of foldLetters(character)) {
      if (/\s/u.test(unit)) {
        if (folded !== "" && pendingSpace < 0) pendingSpace = offset;
        continue;
      }
      if (pendingSpace >= 0) {
        folded += " ";
        positions.push(pendingSpace);
        pendingSpace = -1;
      }
      folded += unit;
      for (let index = 0; index < unit.length; index += 1) positions.push(offset);
    }
    offset += character.length;
  }
  return { folded, positions };
}

function foldLetters(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/đ/gu, "d")
    .replace(/ς/gu, "σ");
}
