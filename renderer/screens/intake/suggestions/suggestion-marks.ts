// What a value that was read from a paper is beside what stands in the form: an offer, one to look at first, or a difference.
import type { Applicant, FieldSuggestion } from "../../../../shared/contract";

/** The fields of the form that a paper may fill. */
export type FormField = "fullName" | "personalNumber" | "birthDate" | "address" | "phone";

export const FORM_FIELDS: readonly FormField[] = ["fullName", "personalNumber", "birthDate", "address", "phone"];

/**
 * offer: the field is empty and the value is sure · look: empty, but the value must be compared with the paper first ·
 * differs: something else stands in the field
 */
export interface SuggestionMark {
  kind: "offer" | "look" | "differs";
  target: FormField;
  suggestion: FieldSuggestion;
}

export type SuggestionMarks = Partial<Record<FormField, SuggestionMark>>;

export function marksOf(applicant: Applicant, suggestions: readonly FieldSuggestion[]): SuggestionMarks {
  const marks = FORM_FIELDS.flatMap((target) => {
    const suggestion = suggestions.find((each) => each.target === target);
    const kind = suggestion && kindOf(applicant[target] ?? "", suggestion);
    return suggestion && kind ? [[target, { kind, target, suggestion }] as const] : [];
  });
  return Object.fromEntries(marks);
}

/** What Enter in the field of this mark puts into the form; another number is no longer what a card said. */
export function acceptedFields({ target, suggestion }: SuggestionMark): Partial<Applicant> {
  const accepted = { [target]: suggestion.value };
  return target === "personalNumber" ? { ...accepted, source: "typed", cardIssuedOn: null } : accepted;
}

function kindOf(inForm: string, { target, value, field }: FieldSuggestion): SuggestionMark["kind"] | null {
  if (value.trim() === "") return null;
  if (inForm.trim() === "") return field.state === "doubt" || field.state === "unread" ? "look" : "offer";
  return plain(target, inForm) === plain(target, value) ? null : "differs";
}

/** Capitals, spaces and points are no difference; a diacritic is one. */
function plain(target: FieldSuggestion["target"], text: string): string {
  const letters = text.normalize("NFC").toLowerCase();
  if (target === "phone" || target === "personalNumber") return letters.replace(/[^\p{L}\d]/gu, "");
  return letters.replace(/[\s.,;:/-]+/gu, " ").trim();
}
