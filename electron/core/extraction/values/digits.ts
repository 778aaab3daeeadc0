// Personal numbers, telephone numbers and amounts of money.
import { checkPersonalNumber, isPhoneNumber } from "../../../../shared/domain";
import { asDigits, type ParseContext, type Parsed } from "./value";

/** Letters that stand for digits count only where most of a run are digits. */
const RUN = /(?<![\p{L}\p{N}])[\dOoQDlI|!](?:[ .,|·_-]{0,3}[\dOoQDlI|!]){8,20}(?![\p{L}\p{N}])/gu;
const MIN_TRUE_DIGITS = 9;

export interface NumberSearch {
  /** A number that a citizen can have before one that only has the form. */
  found: Parsed | null;
  /** Twelve digits stood there that are no personal number. */
  hasWrong: boolean;
}

/** Of every number there is: three digits of a place, then century and sex (nobody is born after 2099). */
const FORM = /^[0-3]\d{2}[0-3]\d{8}$/u;
export function findPersonalNumber(text: string, context: ParseContext): NumberSearch {
  const numbers = allPersonalNumbers(text);
  const found = numbers.find(({ value }) => hasStructure(value, context)) ?? numbers[0] ?? null;
  return { found, hasWrong: runsOf(text).some(({ digits }) => digits.length === 12) };
}

/** Whether a citizen can have this number: a known province or country, a birth year that has come. */
export function hasStructure(number: string, { today }: Pick<ParseContext, "today">): boolean {
  return checkPersonalNumber(number, today) === null;
}

/** Every number in the text that has the form of a personal number. */
export function allPersonalNumbers(text: string): Parsed[] {
  return runsOf(text)
    .filter(({ digits }) => FORM.test(digits))
    .map(({ digits, start, end, form }) => ({ value: digits, start, end, form }));
}

function runsOf(text: string) {
  return [...text.matchAll(RUN)].flatMap((match) => {
    const raw = match[0];
    const trueDigits = raw.replace(/\D/gu, "").length;
    // An amount of money has points like these, but does not begin with a nought.
    if (trueDigits < MIN_TRUE_DIGITS || /^[1-9]\d{0,2}(?:[.,]\d{3}){2,}$/u.test(raw)) return [];
    const bare = raw.replace(/[|]/gu, trueDigits >= 12 ? "" : "|").replace(/[ .,·_-]/gu, "");
    const digits = asDigits(bare);
    const form = trueDigits === 12 ? (/^\d+$/u.test(raw) ? 1 : 0.9) : 0.5;
    return [{ digits, start: match.index, end: match.index + raw.length, form }];
  });
}

/** Ten or eleven digits of a Vietnamese telephone number, as digits. */
export function parsePhone(text: string): Parsed | null {
  for (const match of text.matchAll(/(?<![\d])(?:\+?84|0|O)(?:[ .()-]{0,2}[\dOolI]){8,10}(?!\d)/gu)) {
    const digits = asDigits(match[0])
      .replace(/[^\d+]/gu, "")
      .replace(/^\+?84/u, "0");
    const isExact = /^[\d+]+$/u.test(match[0]);
    if (isPhoneNumber(digits))
      return { value: digits, start: match.index, end: match.index + match[0].length, form: isExact ? 1 : 0.9 };
  }
  return null;
}

const FACTOR_BEFORE = /\d\s*[xX×*]\s*$/u;

/** After "=", which may be lost among specks; a factor alone is no sum. */
function sumOf(amounts: readonly RegExpExecArray[], text: string): RegExpExecArray | undefined {
  const result = amounts.find(({ index }) => /=\s*$/u.test(text.slice(0, index)));
  return result ?? amounts.find(({ index }) => !FACTOR_BEFORE.test(text.slice(0, index)));
}

const AMOUNT = /(?<![\d.,/])(\d{1,3}(?:[., ]\s?\d{3})+|\d{4,12})(?![\d])\s*(đ(?:ồng)?\b|vn[đd]\b)?/giu;
const SMALL_AMOUNT = /(?<![\d.,/])(\d{1,3})\s*(đồng|đ\b|vn[đd]\b)/iu;

/** Whole đồng, with points: "37.000"; of a sum ("1,5 x 500.000 đồng = 750.000 đồng") what it comes to. */
export function parseMoney(text: string): Parsed | null {
  if (/=\s*$/u.test(text)) return null; // what it comes to stands on the next line
  const amounts = [...text.matchAll(AMOUNT)];
  const match = sumOf(amounts, text) ?? SMALL_AMOUNT.exec(text);
  const digits = match?.[1]?.replace(/\D/gu, "");
  if (!match || !digits || digits.length > 13) return null;
  const value = String(BigInt(digits)).replace(/\B(?=(\d{3})+$)/gu, ".");
  const isWritten = /[.,]/u.test(match[1] ?? "") || match[2] !== undefined;
  return { value, start: match.index, end: match.index + match[0].trimEnd().length, form: isWritten ? 1 : 0.6 };
}
