// Digitised papers: pages and their assignment. Images go through app://pages/<pageId>?size=thumb|screen|full|cleaned.
import { oc } from "@orpc/contract";
import { z } from "zod";
import { Id, InstantUtc, Sha256 } from "./values";

export const RecognitionState = z.enum(["queued", "running", "done", "failed"]);

/** In pixels. */
export const Box = z.object({ x0: z.number(), y0: z.number(), x1: z.number(), y1: z.number() });
export type Box = z.infer<typeof Box>;

/** How a page is made ready for reading, in this order. The original is never changed. */
export const CleaningStepName = z.enum([
  "perspective",
  "orientation",
  "border",
  "stamp",
  "denoise",
  "flatten",
  "deskew",
  "upsample",
  "rules",
]);
export type CleaningStepName = z.infer<typeof CleaningStepName>;

export const CleaningStep = z.object({
  name: CleaningStepName,
  /** Switched off by the officer; otherwise the machine decides whether the page needs it. */
  isOff: z.boolean(),
  /** Whether it was done when the page was last read. */
  wasDone: z.boolean(),
  /** Degrees, dpi, sigma of the noise, by step; null when there is no figure. */
  value: z.number().nullable(),
});
export type CleaningStep = z.infer<typeof CleaningStep>;

/** Steps in order; empty until the page was read for the first time. */
export const PageRecipe = z.object({ pageId: Id, steps: z.array(CleaningStep) });
export type PageRecipe = z.infer<typeof PageRecipe>;

export const FindingKind = z.enum([
  "low_resolution",
  "skewed",
  "blurred",
  "cut_edge",
  "too_dark",
  "too_light",
  "wrong_orientation",
  "wrong_paper",
  "blank",
]);
export type FindingKind = z.infer<typeof FindingKind>;

/** Something about a page that a person should look at. Nothing is done about it by itself. */
export const Finding = z.object({
  kind: FindingKind,
  /** "warning": red frame, scan again; "advice": readable, could be better. */
  severity: z.enum(["advice", "warning"]),
  /** Degrees of skew, dpi, quarter turns that would set it upright…, by kind; null when there is no figure. */
  value: z.number().nullable(),
  /** Only of wrong_paper: the component whose name the title of the page bears. */
  suggestedComponentId: Id.nullable(),
  /** The officer has looked and keeps the page as it is. */
  accepted: z.boolean(),
});
export type Finding = z.infer<typeof Finding>;

/** Clockwise, in degrees: how far the stored picture is turned to be shown upright. The original is never changed. */
export const Rotation = z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]);
export type Rotation = z.infer<typeof Rotation>;

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
  rotation: Rotation,
  /** A separator sheet is hidden from the start and can be restored as a page like any other. */
  role: z.enum(["page", "separator"]),
  batchId: Id.nullable(),
  /** null until the page was looked at, about a second after its arrival. */
  findings: z.array(Finding).nullable(),
});
export type Page = z.infer<typeof Page>;

export const PageActionKind = z.enum([
  "scan",
  "move",
  "rotate",
  "remove",
  "restore",
  "replace",
  "split",
  "merge",
  "join_card",
]);
export type PageActionKind = z.infer<typeof PageActionKind>;

/** A step that can be taken back, also after a restart. A whole batch is one step. */
export const PageAction = z.object({ id: Id, kind: PageActionKind, pageCount: z.number().int(), atUtc: InstantUtc });
export type PageAction = z.infer<typeof PageAction>;

export const PageHistory = z.object({ undo: PageAction.nullable(), redo: PageAction.nullable() });
export type PageHistory = z.infer<typeof PageHistory>;

const PageIds = z.array(Id).min(1).max(500);
const OfDossier = z.object({ dossierId: Id });
const Pages = z.array(Page);

/** Changes answer with the pages of the dossier as they stand afterwards. */
export const papersContract = {
  /** Pages of one dossier, removed ones left out, components in order, loose pages last. */
  list: oc.input(OfDossier).output(Pages),
  /** What was removed and can be restored, newest first: pages, replaced pages, separator sheets. */
  removed: oc.input(OfDossier).output(Pages),
  /** To a component, or null for loose; before a page that stands there, or to the end. */
  move: oc
    .input(z.object({ pageIds: PageIds, componentId: Id.nullable(), beforePageId: Id.nullable().default(null) }))
    .output(Pages),
  /** Quarter turns clockwise from how it is shown now. */
  rotate: oc.input(z.object({ pageIds: PageIds, quarterTurns: z.number().int().min(1).max(3) })).output(Pages),
  /** Hides pages; the originals stay and `restore` brings them back. */
  remove: oc.input(z.object({ pageIds: PageIds })).output(Pages),
  restore: oc.input(z.object({ pageIds: PageIds })).output(Pages),
  /** This page and those after it in its component become another paper. */
  split: oc
    .input(
      z.object({
        firstPageId: Id,
        into: z.discriminatedUnion("kind", [
          z.object({ kind: z.literal("component"), componentId: Id }),
          z.object({ kind: z.literal("new"), name: z.string().trim().min(1).max(200) }),
        ]),
      }),
    )
    .output(Pages),
  /** All pages of one paper go to the end of another. */
  merge: oc.input(z.object({ fromComponentId: Id, intoComponentId: Id })).output(Pages),
  /** Both sides of an identity card on one A4 page, which stands where the front stood; the two sides are hidden. */
  joinCard: oc.input(z.object({ frontPageId: Id, backPageId: Id })).output(Pages),
  /** The officer has seen what was found about these pages and keeps them; null: all kinds. */
  acceptFindings: oc.input(z.object({ pageIds: PageIds, kinds: z.array(FindingKind).nullable() })).output(Pages),
  history: oc.input(OfDossier).output(PageHistory),
  /** @throws NOTHING_TO_UNDO, DOSSIER_NOT_DRAFT */
  undo: oc.input(OfDossier).output(Pages),
  redo: oc.input(OfDossier).output(Pages),
};
