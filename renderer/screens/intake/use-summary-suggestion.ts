// Keeps the suggested abstract in step with the procedure until the officer writes another.
import { useEffect, useEffectEvent, useRef } from "react";
import type { Dossier } from "../../../shared/contract";
import type { Draft } from "./draft/use-draft";
import { followSummary, suggestSummary } from "./summary-suggestion";

export function useSummarySuggestion(dossier: Dossier, draft: Draft): void {
  const { procedureName } = dossier;
  const previous = useRef(suggestSummary(procedureName));
  const follow = useEffectEvent(() => {
    const summary = followSummary(dossier.summary, previous.current, dossier);
    previous.current = suggestSummary(procedureName);
    if (summary !== undefined) draft.type({ summary });
  });
  useEffect(() => follow(), [procedureName]);
}
