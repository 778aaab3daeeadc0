// One parser for each kind of field.
import type { FieldKind } from "../../../../shared/contract";
import { parseDate } from "./date";
import { findPersonalNumber, parseMoney, parsePhone } from "./digits";
import { parseName } from "./names";
import { parseAddress, parseEmail, parseGender, parseNotation, parseNumber, parseText } from "./texts";
import type { ParseContext, Parsed } from "./value";

type Parser = (text: string, context: ParseContext) => Parsed | null;

const PARSERS: Readonly<Record<FieldKind, Parser>> = {
  name: parseName,
  personal_number: (text, context) => findPersonalNumber(text, context).found,
  date: parseDate,
  gender: parseGender,
  number: parseNumber,
  notation: parseNotation,
  organisation: parseText,
  address: parseAddress,
  money: parseMoney,
  phone: parsePhone,
  text: parseTextOrEmail,
};

/** The first value of its kind in the text; null when there is none. Never throws. @param text NFC */
export function parseValue(kind: FieldKind, text: string, context: ParseContext): Parsed | null {
  return PARSERS[kind](text, context);
}

/** An address of e-mail is read without the spaces in it, where the text is nothing else. */
function parseTextOrEmail(text: string): Parsed | null {
  const whole = parseText(text);
  const email = parseEmail(text);
  return email && whole && email.end - email.start > 0.6 * whole.value.length ? email : whole;
}

/** Kinds whose value has a form of its own, wherever in the text it stands. */
export function hasForm(kind: FieldKind): boolean {
  return kind !== "organisation" && kind !== "address" && kind !== "text" && kind !== "name";
}

/** Kinds whose value may go on in the next line. */
export function mayWrap(kind: FieldKind): boolean {
  return kind === "organisation" || kind === "address" || kind === "text";
}
