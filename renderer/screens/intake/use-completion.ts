// Completes the dossier, or leads to the first thing that is still missing.
import { useState } from "react";
import type { Blocker, Dossier } from "../../../shared/contract";
import { client, type FaultOf } from "../../bridge";
import type { Draft } from "./draft/use-draft";
import { selectLine } from "./papers/selection";
import type { Papers } from "./papers/use-papers";
import { type Step, stepOfBlocker } from "./steps";
import { useAction } from "../../stores/use-action";

export interface Completion {
  complete: () => void;
  isBusy: boolean;
  fault: FaultOf | null;
  /** Asked for while something was missing: then all that is missing is said. */
  isRefused: boolean;
}

export interface CompletionOptions {
  draft: Draft;
  papers: Papers;
  open: (step: Step) => void;
}

export function useCompletion({ draft, papers, open }: CompletionOptions): Completion {
  const action = useAction();
  const [isRefused, setRefused] = useState(false);
  const attempt = async (): Promise<void> => {
    // Pages still coming in would be refused by a completed dossier.
    if (papers.scanning.run?.state === "running" || !(await draft.flush())) return;
    const id = draft.now()?.id;
    if (id === undefined) return;
    const stored = await client.dossiers.get({ id });
    draft.adopt(stored);
    const first = stored.blockers[0];
    setRefused(first !== undefined);
    if (first) leadTo(first, stored, { draft, papers, open });
    else draft.adopt(await client.dossiers.complete({ id }));
  };
  return { complete: () => void action.run(attempt), isBusy: action.isBusy, fault: action.fault, isRefused };
}

function leadTo(blocker: Blocker, dossier: Dossier, { papers, open }: CompletionOptions): void {
  open(stepOfBlocker(blocker));
  const line = dossier.components.findIndex((component) => component.label === blocker.detail);
  if (blocker.code === "component" && line >= 0) selectLine(papers.store, line);
}
