// Mends tone marks and hats that were read wrongly, by the company that a syllable usually keeps. Only words that the
// engine itself doubts, and only where the text leaves one clear answer.
import { fold } from "../../../../shared/text";
import pairs from "./pairs.json";

export interface Repairable {
  text: string;
  /** 0–100. */
  confidence: number;
  line: number;
}

/** The engine is right in 99 of 100 words above it; below it in two of three. */
const DOUBTED_BELOW = 88;
/** A neighbour that is doubted itself speaks for nothing. */
const TRUSTED_FROM = 80;
const ONLY_LETTERS = /^(\P{L}*)(\p{L}{2,})(\P{L}*)$/u;

/** Before these stands a surname, whatever else the syllable could be ("Đỗ Thị", not "đô thị"). */
const MIDDLE_NAME = /^(Thị|Văn|THỊ|VĂN)$/u;

const PAIRS: ReadonlySet<string> = new Set([...pairs.phrases, ...pairs.places]);
const NAMES: ReadonlySet<string> = new Set(pairs.names);
const BY_FOLDED = groupByFolded();

/** Syllables of names of places, those of the highlands among them ("krông", "đắk"). */
export const PLACE_SYLLABLES: ReadonlySet<string> = syllablesOf(pairs.places);
/** Of laws and forms, abbreviations among them. */
export const TERMS: ReadonlySet<string> = syllablesOf(pairs.phrases);
/** Whatever is written on forms and signs of places. */
export const SYLLABLES: ReadonlySet<string> = syllablesOf([...PAIRS, ...NAMES]);

/**
 * Words in reading order, those mended with `repairedFrom`. Digits, codes and words that the engine is sure of stay.
 * @param words of one page; neighbours are those on the same line
 */
export function repairWords<Word extends Repairable>(words: readonly Word[]): (Word & { repairedFrom?: string })[] {
  return words.map((word, index) => {
    const neighbours = { before: neighbour(words, index, -1), after: neighbour(words, index, 1) };
    const mended = word.confidence < DOUBTED_BELOW ? betterReading(word.text, neighbours) : null;
    return mended === null ? word : { ...word, text: mended, repairedFrom: word.text };
  });
}

export interface Neighbours {
  before: string | null;
  after: string | null;
}

function neighbour(words: readonly Repairable[], index: number, step: 1 | -1): string | null {
  const [word, other] = [words[index], words[index + step]];
  if (!word || other?.line !== word.line || other.confidence < TRUSTED_FROM) return null;
  // A sign between the two ends a phrase.
  const [left, right] = step === 1 ? [word.text, other.text] : [other.text, word.text];
  if (/[^\p{L}]$/u.test(left) || /^[^\p{L}]/u.test(right)) return null;
  return other.text;
}

/** The same letters with the marks that the words beside them ask for; null when the word fits or nothing is clear. */
export function betterReading(text: string, neighbours: Neighbours): string | null {
  const [, front = "", core = "", back = ""] = ONLY_LETTERS.exec(text) ?? [];
  if (core === "") return null;
  const read = core.toLowerCase();
  if (support(read, neighbours) > 0) return null;
  const answers = (BY_FOLDED.get(fold(read)) ?? []).map(
    (syllable) => [syllable, support(syllable, neighbours)] as const,
  );
  const best = Math.max(0, ...answers.map(([, strength]) => strength));
  const likeliest = answers.filter(([, strength]) => strength === best);
  const [answer] = likeliest;
  if (best === 0 || likeliest.length !== 1 || answer === undefined) return null;
  return front + inCaseOf(core, answer[0]) + back;
}

/** How many of its neighbours it is known to stand beside. */
function support(syllable: string, { before, after }: Neighbours): number {
  if (after !== null && MIDDLE_NAME.test(after)) return NAMES.has(`${syllable} ${after.toLowerCase()}`) ? 1 : 0;
  const isKnown = (pair: string) => (PAIRS.has(pair.toLowerCase()) ? 1 : 0);
  return (
    (before === null ? 0 : isKnown(`${before} ${syllable}`)) + (after === null ? 0 : isKnown(`${syllable} ${after}`))
  );
}

function inCaseOf(model: string, syllable: string): string {
  if (model === model.toUpperCase()) return syllable.toUpperCase();
  const isCapital = model[0] !== model[0]?.toLowerCase();
  return isCapital ? syllable.charAt(0).toUpperCase() + syllable.slice(1) : syllable;
}

function syllablesOf(list: readonly string[]): Set<string> {
  return new Set(list.flatMap((pair) => pair.split(" ")));
}

function groupByFolded(): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const syllable of syllablesOf([...PAIRS, ...NAMES])) {
    const folded = fold(syllable);
    groups.set(folded, [...(groups.get(folded) ?? []), syllable]);
  }
  return groups;
}
