// What the officer has chosen for each conflicting field; nothing of it has left the screen yet.
import type { Conflict } from "../../../shared/contract";

export type Choice = { take: "mine" | "theirs" | "base" } | { take: "own"; value: string };
/** In the order in which they were made. */
export type Decisions = readonly { conflictId: string; choice: Choice }[];

/** A second choice for a field takes the place of the first. */
export function decide(decisions: Decisions, conflictId: string, choice: Choice): Decisions {
  return [...decisions.filter((one) => one.conflictId !== conflictId), { conflictId, choice }];
}

export function takeBack(decisions: Decisions): Decisions {
  return decisions.slice(0, -1);
}

export function choiceOf(decisions: Decisions, conflictId: string): Choice | null {
  return decisions.find((one) => one.conflictId === conflictId)?.choice ?? null;
}

/** The next field without a choice after the given one, from the start again at the end; null: all are decided. */
export function nextOpen(conflicts: readonly Conflict[], decisions: Decisions, afterId: string | null): string | null {
  const at = conflicts.findIndex(({ id }) => id === afterId);
  const inOrder = [...conflicts.slice(at + 1), ...conflicts.slice(0, at + 1)];
  return inOrder.find(({ id }) => choiceOf(decisions, id) === null)?.id ?? null;
}

/** The conflicts of the first dossier, or of the one that is asked for when it has any. */
export function ofOneDossier(conflicts: readonly Conflict[], dossierId: string | null): Conflict[] {
  const chosen = conflicts.some((one) => one.dossierId === dossierId) ? dossierId : conflicts[0]?.dossierId;
  return conflicts.filter((one) => one.dossierId === chosen);
}
