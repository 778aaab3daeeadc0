// What the list of dossiers can be narrowed to. "due" is made here: open dossiers with a due date, the nearest first.
import type { DossierSummary } from "../../../shared/contract";

export const HOME_FILTERS = ["all", "draft", "waiting", "attention", "sent", "due"] as const;
export type HomeFilter = (typeof HOME_FILTERS)[number];

/** From this state of the national portal on the result is ready or the case is closed. */
const CLOSED_STATES: readonly number[] = [3, 7, 8, 9, 10];

export function dueFirst(dossiers: readonly DossierSummary[]): DossierSummary[] {
  return dossiers
    .filter((dossier) => dossier.dueAtUtc !== null && dossier.delivery !== "draft")
    .filter((dossier) => !CLOSED_STATES.includes(dossier.provinceState))
    .sort((a, b) => (a.dueAtUtc ?? "").localeCompare(b.dueAtUtc ?? ""));
}

export function isOverdue(dossier: DossierSummary, now: Date): boolean {
  if (dossier.dueAtUtc === null || CLOSED_STATES.includes(dossier.provinceState)) return false;
  return new Date(dossier.dueAtUtc) < now && dossier.delivery !== "draft";
}
