// Digitised papers: pages and their assignment. Images go through app://pages/<pageId>?size=thumb|screen|full.
import { oc } from "@orpc/contract";
import { z } from "zod";
import { Id, InstantUtc, Sha256 } from "./values";

export const RecognitionState = z.enum(["queued", "running", "done", "failed"]);

export const Page = z.object({
  id: Id,
  dossierId: Id,
  componentId: Id.nullable(),
  /** From 1, within its component (or among the loose pages). */
  position: z.number().int(),
  sha256: Sha256,
  mimeType: z.enum(["image/jpeg", "image/png"]),
  widthPx: z.number().int(),
  heightPx: z.number().int(),
  resolutionDpi: z.number().int(),
  sizeBytes: z.number().int(),
  /** Where it came from, for instance "sane:pnm:0" or "file". */
  source: z.string(),
  createdAtUtc: InstantUtc,
  deleted: z.boolean(),
  recognition: RecognitionState.nullable(),
  /** Mean word confidence 0–100 once read. */
  confidence: z.number().nullable(),
});
export type Page = z.infer<typeof Page>;

export const papersContract = {
  /** Pages of one dossier, deleted ones left out, components in order, loose pages last. */
  list: oc.input(z.object({ dossierId: Id })).output(z.array(Page)),
  /** To a component, or null for loose; appended at the end. */
  assign: oc
    .input(z.object({ pageIds: z.array(Id).min(1).max(500), componentId: Id.nullable() }))
    .output(z.array(Page)),
  /** Hides pages; the originals stay and `restore` brings them back. */
  remove: oc.input(z.object({ pageIds: z.array(Id).min(1).max(500) })).output(z.array(Page)),
  restore: oc.input(z.object({ pageIds: z.array(Id).min(1).max(500) })).output(z.array(Page)),
};
