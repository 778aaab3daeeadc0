// Notations, genders, plain numbers, and texts that are taken as they stand.
import { foldInPlace } from "../layout/folded";
import type { Parsed } from "./value";

const NOTATION = /(?:(?<!\p{L})[A-ZĐ]{1,3}\s)?[\p{L}\p{N}]+(?:\s?[./–-]\s?[\p{L}\p{N}]+)*/gu;

/** "12/QĐ-UBND", "H51.54.26-244628-1714", "275/2024": the first run with a digit in it. */
export function parseNotation(text: string): Parsed | null {
  for (const match of text.matchAll(NOTATION)) {
    const raw = match[0].replace(/\s[.–-]\s?[\p{Ll}].*$/u, "");
    if (!/\d/u.test(raw) || raw.length > 60) continue;
    const value = raw
      .replace(/\s*([./-])\s*/gu, "$1")
      .replace(/\s*–\s*/gu, "-")
      .normalize("NFC");
    const form = /[/.-]/u.test(value) ? 1 : 0.8;
    return { value, start: match.index, end: match.index + raw.length, form };
  }
  return null;
}

/** "175", "1591,6", "01". */
export function parseNumber(text: string): Parsed | null {
  const match = /\d+(?:[.,]\d+)*/u.exec(text);
  return match ? { value: match[0], start: match.index, end: match.index + match[0].length, form: 0.9 } : null;
}

const MALE = /(?<!\p{L})(nam|male)(?!\p{L})/gu;
const FEMALE = /(?<!\p{L})(nu|female|nit|nir)(?!\p{L})/gu;
const TICK = /[☑☒✓✔Xx]\s*$/u;

/** "Nam" or "Nữ"; of a form with both printed the one that is ticked, or none. */
export function parseGender(text: string): Parsed | null {
  const folded = foldInPlace(text);
  const male = [...folded.matchAll(MALE)].filter(
    (match) => !/^viet\s+$/u.test(folded.slice(Math.max(0, match.index - 5), match.index)),
  );
  const female = [...folded.matchAll(FEMALE)];
  const all = [...male.map((match) => ({ match, value: "Nam" })), ...female.map((match) => ({ match, value: "Nữ" }))];
  const ticked = all.filter(({ match }) => TICK.test(text.slice(0, match.index)));
  const chosen = male.length > 0 && female.length > 0 ? ticked : all;
  const [first] = chosen.sort((a, b) => a.match.index - b.match.index);
  if (!first || (chosen.length > 1 && chosen.some(({ value }) => value !== first.value))) return null;
  const isExact = text.slice(first.match.index, first.match.index + first.match[0].length) === first.value;
  return {
    value: first.value,
    start: first.match.index,
    end: first.match.index + first.match[0].length,
    form: isExact ? 1 : 0.8,
  };
}

const EDGE_LEFT = /^[\s:;.,_…·|*–-]+/u;
const EDGE_RIGHT = /[\s:;,_…·|*–-]+$|(?<=[\p{L}\p{N})])[\s.]+$/u;

/** Marks and letters that no Vietnamese text has: handwriting and dirt are read as such. */
const FOREIGN = /[†‡ÐðÑñÄÖÜäöüßÞþ¢£¥§©®¿¡~^{}<>]/u;

/** What stands there, without leaders and specks at its ends. */
export function parseText(text: string): Parsed | null {
  const start = EDGE_LEFT.exec(text)?.[0].length ?? 0;
  const bare = text
    .slice(start)
    .replace(/(?:[\s.,;:_…·|*]{2,}|[\s:;,_…·|*–-]+|\.)$/u, "")
    .replace(EDGE_RIGHT, "");
  const value = bare
    .replace(/[._…·]{3,}/gu, " ")
    .replace(/\s+/gu, " ")
    .trim()
    .normalize("NFC");
  if (!/[\p{L}\p{N}]/u.test(value)) return null;
  const form = Math.min(1, 0.6 + value.length / 20) * (FOREIGN.test(value) ? 0.5 : 1);
  return { value, start, end: start + bare.length, form };
}

const ADDRESS_WORDS =
  /(?<!\p{L})(thon|xom|ap|buon|ban|lang|to dan pho|to|khu pho|khu|duong|pho|so nha|ngo|xa|phuong|thi tran|huyen|quan|thi xa|thanh pho|tp|tinh)(?!\p{L})/u;

/** A text with words of places or commas between its parts. */
export function parseAddress(text: string): Parsed | null {
  const parsed = parseText(text);
  if (!parsed) return null;
  const isPlace = ADDRESS_WORDS.test(foldInPlace(parsed.value)) || parsed.value.includes(",");
  return { ...parsed, form: (isPlace ? 1 : 0.6) * (FOREIGN.test(parsed.value) ? 0.5 : 1) };
}

/** "a.b@c.vn", also with spaces that reading put in. */
export function parseEmail(text: string): Parsed | null {
  const match = /[\p{L}\p{N}][\p{L}\p{N}._+-]*\s?[(]?@{1,2}\s?[\p{L}\p{N}-]+(?:\s?\.\s?[\p{L}\p{N}-]+)+/u.exec(text);
  if (!match) return null;
  return {
    value: match[0].replace(/[\s(]/gu, "").replace("@@", "@"),
    start: match.index,
    end: match.index + match[0].length,
    form: 1,
  };
}
