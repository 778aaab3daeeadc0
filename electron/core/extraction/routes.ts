// Handlers of the extraction part of the contract.
import { implement } from "@orpc/server";
import { extractionContract } from "../../../shared/contract";
import type { ExtractionService } from "./extraction-service";

export function extractionRoutes(extraction: ExtractionService) {
  const os = implement(extractionContract);
  return {
    types: os.types.handler(() => extraction.types()),
    page: os.page.handler(({ input }) => extraction.page(input.pageId)),
    dossier: os.dossier.handler(({ input }) => extraction.dossier(input.dossierId)),
    setType: os.setType.handler(({ input }) => extraction.setType(input.pageId, input.typeId)),
    decide: os.decide.handler(({ input }) => extraction.decide(input.pageId, input.key, input.value)),
    dismiss: os.dismiss.handler(({ input }) => extraction.dismiss(input.pageId, input.key)),
    undo: os.undo.handler(({ input }) => extraction.undo(input.pageId)),
    readField: os.readField.handler(({ input }) => extraction.readField(input.pageId, input.key, input.box)),
    exportCorrections: os.exportCorrections.handler(({ input }) => {
      const lines = extraction.exportCorrections(input.sinceUtc);
      return new File([lines], "corrections.jsonl", { type: "application/x-ndjson" });
    }),
  };
}
