// What each form is printed from, and the name that its print has outside of the program.
import type { DossierForm, PrintJob } from "../../../shared/contract";
import type { ReceiptPrint, SeparatorPrint } from "../../../shared/domain";
import { DomainError } from "../../../shared/errors";
import type { PreviewKey } from "./job-rows";
import type { PrintingParts } from "./ports";

export type FormData = ReceiptPrint | SeparatorPrint;
type Sources = Pick<PrintingParts, "receiptData" | "separatorData">;

/** @throws DomainError NOT_FOUND, DOSSIER_INCOMPLETE (no receipt of a draft, no sheets without papers), COUNTER_NOT_CONFIGURED */
export function formDataOf(sources: Sources, { dossierId, form, copyNumber }: PreviewKey): FormData {
  if (form === "receipt") return { ...sources.receiptData(dossierId), copyNumber };
  const separators = sources.separatorData(dossierId);
  // A sheet that means "the next paper" is laid between papers of any dossier, so it names none.
  if (form === "separator-next")
    return { ...separators, procedureName: "", dossierCode: null, sheets: [{ number: null, name: "" }] };
  if (separators.sheets.length === 0) throw new DomainError("DOSSIER_INCOMPLETE", { blocker: "procedure", detail: "" });
  return separators;
}

/** Only the receipt is a paper of the dossier: it is counted in its history, and what was shown is what prints. */
export function isOfRecord(form: DossierForm): boolean {
  return form === "receipt";
}

/** Names nobody: a dossier's code, or the kind of sheet for a draft. */
export function printName(sources: Sources, { dossierId, form, copyNumber }: PrintJob): string[] {
  const code = isOfRecord(form)
    ? sources.receiptData(dossierId).provisionalCode
    : sources.separatorData(dossierId).dossierCode;
  return [code ?? dossierId.slice(0, 13), form, String(copyNumber)];
}
