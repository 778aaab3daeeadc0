// What an officer types into a draft, and how it is laid over what core knows, so that typing is never overwritten.
import type { Applicant, Dossier, DraftPatch } from "../../../../shared/contract";

export type DraftFields = Omit<DraftPatch, "id">;

/** Later fields win; the applicant is merged field by field. */
export function mergeFields(earlier: DraftFields, later: DraftFields): DraftFields {
  const merged = { ...earlier, ...later };
  const applicant = earlier.applicant || later.applicant ? { ...earlier.applicant, ...later.applicant } : undefined;
  return applicant ? { ...merged, applicant } : merged;
}

/** Core's dossier as the officer must see it: with everything typed since, saved or not. */
export function withTyped(dossier: Dossier, typed: DraftFields): Dossier {
  return {
    ...dossier,
    summary: typed.summary ?? dossier.summary,
    setCount: typed.setCount ?? dossier.setCount,
    returnMethod: typed.returnMethod ?? dossier.returnMethod,
    applicant: { ...dossier.applicant, ...typed.applicant },
  };
}

/** The citizen of a card; what no card carries (phone, e-mail) stays as it was typed. */
export function applicantFromCard(card: Applicant, before: Applicant): Applicant {
  return { ...card, phone: card.phone || before.phone, email: card.email || before.email };
}

/** True when nothing was entered: such a draft is not worth keeping. */
export function isUntouched(dossier: Dossier): boolean {
  const { applicant } = dossier;
  const words = [dossier.summary, applicant.fullName, applicant.personalNumber, applicant.address, applicant.phone];
  return dossier.procedureCode === null && dossier.pageCount === 0 && words.every((word) => word.trim() === "");
}
