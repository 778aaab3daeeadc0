// Personal identification number (số định danh cá nhân, 12 digits): what its digits say, and how it is shown.
import { DomainError } from "../errors";

export type PersonalNumberProblem = "not_digits" | "length" | "unknown_prefix" | "impossible_year";

export interface PersonalNumberFacts {
  /** Where the birth was registered: a province before the mergers of 2025, or a country. */
  prefix: string;
  gender: "male" | "female";
  birthYear: number;
}

// Numbers are for life: the 63 provinces of before 1/7/2025, never the 34 of today.
const PROVINCE_PREFIXES = new Set(
  (
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 " +
    "044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 " +
    "089 091 092 093 094 095 096"
  ).split(" "),
);
// Births registered abroad carry a country code, from 101 on (TT 59/2021/TT-BCA).
const COUNTRY_PREFIX = /^[1-3]\d{2}$/;
const FIRST_COUNTRY = 101;

/**
 * What is wrong with a number, or null. Blank characters are ignored. There is no checksum.
 * @param today yyyy-MM-dd; a birth year after it is impossible
 */
export function checkPersonalNumber(text: string, today: string): PersonalNumberProblem | null {
  const number = compactNumber(text);
  if (!/^\d*$/.test(number)) return "not_digits";
  if (number.length !== 12) return "length";
  const prefix = number.slice(0, 3);
  const isCountry = COUNTRY_PREFIX.test(prefix) && Number(prefix) >= FIRST_COUNTRY;
  if (!PROVINCE_PREFIXES.has(prefix) && !isCountry) return "unknown_prefix";
  return readPersonalNumber(number).birthYear > Number(today.slice(0, 4)) ? "impossible_year" : null;
}

/**
 * The number without blanks.
 * @throws DomainError PERSONAL_NUMBER_INVALID {reason}
 */
export function validatePersonalNumber(text: string, today: string): string {
  const reason = checkPersonalNumber(text, today);
  if (reason) throw new DomainError("PERSONAL_NUMBER_INVALID", { reason });
  return compactNumber(text);
}

/** What 12 digits say: fourth digit is century and gender (0 male, 1 female of 19xx; 2, 3 of 20xx; …). */
export function readPersonalNumber(number: string): PersonalNumberFacts {
  const centuryAndGender = Number(number.charAt(3));
  return {
    prefix: number.slice(0, 3),
    gender: centuryAndGender % 2 === 0 ? "male" : "female",
    birthYear: 1900 + Math.floor(centuryAndGender / 2) * 100 + Number(number.slice(4, 6)),
  };
}

export interface NumberAgainstPerson {
  personalNumber: string;
  /** yyyy-MM-dd. */
  birthDate: string | null;
  gender: "male" | "female" | null;
}

/** Where the number disagrees with the person; corrected birth years and genders exist, so this never blocks. */
export function personalNumberWarnings(person: NumberAgainstPerson): ("birth_year_differs" | "gender_differs")[] {
  const number = compactNumber(person.personalNumber);
  if (!/^\d{12}$/.test(number)) return [];
  const facts = readPersonalNumber(number);
  const warnings: ("birth_year_differs" | "gender_differs")[] = [];
  if (person.birthDate && Number(person.birthDate.slice(0, 4)) !== facts.birthYear) warnings.push("birth_year_differs");
  if (person.gender && person.gender !== facts.gender) warnings.push("gender_differs");
  return warnings;
}

/** Number of the old paper card (CMND, 9 digits): no longer an identity paper, still found in old dossiers. */
export function isOldIdNumber(text: string): boolean {
  return /^\d{9}$/.test(compactNumber(text));
}

/** What identifies somebody without a personal number: a passport, or the tax code of an organisation. */
export type OtherDocument = "passport" | "tax_code";

/** Passports of all countries have letters and digits (ICAO Doc 9303, at most 9); tax codes 10 digits, with "-" and 3 for a branch. */
export function otherDocumentOf(text: string): OtherDocument | null {
  const number = compactNumber(text).toUpperCase();
  if (/^\d{10}(?:-\d{3})?$/.test(number)) return "tax_code";
  return /^(?=.*[A-Z])(?=.*\d)[A-Z0-9]{6,9}$/.test(number) ? "passport" : null;
}

/** "0010****1234": for screens that others see. Shorter numbers show their last three digits at most. */
export function maskPersonalNumber(text: string): string {
  const number = compactNumber(text);
  if (number.length >= 12) return `${number.slice(0, 4)}****${number.slice(-4)}`;
  return number === "" ? "" : `****${number.length > 6 ? number.slice(-3) : ""}`;
}

/** Vietnamese mobile or landline number, also with +84, spaces, dots or dashes. Anything else is a warning, no more. */
export function isPhoneNumber(text: string): boolean {
  const number = text.replace(/[\s.()-]/gu, "").replace(/^\+?84(?=\d{9,10}$)/u, "0");
  return /^0(?:[35789]\d{8}|2\d{9})$/.test(number);
}

function compactNumber(text: string): string {
  return text.replace(/\s+/gu, "");
}
