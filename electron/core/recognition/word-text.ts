// The text of a page and its words tell the same: made of them, and changed with them.
import type { ReadWord } from "./page-reading";

/** Words of a line with a space between them, lines in order. */
export function joinWords(words: readonly ReadWord[]): string {
  const lines = new Map<number, string[]>();
  for (const word of words) lines.set(word.line, [...(lines.get(word.line) ?? []), word.text]);
  return [...lines.values()].map((line) => line.join(" ")).join("\n");
}

/** Puts texts in the place of words, by their index, and leaves everything else as it is, tabs between cells included. */
export function replaceWords(
  text: string,
  words: readonly ReadWord[],
  replacements: ReadonlyMap<number, string>,
): string {
  const places = findWords(text, words);
  if (!places) return joinWords(words.flatMap((word, index) => replaced(word, replacements.get(index))));
  let result = "";
  let end = 0;
  places.forEach((place, index) => {
    const replacement = replacements.get(index);
    if (replacement === undefined) return;
    result += text.slice(end, place) + replacement;
    end = place + (words[index]?.text.length ?? 0);
  });
  const whole = result + text.slice(end);
  return [...replacements.values()].includes("") ? withoutGaps(whole) : whole;
}

function replaced(word: ReadWord, replacement: string | undefined): ReadWord[] {
  if (replacement === "") return [];
  return [replacement === undefined ? word : { ...word, text: replacement }];
}

/** Where each word begins; undefined when the text is not made of these words in this order. */
function findWords(text: string, words: readonly ReadWord[]): number[] | undefined {
  const places: number[] = [];
  let from = 0;
  for (const word of words) {
    const place = text.indexOf(word.text, from);
    if (place < 0 || text.slice(from, place).trim() !== "") return undefined;
    places.push(place);
    from = place + word.text.length;
  }
  return places;
}

function withoutGaps(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(/ {2,}/g, " ").replace(/^ | $/g, ""))
    .join("\n");
}
