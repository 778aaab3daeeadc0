// Compares persons on a page with the identity cards of the same dossier.
import type { FieldCheck, PageField } from "../../../shared/contract";
import { fold } from "../../../shared/text";

interface Person {
  fullName: string;
  personalNumber: string;
  birthDate: string;
}

const CARD = "card";
const PARTS = ["fullName", "personalNumber", "birthDate"] as const;

/** The person of a card, from the fields of its page; null when it is no card or nothing was read. */
export function cardPerson(fields: readonly PageField[]): Person | null {
  const person = personOf(fields, CARD);
  return person.personalNumber !== "" ? person : null;
}

/** @returns the fields, those that differ from a card with the check and in doubt */
export function againstCards(fields: readonly PageField[], cards: readonly Person[]): PageField[] {
  const prefixes = new Set(fields.map(({ key }) => prefixOf(key)).filter((prefix) => prefix !== CARD && prefix !== ""));
  const differing = new Set<string>();
  for (const prefix of prefixes) {
    const person = personOf(fields, prefix);
    for (const part of cards.flatMap((card) => differences(person, card))) differing.add(`${prefix}.${part}`);
  }
  return fields.map((field) => (differing.has(field.key) ? inDoubt(field, "differs_from_card") : field));
}

function inDoubt(field: PageField, check: FieldCheck): PageField {
  if (field.state !== "sure" && field.state !== "doubt") return field;
  return { ...field, state: "doubt", checks: [...field.checks, check] };
}

/** Only of somebody who must be the same person: the same number, or the same name and day of birth. */
function differences(person: Person, card: Person): (typeof PARTS)[number][] {
  const isSame = (part: (typeof PARTS)[number]) => fold(person[part]) === fold(card[part]);
  const isKnown = (part: (typeof PARTS)[number]) => person[part] !== "" && card[part] !== "";
  const isOnePerson =
    (isKnown("personalNumber") && isSame("personalNumber")) ||
    (isKnown("fullName") && isSame("fullName") && isKnown("birthDate") && isSame("birthDate"));
  return isOnePerson ? PARTS.filter((part) => isKnown(part) && !isSame(part)) : [];
}

function personOf(fields: readonly PageField[], prefix: string): Person {
  const value = (part: string) => {
    const field = fields.find(({ key }) => key === `${prefix}.${part}`);
    return field && field.state !== "dismissed" ? field.value : "";
  };
  return { fullName: value("fullName"), personalNumber: value("personalNumber"), birthDate: value("birthDate") };
}

function prefixOf(key: string): string {
  return key.slice(0, Math.max(0, key.lastIndexOf(".")));
}
