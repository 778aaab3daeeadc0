// The abstract (trích yếu) that is offered until the officer writes another. It is part of the record that goes to the
// province, hence Vietnamese whatever the language of the window.
import type { Dossier } from "../../../shared/contract";

const LONGEST = 1000;

export function suggestSummary(procedureName: string, applicantName: string): string {
  const procedure = procedureName.trim();
  const name = applicantName.trim().replace(/\s+/gu, " ");
  if (procedure === "") return "";
  return (name === "" ? procedure : `${procedure} cho ${name}`).slice(0, LONGEST);
}

/** The new suggestion when the officer has not written an abstract of their own, else undefined. */
export function followSummary(current: string, previous: string, dossier: Dossier): string | undefined {
  const next = suggestSummary(dossier.procedureName, dossier.applicant.fullName);
  const isOwn = current !== "" && current !== previous;
  return isOwn || next === current ? undefined : next;
}
