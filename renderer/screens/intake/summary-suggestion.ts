// The abstract (trích yếu) that is offered until the officer writes another. It is part of the record that goes to the
// province, hence Vietnamese whatever the language of the window.
import type { Dossier } from "../../../shared/contract";

const LONGEST = 1000;

/**
 * The procedure alone: who hands in is named on the receipt already, and is often not the one concerned (the child of a
 * birth, the dead of a death).
 */
export function suggestSummary(procedureName: string): string {
  return procedureName.trim().slice(0, LONGEST);
}

/** The new suggestion when the officer has not written an abstract of their own, else undefined. */
export function followSummary(current: string, previous: string, dossier: Dossier): string | undefined {
  const next = suggestSummary(dossier.procedureName);
  const isOwn = current !== "" && current !== previous;
  return isOwn || next === current ? undefined : next;
}
