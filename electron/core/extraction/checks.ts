// Compares the fields of a page with each other: what cannot both be true is looked at. None of it rejects a value.
import type { FieldCheck } from "../../../shared/contract";
import { personalNumberWarnings } from "../../../shared/domain";
import { parseLocalDate } from "../../../shared/text";
import { unknownPlaces } from "../recognition";
import type { Found } from "./finding/found";
import { hasStructure } from "./values/digits";

/** Pairs of last parts of keys of which the first must not be later than the second. */
const ORDER: readonly (readonly [earlier: string, later: string])[] = [
  ["birthDate", "issuedOn"],
  ["birthDate", "registeredOn"],
  ["birthDate", "marriedOn"],
  ["birthDate", "deathDate"],
  ["issuedOn", "expiresOn"],
  ["receivedOn", "dueOn"],
];

/** By key. */
export type Checks = ReadonlyMap<string, readonly FieldCheck[]>;

/** @param today yyyy-MM-dd: nobody is born, and nothing is issued, after it */
export function checkFields(fields: readonly Found[], today: string): Checks {
  const checks = new Map<string, FieldCheck[]>();
  const add = (key: string, check: FieldCheck) => {
    const own = checks.get(key) ?? [];
    if (!own.includes(check)) checks.set(key, [...own, check]);
  };
  for (const field of fields) {
    if (field.wasWrong) add(field.key, field.kind === "date" ? "date_impossible" : "number_structure");
    if (field.kind === "personal_number" && field.value !== "" && !hasStructure(field.value, { today }))
      add(field.key, "number_structure");
    if (isFuture(field, today)) add(field.key, "date_order");
    if (wasRepaired(field)) add(field.key, "repaired");
    if (isNowhere(field)) add(field.key, "unknown_place");
  }
  for (const [prefix, group] of groupsOf(fields)) {
    checkPerson(group, add);
    checkOrder(prefix === "" ? group : [...group, ...fields.filter(({ key }) => !key.includes("."))], add);
  }
  return checks;
}

/** By the lexicon as it was read, or a family name brought into its only spelling. */
function wasRepaired({ kind, value, region, source }: Found): boolean {
  if (region.words.some(({ repairedFrom }) => repairedFrom !== undefined)) return true;
  return kind === "name" && source === "ocr" && !region.text.includes(value.split(" ")[0] ?? "");
}

/** A doubt only: papers from before 2025 name communes that are no more. */
function isNowhere({ kind, value, source }: Found): boolean {
  return source === "ocr" && (kind === "address" || kind === "organisation") && unknownPlaces(value).length > 0;
}

function groupsOf(fields: readonly Found[]): Map<string, Found[]> {
  const groups = new Map<string, Found[]>();
  for (const field of fields) {
    const prefix = field.key.slice(0, Math.max(0, field.key.lastIndexOf(".")));
    groups.set(prefix, [...(groups.get(prefix) ?? []), field]);
  }
  return groups;
}

type Add = (key: string, check: FieldCheck) => void;

function checkPerson(group: readonly Found[], add: Add): void {
  const number = valueField(group, "personalNumber");
  if (!number) return;
  const birth = valueField(group, "birthDate");
  const gender = valueField(group, "gender");
  const warnings = personalNumberWarnings({
    personalNumber: number.value,
    birthDate: birth ? (localDate(birth.value) ?? null) : null,
    gender: gender ? (gender.value === "Nam" ? "male" : "female") : null,
  });
  for (const warning of warnings) {
    const check = warning === "gender_differs" ? "gender_differs" : "birth_date_differs";
    const other = warning === "gender_differs" ? gender : birth;
    for (const field of [number, other]) if (field) add(field.key, check);
  }
}

function checkOrder(group: readonly Found[], add: Add): void {
  for (const [earlier, later] of ORDER) {
    const first = valueField(group, earlier);
    const second = valueField(group, later);
    const [from, to] = [first && localDate(first.value), second && localDate(second.value)];
    if (!first || !second || !from || !to || from <= to) continue;
    add(first.key, "date_order");
    add(second.key, "date_order");
  }
}

function isFuture(field: Found, today: string): boolean {
  const date = field.kind === "date" ? localDate(field.value) : undefined;
  return (
    date !== undefined &&
    date > today &&
    !/(?:expiresOn|dueOn|until|validTo|to)$/iu.test(field.key) &&
    /(?:birthDate|issuedOn|registeredOn|receivedOn)$/u.test(field.key)
  );
}

function valueField(group: readonly Found[], name: string): Found | undefined {
  return group.find(({ key, value }) => value !== "" && (key === name || key.endsWith(`.${name}`)));
}

/** yyyy-MM-dd of a full date; of a year alone its first day. */
function localDate(value: string): string | undefined {
  return /^\d{4}$/u.test(value) ? undefined : parseLocalDate(value);
}
