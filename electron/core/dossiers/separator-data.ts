// The papers to be handed in, as the separator sheets print them; a draft has them too, before it has a code.
import type { SeparatorPrint } from "../../../shared/domain";
import type { Reader } from "../storage";
import type { DossierParts } from "./ports";
import { getDossierRow, listComponentRows } from "./rows";

/** @throws DomainError NOT_FOUND */
export function separatorDataOf(
  parts: Pick<DossierParts, "settings">,
  reader: Reader,
  dossierId: string,
): SeparatorPrint {
  const row = getDossierRow(reader, dossierId);
  return {
    unitName: parts.settings().counter?.unitName ?? "",
    procedureName: row.procedure_name,
    dossierCode: row.provisional_code,
    // A paper that is only shown is not scanned; the others keep the numbers that they have on the screen.
    sheets: listComponentRows(reader, dossierId)
      .map(({ label, name, duty }, index) => ({ duty, number: index + 1, name: label.endsWith("…") ? name : label }))
      .filter(({ duty }) => duty === "submit")
      .map(({ number, name }) => ({ number, name })),
  };
}
