// Dates as papers write them; only days that exist come out.
import { formatLocalDate, parseLocalDate } from "../../../../shared/text";
import { foldInPlace } from "../layout/folded";
import { asDigits, type ParseContext, type Parsed } from "./value";

const D = "[0-9OoQlI|]";
const NUMERIC = new RegExp(
  `(?<![\\dA-Za-z])(${D}{1,2})\\s?[/.,-]\\s?(${D}{1,2})\\s?[/.,-]\\s?([12l]${D}{3})(?![\\d])`,
  "gu",
);
const IN_WORDS =
  /(?:ng?ay\s*[:.]?\s*)?(?<!\d)(\d{1,2}|[ol]\d|\d[ol])[\s.,…]*th[a-z]{1,3}[gy]?[\s.,…]*(\d{1,2}|[ol]\d)[\s.,…]*n[a-z]m[\s.,:…]*([12]\d{3})(?!\d)/gu;
/** One stroke lost: "19/062020", "1906/2020". */
const STROKE_LOST = /(?<!\d)(\d{2})(?:[/.-](\d{2})|(\d{2})[/.-])([12]\d{3})(?!\d)/gu;
const IN_BOXES = /(?<!\d)(\d\s?\d)[\s|]+(\d\s?\d)[\s|]+([12]\s?\d\s?\d\s?\d)(?!\s?\d)/gu;
const YEAR = /(?<![\d/.,-])((?:19|20)\d{2})(?![\d/])/u;
const LATEST_YEARS = 60;

/** The first date in the text, as dd/MM/yyyy; a year alone where the context allows it. */
export function parseDate(text: string, context: ParseContext): Parsed | null {
  return (
    allDates(text, context)[0] ??
    firstOf(text, STROKE_LOST, { context, form: 0.6 }) ??
    firstOf(text, IN_BOXES, { context, form: 0.8 }) ??
    (context.allowsYear ? parseYear(text, context) : null)
  );
}

/** Every date in the text, in order. */
export function allDates(text: string, context: ParseContext): Parsed[] {
  const numeric = matchesOf(text, NUMERIC, { context, form: 1 });
  const inWords = matchesOf(foldInPlace(text), IN_WORDS, { context, form: 1 });
  return [...numeric, ...inWords].sort((a, b) => a.start - b.start);
}

/** Something that has the form of a date, whether or not there is such a day. */
export function looksLikeDate(text: string): boolean {
  return new RegExp(NUMERIC).test(text) || new RegExp(IN_WORDS).test(foldInPlace(text));
}

interface How {
  context: ParseContext;
  form: number;
}

function firstOf(text: string, pattern: RegExp, how: How): Parsed | null {
  return matchesOf(text, pattern, how)[0] ?? null;
}

function matchesOf(text: string, pattern: RegExp, { context, form }: How): Parsed[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const parts = match
      .slice(1)
      .filter((part) => part !== undefined)
      .map((part) => digitsOf(part));
    const value = dateOf(parts, context);
    return value ? [{ value, start: match.index, end: match.index + match[0].length, form }] : [];
  });
}

function digitsOf(text: string): string {
  return asDigits(text.replace(/\s/gu, ""));
}

function dateOf([day = "", month = "", year = ""]: readonly string[], { today }: ParseContext): string | null {
  const date = parseLocalDate(`${day}/${month}/${year}`);
  if (!date || date < "1850") return null;
  return Number(date.slice(0, 4)) > Number(today.slice(0, 4)) + LATEST_YEARS ? null : formatLocalDate(date);
}

function parseYear(text: string, { today }: ParseContext): Parsed | null {
  const match = YEAR.exec(text);
  const year = match?.[1];
  if (!match || !year || year > today.slice(0, 4)) return null;
  return { value: year, start: match.index, end: match.index + 4, form: 0.9 };
}
