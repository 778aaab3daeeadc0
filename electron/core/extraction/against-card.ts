// Compares persons on a page with the identity cards of the same dossier.
import type { PageField } from "../../../shared/contract";
import { fold } from "../../../shared/text";
import { inDoubt, isSameDay, PERSON_PARTS, personOf, prefixesOf, type Person, type PersonPart } from "./persons";

const CARD = "card";

/** The person of a card, from the fields of its page; null when it is no card or nothing was read. */
export function cardPerson(fields: readonly PageField[]): Person | null {
  const person = personOf(fields, CARD);
  return person.personalNumber !== "" ? person : null;
}

/** @returns the fields, those that differ from a card with the check and in doubt */
export function againstCards(fields: readonly PageField[], cards: readonly Person[]): PageField[] {
  const differing = new Set<string>();
  for (const prefix of prefixesOf(fields).filter((each) => each !== CARD)) {
    const person = personOf(fields, prefix);
    for (const part of cards.flatMap((card) => differences(person, card))) differing.add(`${prefix}.${part}`);
  }
  return inDoubt(fields, differing, "differs_from_card");
}

/** Only of somebody who must be the same person: the same number, or the same name and day of birth. */
function differences(person: Person, card: Person): PersonPart[] {
  const isSame = (part: PersonPart) =>
    part === "birthDate" ? isSameDay(person[part], card[part]) : fold(person[part]) === fold(card[part]);
  const isKnown = (part: PersonPart) => person[part] !== "" && card[part] !== "";
  const isOnePerson =
    (isKnown("personalNumber") && isSame("personalNumber")) ||
    (isKnown("fullName") && isSame("fullName") && isKnown("birthDate") && isSame("birthDate"));
  return isOnePerson ? PERSON_PARTS.filter((part) => isKnown(part) && !isSame(part)) : [];
}
