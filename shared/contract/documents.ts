// Papers as documents: the searchable PDF of a paper, and the files that pages were made from.
import { oc } from "@orpc/contract";
import { z } from "zod";
import { Id, InstantUtc, Sha256 } from "./values";

/** A file that the citizen or another office brought, kept byte for byte beside the pages made from it. */
export const SourceFile = z.object({
  id: Id,
  name: z.string(),
  mimeType: z.string(),
  sizeBytes: z.number().int(),
  sha256: Sha256,
  pageCount: z.number().int(),
  /** Bears a digital signature: it is handed on as it came and never written anew. */
  isSigned: z.boolean(),
  addedAtUtc: InstantUtc,
});
export type SourceFile = z.infer<typeof SourceFile>;

export const documentsContract = {
  /**
   * One paper as PDF/A with an invisible text layer, its pictures untouched; a signed PDF that came in, as it came.
   * Pages that are not read yet go without text.
   * @throws NOT_FOUND, DOCUMENT_EMPTY when there is no page
   */
  pdf: oc.input(z.object({ dossierId: Id, componentId: Id.nullable() })).output(z.file()),
  sources: oc.input(z.object({ dossierId: Id })).output(z.array(SourceFile)),
  source: oc.input(z.object({ sourceId: Id })).output(z.file()),
};
