// What a parser answers: the value in the form in which it is shown, and where in the text it stands.

export interface Parsed {
  value: string;
  start: number;
  end: number;
  /** 0–1: how surely the text has the form of its kind. */
  form: number;
}

export interface ParseContext {
  /** yyyy-MM-dd. */
  today: string;
  /** A year alone is a date here ("Năm sinh: 1980"). */
  allowsYear?: boolean;
}

const LIKE_ZERO = /[OoQDº°]/g;
const LIKE_ONE = /[lI|!í¡]/g;

/** Digits as an engine confuses them with letters; of the same length. */
export function asDigits(text: string): string {
  return text.replace(LIKE_ZERO, "0").replace(LIKE_ONE, "1");
}
