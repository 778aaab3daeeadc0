// Tells which paper a page is: by its title, by phrases that speak for or against it, by its labels, and by its codes.
import type { Page } from "./finding/found";
import type { PageCodes } from "./finding/codes";
import { tokensOf, type PageLayout } from "./layout/page-layout";
import { PhraseFinder, type Occurrence } from "./layout/phrases";
import type { PaperCode, PaperType } from "./paper-type";

export interface TypeGuess {
  type: PaperType | null;
  /** 0–1; all guesses of a page together make 1. */
  confidence: number;
}

/** Fitted on drawn samples and the public corpus: scores differ by about this much for e-fold odds. */
const TEMPERATURE = 0.9;
/** What a paper that the program knows reaches at least. */
const UNKNOWN_SCORE = 4;
const TITLE_ROWS = 18;
const TITLE = 6;
const TITLE_IN_SMALL = 1.5;
/** Both sides of a card on one page are its front: the QR code says more than the lines of the back. */
const CODES: Readonly<Record<PaperCode, number>> = { citizen_card: 5, receipt: 5, mrz: 3 };
const LABELS_TOGETHER = 2.5;
const MAX_MARKS = 4;

/** Best first; no type at all is one of the guesses. */
export function classify(page: Page, codes: PageCodes, types: readonly PaperType[]): TypeGuess[] {
  const top = topOf(page);
  const titles = types.map((type) => bestTitle(type, top));
  const scored: { type: PaperType | null; score: number }[] = types.map((type, index) => ({
    type,
    score:
      titleScore(titles[index] ?? null, titles) +
      markScore(type, page) +
      labelScore(type, page) +
      codeScore(type, codes),
  }));
  scored.push({ type: null, score: UNKNOWN_SCORE });
  const best = Math.max(...scored.map(({ score }) => score));
  const weights = scored.map(({ type, score }) => ({ type, weight: Math.exp((score - best) / TEMPERATURE) }));
  const sum = weights.reduce((total, { weight }) => total + weight, 0);
  return weights
    .map(({ type, weight }) => ({ type, confidence: weight / sum }))
    .sort((a, b) => b.confidence - a.confidence);
}

interface TitlePlace extends Occurrence {
  isLoud: boolean;
}

/** The first rows, each with the two below it, since a long title is broken into lines. */
interface Top {
  layout: PageLayout;
  phrases: PhraseFinder;
  /** Where the text of each row itself ends. */
  ends: readonly number[];
}

const TITLE_LINES = 3;

function topOf({ layout }: Page): Top {
  const own = layout.rows.slice(0, TITLE_ROWS);
  const rows = own.map((row) => {
    const text = layout.rows
      .slice(row.index, row.index + TITLE_LINES)
      .map((line) => line.text)
      .join(" ");
    return { ...row, text, tokens: tokensOf(text) };
  });
  const top = { ...layout, rows };
  return { layout: top, phrases: new PhraseFinder(top), ends: own.map(({ text }) => text.length) };
}

/** In capitals before small letters; then the longest, then the highest. */
function bestTitle(type: PaperType, top: Top): TitlePlace | null {
  const places = type.titles
    .flatMap((title) => top.phrases.find(title))
    .filter((place) => place.isAtStart && place.start < (top.ends[place.row] ?? 0))
    .map((place) => ({ ...place, isLoud: isLoud(top, place) }));
  return places.sort((a, b) => Number(b.isLoud) - Number(a.isLoud) || b.length - a.length || a.row - b.row)[0] ?? null;
}

function isLoud({ layout }: Top, { row, start, end }: Occurrence): boolean {
  const letters = layout.rows[row]?.text.slice(start, end).match(/\p{L}/gu) ?? [];
  return letters.filter((letter) => letter === letter.toUpperCase()).length >= 0.8 * letters.length;
}

/** A title that is a part of another paper's longer title on the same row is none; the first title of a page counts most. */
function titleScore(own: TitlePlace | null, all: readonly (TitlePlace | null)[]): number {
  if (!own) return 0;
  if (!own.isLoud) return TITLE_IN_SMALL * (own.length >= 12 ? 1 : 0.4);
  const rivals = all.filter((other) => other !== null && other !== own && other.isLoud);
  const isPart = rivals.some(
    (other) => other && other.row === own.row && other.start <= own.start && other.length > own.length + 2,
  );
  if (isPart) return TITLE_IN_SMALL;
  const isLater = rivals.some((other) => other && other.row < own.row);
  return TITLE - own.errors * 0.3 - (isLater ? 2 : 0) + Math.min(1, own.length / 40);
}

function markScore(type: PaperType, page: Page): number {
  const sum = type.marks
    .filter(([phrase]) => page.phrases.find(phrase).length > 0)
    .reduce((total, [, weight]) => total + weight, 0);
  return Math.max(-MAX_MARKS, Math.min(MAX_MARKS, sum));
}

/** The share of its fields whose words stand on the page, when they are enough to say something. */
function labelScore(type: PaperType, page: Page): number {
  const labelled = type.fields.filter(({ after }) => after.length > 0);
  if (labelled.length < 3) return 0;
  const there = labelled.filter(({ after }) =>
    after.some((phrase) => page.phrases.find(phrase).some((place) => place.hasColon || place.isAtStart)),
  );
  return (LABELS_TOGETHER * there.length) / labelled.length;
}

function codeScore(type: PaperType, codes: PageCodes): number {
  return Math.max(0, ...(type.codes ?? []).filter((code) => codes.kinds.has(code)).map((code) => CODES[code]));
}
