// What stops a draft from being received, and what the officer should look at first. Pure rules.
import type { Applicant, Blocker, CounterSettings, DossierComponent, DueDate, Fault } from "../../../shared/contract";
import { checkPersonalNumber, isOldIdNumber, otherDocumentOf, personalNumberWarnings } from "../../../shared/domain";

export interface Intake {
  procedureCode: string | null;
  applicant: Applicant;
  summary: string;
  components: readonly Pick<DossierComponent, "label" | "duty" | "conditional" | "status">[];
  hasCounter: boolean;
  /** Local date, yyyy-MM-dd. */
  today: string;
}

/** In the order of the screen; empty: the dossier can be received. */
export function findBlockers(intake: Intake): Blocker[] {
  const blockers: Blocker[] = [];
  const add = (code: Blocker["code"], detail = "") => blockers.push({ code, detail });
  if (intake.procedureCode === null) add("procedure");
  if (intake.applicant.fullName.trim() === "") add("name");
  if (!isUsableNumber(intake)) add("personal_number");
  for (const component of intake.components) if (isOpen(component)) add("component", component.label);
  if (intake.summary.trim() === "") add("summary");
  if (!intake.hasCounter) add("counter");
  return blockers;
}

/** Things to look at that block nothing. */
export function findWarnings(intake: Intake, due: DueDate): Fault[] {
  const warnings: Fault[] = [];
  if (isOldIdNumber(intake.applicant.personalNumber)) warnings.push(numberWarning("old_id_number"));
  const other = otherDocumentOf(intake.applicant.personalNumber);
  if (other) warnings.push(numberWarning(other));
  warnings.push(...personalNumberWarnings(intake.applicant).map(numberWarning));
  const missing = intake.components.filter((component) => component.status === "missing" && isRequired(component));
  const papers = missing.map((component) => component.label).join(", ");
  if (papers !== "") warnings.push({ code: "DOSSIER_PAPERS_MISSING", facts: { papers } });
  if (due.calendarIncomplete) warnings.push({ code: "CALENDAR_MISSING", facts: { year: uncoveredYear(due) } });
  return warnings;
}

/** The receipt and the province need the name of the unit that received the dossier. */
export function isCounterReady(counter: CounterSettings | null): counter is CounterSettings {
  return counter !== null && counter.unitName.trim() !== "";
}

function isRequired(component: Intake["components"][number]): boolean {
  return component.duty === "submit" && !component.conditional;
}

// A conditional paper that nobody touched is one that this case does not need.
function isOpen(component: Intake["components"][number]): boolean {
  return component.status === "undecided" && isRequired(component);
}

// Old 9-digit cards still come with old papers, foreigners with a passport, organisations with a tax code: a warning at
// most, since nobody who is entitled to hand in may be sent away.
function isUsableNumber({ applicant: { personalNumber }, today }: Intake): boolean {
  if (isOldIdNumber(personalNumber) || otherDocumentOf(personalNumber)) return true;
  return checkPersonalNumber(personalNumber, today) === null;
}

function numberWarning(reason: string): Fault {
  return { code: "PERSONAL_NUMBER_INVALID", facts: { reason } };
}

function uncoveredYear(due: DueDate): string | number {
  return due.steps.find((step) => step.code === "calendar_incomplete")?.facts["year"] ?? "";
}
