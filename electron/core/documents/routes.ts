// Handlers of the documents part of the contract.
import { implement } from "@orpc/server";
import { documentsContract } from "../../../shared/contract";
import type { DocumentFile, DocumentsService } from "./documents";

export function documentsRoutes(documents: DocumentsService) {
  const os = implement(documentsContract);
  return {
    pdf: os.pdf.handler(async ({ input }) => toFile(await documents.pdf(input.dossierId, input.componentId))),
    sources: os.sources.handler(({ input }) => documents.sources(input.dossierId)),
    source: os.source.handler(({ input }) => toFile(documents.source(input.sourceId))),
  };
}

function toFile({ name, mimeType, bytes }: DocumentFile): File {
  return new File([Uint8Array.from(bytes)], name, { type: mimeType });
}
