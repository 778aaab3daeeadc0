// Optical character recognition of pages, and search over what was read.
import { oc } from "@orpc/contract";
import { z } from "zod";
import { Fault, Id } from "./values";
import { RecognitionState } from "./papers";

/** One word with its box in pixels of the stored page, confidence 0–100. */
export const WordBox = z.object({
  text: z.string(),
  x0: z.number(),
  y0: z.number(),
  x1: z.number(),
  y1: z.number(),
  confidence: z.number(),
});
export type WordBox = z.infer<typeof WordBox>;

export const PageText = z.object({
  pageId: Id,
  state: RecognitionState,
  text: z.string(),
  words: z.array(WordBox),
  confidence: z.number().nullable(),
  fault: Fault.nullable(),
});
export type PageText = z.infer<typeof PageText>;

export const RecognitionQueue = z.object({
  queued: z.number().int(),
  running: z.number().int(),
  failed: z.number().int(),
});
export type RecognitionQueue = z.infer<typeof RecognitionQueue>;

export const SearchHit = z.object({
  dossierId: Id,
  provisionalCode: z.string().nullable(),
  officialCode: z.string().nullable(),
  procedureName: z.string(),
  applicantName: z.string(),
  /** Where it was found. */
  where: z.enum(["code", "applicant", "procedure", "summary", "page"]),
  pageId: Id.nullable(),
  /** Text around the hit; the hit stands between ⟦ and ⟧. */
  snippet: z.string(),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const recognitionContract = {
  queue: oc.output(RecognitionQueue),
  pageText: oc.input(z.object({ pageId: Id })).output(PageText),
  retryFailed: oc.output(RecognitionQueue),
  /** With or without diacritics, every word must occur; best first. */
  search: oc
    .input(z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(100).default(30) }))
    .output(z.array(SearchHit)),
};
