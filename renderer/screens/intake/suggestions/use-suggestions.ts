// What the papers of this draft say about the citizen, as it stands beside the form.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Applicant, Dossier, Page } from "../../../../shared/contract";
import { api, client } from "../../../bridge";
import { acceptedFields, type FormField, marksOf, type SuggestionMark, type SuggestionMarks } from "./suggestion-marks";

export interface Suggestions {
  marks: SuggestionMarks;
  /** The page that bears a suggestion, for the piece of its picture. */
  pageOf: (mark: SuggestionMark) => Page | undefined;
  /** It stood on the screen long enough to be looked at. */
  noteSeen: (mark: SuggestionMark) => void;
  /** Takes the value into the form. @returns false when there is nothing that may be taken so */
  accept: (field: FormField, way: "offered" | "instead") => boolean;
}

/** Papers that are not read yet, or cannot be asked for, suggest nothing: the form never waits for them. */
export function useSuggestions(dossier: Dossier, onType: (change: Partial<Applicant>) => void): Suggestions {
  const input = { dossierId: dossier.id };
  const found = useQuery(api.extraction.dossier.queryOptions({ input })).data?.suggestions ?? [];
  const pages = useQuery(api.papers.list.queryOptions({ input })).data ?? [];
  const [seen] = useState(() => new Set<string>());
  const marks = marksOf(dossier.applicant, found);
  const pageOf = ({ suggestion }: SuggestionMark): Page | undefined => pages.find(({ id }) => id === suggestion.pageId);
  const accept = (field: FormField, way: "offered" | "instead"): boolean => {
    const mark = marks[field];
    if (!mark || (mark.kind === "differs") !== (way === "instead")) return false;
    // Papers are read meanwhile: an offer that comes in the moment of the key is not what the key was meant for.
    if (!seen.has(nameOf(mark)) || !canBeCompared(mark, pageOf(mark))) return false;
    onType(acceptedFields(mark));
    if (mark.suggestion.field.state === "doubt") confirm(mark);
    return true;
  };
  return { marks, pageOf, accept, noteSeen: (mark) => void seen.add(nameOf(mark)) };
}

/** A doubt is taken only where its piece of the paper stands beside it. */
export function canBeCompared({ suggestion }: SuggestionMark, page: Page | undefined): boolean {
  const { state, box } = suggestion.field;
  const isDoubt = state === "doubt" || state === "unread";
  return !isDoubt || (box !== null && page !== undefined);
}

function nameOf({ kind, target, suggestion }: SuggestionMark): string {
  return `${kind} ${target} ${suggestion.value}`;
}

function confirm({ suggestion: { pageId, field } }: SuggestionMark): void {
  // The form has the value; where this is refused the field only stays a doubt in the review.
  client.extraction.decide({ pageId, key: field.key, value: field.value }).catch(() => undefined);
}
