// What separator sheets (tờ ngăn) are printed from: one sheet for each paper, or one for "the next paper".
import { z } from "zod";

export const SeparatorPrint = z.object({
  unitName: z.string(),
  procedureName: z.string(),
  /** null: the sheet belongs to whichever dossier is being scanned. */
  dossierCode: z.string().min(1).max(40).nullable(),
  sheets: z
    .array(
      z.object({
        /** From 1, as listed in the dossier; null: the one after that of the pages before. */
        number: z.number().int().min(1).max(999).nullable(),
        name: z.string(),
      }),
    )
    .min(1),
});
export type SeparatorPrint = z.infer<typeof SeparatorPrint>;
