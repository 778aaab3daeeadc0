// Who stands on a page: the fields with the same beginning of their keys, as one person, to compare pages with each other.
import type { FieldCheck, PageField } from "../../../shared/contract";

export interface Person {
  fullName: string;
  personalNumber: string;
  birthDate: string;
}

export const PERSON_PARTS = ["fullName", "personalNumber", "birthDate"] as const;
export type PersonPart = (typeof PERSON_PARTS)[number];

/** @param prefix what stands before the last point of its keys; dismissed values count as none */
export function personOf(fields: readonly PageField[], prefix: string): Person {
  const value = (part: PersonPart) => {
    const field = fields.find(({ key }) => key === `${prefix}.${part}`);
    return field && field.state !== "dismissed" ? field.value : "";
  };
  return { fullName: value("fullName"), personalNumber: value("personalNumber"), birthDate: value("birthDate") };
}

/** Beginnings of keys under which a person may stand. */
export function prefixesOf(fields: readonly PageField[]): string[] {
  const all = fields.map(({ key }) => key.slice(0, Math.max(0, key.lastIndexOf("."))));
  return [...new Set(all)].filter((prefix) => prefix !== "");
}

/** Also when one page tells only the year. */
export function isSameDay(left: string, right: string): boolean {
  return (
    left === right || (/^\d{4}$/u.test(left) ? right.endsWith(left) : /^\d{4}$/u.test(right) && left.endsWith(right))
  );
}

/** What the officer decided stays as it is. */
export function inDoubt(fields: readonly PageField[], keys: ReadonlySet<string>, check: FieldCheck): PageField[] {
  return fields.map((field) =>
    keys.has(field.key) && (field.state === "sure" || field.state === "doubt")
      ? { ...field, state: "doubt", checks: [...field.checks, check] }
      : field,
  );
}
