// The machine-readable lines on the back of an identity card (ICAO Doc 9303 part 5, TD1): three lines of 30.
import { fold, formatLocalDate, parseLocalDate } from "../../../../shared/text";

export interface MrzCard {
  personalNumber: string;
  /** dd/MM/yyyy. */
  birthDate: string | null;
  expiresOn: string | null;
  gender: "Nam" | "Nữ" | null;
  /** Capitals without diacritics: to be compared with, never to be shown as the name. */
  plainName: string;
  /** Rows of the page's text that the lines stand on. */
  lines: readonly number[];
}

const WEIGHTS = [7, 3, 1];
const LENGTH = 30;

/** null unless the check digits agree: letters read wrong must not become facts. @param rows texts of the page's rows */
export function readMrz(rows: readonly string[], today: string): MrzCard | null {
  const lines = rows
    .map((text, index) => ({ text: tidy(text), index }))
    .filter(({ text }) => text.length >= 15 || text.includes("<"));
  const first = lines.findIndex(({ text }) => /^[I1LT]D?[VWU]NM/u.test(text));
  const [one, two, three] = first < 0 ? [] : lines.slice(first, first + 3);
  if (!one) return null;
  const personalNumber = numberOf(pad(one.text));
  if (!personalNumber) return null;
  const dates = two ? datesOf(pad(two.text), today) : { birthDate: null, expiresOn: null, gender: null };
  const plainName = three?.text.includes("<") ? fold(three.text.replace(/[<«]+/gu, " ")).toUpperCase() : "";
  return {
    personalNumber,
    ...dates,
    plainName,
    lines: [one, two, three].flatMap((line) => (line ? [line.index] : [])),
  };
}

function tidy(text: string): string {
  return text.replace(/[«‹]/gu, "<").replace(/\s+/gu, "").toUpperCase();
}

/** An engine loses fill characters at the end of a line. */
function pad(line: string): string {
  return line.padEnd(LENGTH, "<").slice(0, LENGTH + 2);
}

/**
 * "IDVNM" + 9 digits + check + 12 digits + "<<" + check. The last nine of the 12 are the 9 again; where the two differ,
 * one was misread, and it must satisfy both check digits which.
 */
function numberOf(line: string): string | null {
  const digits = asDigits(line.slice(5).replace(/<.*$/u, ""));
  const document = digits.slice(0, 9);
  const full = digits.slice(10, 22);
  if (!/^\d{22}$/u.test(digits)) return null;
  const last = /<+(\d)/u.exec(line)?.[1];
  const numbers = [full, full.slice(0, 3) + document].filter(
    (number) => checkDigit(number.slice(3)) === digits.charAt(9),
  );
  return numbers.find((number) => full.endsWith(document) || checkDigit(number) === last) ?? null;
}

function datesOf(line: string, today: string) {
  const birth = asDigits(line.slice(0, 7));
  const expiry = asDigits(line.slice(8, 15));
  const sex = line.charAt(7);
  return {
    birthDate: checked(birth)
      ? dateOf(birth, (year) => (Number(`20${year}`) > Number(today.slice(0, 4)) ? "19" : "20"))
      : null,
    expiresOn: checked(expiry) ? dateOf(expiry, () => "20") : null,
    gender: sex === "M" ? ("Nam" as const) : sex === "F" ? ("Nữ" as const) : null,
  };
}

function checked(field: string): boolean {
  return /^\d{7}$/u.test(field) && checkDigit(field.slice(0, 6)) === field.charAt(6);
}

function dateOf(field: string, century: (year: string) => string): string | null {
  const [year, month, day] = [field.slice(0, 2), field.slice(2, 4), field.slice(4, 6)];
  const date = parseLocalDate(`${day}/${month}/${century(year)}${year}`);
  return date ? formatLocalDate(date) : null;
}

function checkDigit(text: string): string {
  const sum = [...text].reduce((total, digit, index) => total + Number(digit) * (WEIGHTS[index % 3] ?? 0), 0);
  return String(sum % 10);
}

function asDigits(text: string): string {
  return text
    .replace(/[OQD]/gu, "0")
    .replace(/[IL|]/gu, "1")
    .replace(/S/gu, "5")
    .replace(/B/gu, "8")
    .replace(/Z/gu, "2");
}
