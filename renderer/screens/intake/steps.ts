// The five numbered lines of the intake: which is done, which comes next, and where a missing thing is mended.
import type { Blocker, Dossier } from "../../../shared/contract";

export const STEPS = ["procedure", "citizen", "papers", "summary", "due"] as const;
export type Step = (typeof STEPS)[number];

const STEP_OF_BLOCKER: Readonly<Record<Blocker["code"], Step>> = {
  procedure: "procedure",
  name: "citizen",
  personal_number: "citizen",
  component: "papers",
  summary: "summary",
  counter: "due",
};

const STEP_OF_WARNING: Readonly<Record<string, Step>> = {
  PERSONAL_NUMBER_INVALID: "citizen",
  DOSSIER_PAPERS_MISSING: "papers",
  CALENDAR_MISSING: "due",
};

export function stepOfBlocker(blocker: Blocker): Step {
  return STEP_OF_BLOCKER[blocker.code];
}

/** Where a warning of core is shown; what belongs nowhere stands at the last line. */
export function stepOfWarning(code: string): Step {
  return STEP_OF_WARNING[code] ?? "due";
}

/** Where a draft is taken up again: the first line that still lacks something, else the last. */
export function firstOpenStep(dossier: Dossier): Step {
  return STEPS.find((step) => isMissing(dossier, step)) ?? "due";
}

export function stepAfter(step: Step): Step {
  return STEPS[STEPS.indexOf(step) + 1] ?? "due";
}

export function stepState(dossier: Dossier, step: Step): "todo" | "done" | "attention" {
  if (isMissing(dossier, step)) return "todo";
  const hasWarning = dossier.warnings.some((warning) => stepOfWarning(warning.code) === step);
  if (hasWarning || (step === "due" && dossier.due.calendarIncomplete)) return "attention";
  return dossier.procedureCode === null ? "todo" : "done";
}

function isMissing(dossier: Dossier, step: Step): boolean {
  return dossier.blockers.some((blocker) => stepOfBlocker(blocker) === step);
}
