// Walking over the words of a page with the arrow keys, and which of them deserve a look.
import type { WordBox } from "../../../shared/contract";

export type WalkTo = "next" | "previous" | "up" | "down";

/** Below it a word may well be wrong: of ten such words about one is. */
const DOUBTFUL_BELOW = 80;

/** edited: by a person · repaired: by the lexicon · doubt: the engine was not sure. */
export type WordLook = "edited" | "repaired" | "doubt" | "sure";

export function lookOf({ confidence, repairedFrom, editedFrom }: WordBox): WordLook {
  if (editedFrom !== undefined) return "edited";
  if (repairedFrom !== undefined) return "repaired";
  return confidence < DOUBTFUL_BELOW ? "doubt" : "sure";
}

/** @returns index of the word to go to; at the edge of the page the word itself. @param at −1: none is chosen */
export function walk(words: readonly WordBox[], at: number, to: WalkTo): number {
  const from = words[at];
  if (!from) return words.length > 0 ? 0 : -1;
  if (to === "next") return Math.min(words.length - 1, at + 1);
  if (to === "previous") return Math.max(0, at - 1);
  return nearestInLine(words, from, to) ?? at;
}

/** The first word that a person should look at, else the first. @returns −1 when there is none */
export function firstWord(words: readonly WordBox[]): number {
  const doubtful = words.findIndex((word) => lookOf(word) === "doubt");
  return doubtful >= 0 || words.length === 0 ? doubtful : 0;
}

/** Lines are found by height and not by their numbers: older readings have none. */
function nearestInLine(words: readonly WordBox[], from: WordBox, to: "up" | "down"): number | null {
  const direction = to === "down" ? 1 : -1;
  const ahead = words.filter((word) => (middleY(word) - middleY(from)) * direction > halfHeight(from));
  const line = ahead.reduce<WordBox | null>((near, word) => (isNearer(word, near, from) ? word : near), null);
  return line ? words.indexOf(line) : null;
}

/** Lines apart count more than columns apart. */
function isNearer(word: WordBox, near: WordBox | null, from: WordBox): boolean {
  return near === null || distance(word, from) < distance(near, from);
}

function distance(word: WordBox, from: WordBox): number {
  const lines = Math.round(Math.abs(middleY(word) - middleY(from)) / (halfHeight(from) * 2));
  const apart = Math.abs((word.x0 + word.x1) / 2 - (from.x0 + from.x1) / 2);
  return lines * 100_000 + apart;
}

function middleY({ y0, y1 }: WordBox): number {
  return (y0 + y1) / 2;
}

function halfHeight({ y0, y1 }: WordBox): number {
  return Math.max(1, (y1 - y0) / 2);
}
