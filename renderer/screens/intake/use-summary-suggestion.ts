// Keeps the suggested abstract in step with procedure and name until the officer writes another.
import { useEffect, useEffectEvent, useRef } from "react";
import type { Dossier } from "../../../shared/contract";
import type { Draft } from "./draft/use-draft";
import { followSummary, suggestSummary } from "./summary-suggestion";

export function useSummarySuggestion(dossier: Dossier, draft: Draft): void {
  const { procedureName } = dossier;
  const { fullName } = dossier.applicant;
  const previous = useRef(suggestSummary(procedureName, fullName));
  const follow = useEffectEvent(() => {
    const summary = followSummary(dossier.summary, previous.current, dossier);
    previous.current = suggestSummary(procedureName, fullName);
    if (summary !== undefined) draft.type({ summary });
  });
  useEffect(() => follow(), [procedureName, fullName]);
}
