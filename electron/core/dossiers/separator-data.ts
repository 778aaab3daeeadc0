// A dossier's papers as the separator sheets print them; a draft has them too, before it has a code.
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
    sheets: listComponentRows(reader, dossierId).map(({ label, name }, index) => ({
      number: index + 1,
      name: label.endsWith("…") ? name : label,
    })),
  };
}
