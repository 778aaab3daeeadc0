// A run of words as one text, with the way back from each character to the word it stands in.
import type { Box } from "../../../../shared/contract";
import type { ReadWord } from "../../recognition";

export interface Region {
  text: string;
  words: readonly ReadWord[];
  /** Where each word starts in `text`; negative where it is cut off at the left. */
  starts: readonly number[];
}

export const EMPTY: Region = { text: "", words: [], starts: [] };

/** @param isBreak whether a wide gap or a ruled line stands before the word of this number: written as a tab */
export function regionOf(words: readonly ReadWord[], isBreak: (index: number) => boolean = () => false): Region {
  const starts: number[] = [];
  let text = "";
  words.forEach((word, index) => {
    if (index > 0) text += isBreak(index) ? "\t" : " ";
    starts.push(text.length);
    text += word.text;
  });
  return { text, words, starts };
}

export function slice(region: Region, from: number, to = region.text.length): Region {
  const kept = region.words
    .map((word, index) => ({ word, start: region.starts[index] ?? 0 }))
    .filter(({ word, start }) => start < to && start + word.text.length > from);
  return {
    text: region.text.slice(from, to),
    words: kept.map(({ word }) => word),
    starts: kept.map(({ start }) => start - from),
  };
}

export function joined(regions: readonly Region[]): Region {
  let text = "";
  const words: ReadWord[] = [];
  const starts: number[] = [];
  for (const region of regions) {
    if (region.text.trim() === "") continue;
    if (text !== "") text += " ";
    const offset = text.length;
    text += region.text;
    words.push(...region.words);
    starts.push(...region.starts.map((start) => start + offset));
  }
  return { text, words, starts };
}

/** null for no words. */
export function boxOf(words: readonly Box[]): Box | null {
  if (words.length === 0) return null;
  return {
    x0: Math.min(...words.map((word) => word.x0)),
    y0: Math.min(...words.map((word) => word.y0)),
    x1: Math.max(...words.map((word) => word.x1)),
    y1: Math.max(...words.map((word) => word.y1)),
  };
}
