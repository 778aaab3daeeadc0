// Compares persons on a page with those of the same number on the other pages of the dossier.
import type { PageField } from "../../../shared/contract";
import { inDoubt, isSameDay, personOf, prefixesOf, type Person } from "./persons";

/** Everybody on a page of whom the number is known. */
export function numberedPersons(fields: readonly PageField[]): Person[] {
  return prefixesOf(fields)
    .map((prefix) => personOf(fields, prefix))
    .filter(({ personalNumber }) => personalNumber !== "");
}

/**
 * @param others persons of the other pages
 * @returns the fields; names and days of birth that another page has otherwise for the same number are in doubt. Marks
 *   count here: of two readings of one name one is wrong, and nothing else would tell
 */
export function betweenPages(fields: readonly PageField[], others: readonly Person[]): PageField[] {
  const differing = new Set<string>();
  for (const prefix of prefixesOf(fields)) {
    const person = personOf(fields, prefix);
    const same = others.filter(
      ({ personalNumber }) => personalNumber !== "" && personalNumber === person.personalNumber,
    );
    const isOther = (part: "fullName" | "birthDate", isSame: (left: string, right: string) => boolean) =>
      same.some((other) => person[part] !== "" && other[part] !== "" && !isSame(person[part], other[part]));
    if (isOther("fullName", isSameName)) differing.add(`${prefix}.fullName`);
    if (isOther("birthDate", isSameDay)) differing.add(`${prefix}.birthDate`);
  }
  // A code cannot be misread.
  for (const { key, source } of fields) if (source === "qr" || source === "mrz") differing.delete(key);
  return inDoubt(fields, differing, "differs_between_pages");
}

function isSameName(left: string, right: string): boolean {
  return spelling(left) === spelling(right);
}

/** Wherever in the syllable the tone is put: "Hoà" and "Hòa" are one name. */
function spelling(name: string): string {
  const words = name.toLowerCase().normalize("NFD").split(/\s+/u);
  return words
    .map(
      (word) =>
        word.replace(/[\u0300\u0301\u0303\u0309\u0323]/gu, "") +
        (/[\u0300\u0301\u0303\u0309\u0323]/u.exec(word)?.[0] ?? ""),
    )
    .join(" ")
    .trim();
}
