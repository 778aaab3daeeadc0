// Optical character recognition of pages, and search over what was read.
import { oc } from "@orpc/contract";
import { z } from "zod";
import { Fault, Id } from "./values";
import { Box, PageRecipe, CleaningStepName, RecognitionState } from "./papers";

/** One word with its box in pixels of the page as it is shown, confidence 0–100. */
export const WordBox = Box.extend({
  text: z.string(),
  confidence: z.number(),
  /** From 0, in reading order; a row of a table is one line. Absent in what older versions have read. */
  line: z.number().int().optional(),
  /** What the engine read, where the lexicon of syllables put another word in its place. */
  repairedFrom: z.string().optional(),
  /** What the machine had, where the officer put another word in its place. */
  editedFrom: z.string().optional(),
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

export const EngineState = z.object({
  id: z.enum(["tesseract.js", "tesseract"]),
  isAvailable: z.boolean(),
  /** The engine's own version and model, for the diagnosis; "" when it is not there. */
  version: z.string(),
});
export type EngineState = z.infer<typeof EngineState>;

const OfPage = z.object({ pageId: Id });

export const recognitionContract = {
  queue: oc.output(RecognitionQueue),
  pageText: oc.input(OfPage).output(PageText),
  /** The officer is looking at this page: it is read before all others. */
  lookAt: oc.input(OfPage).output(z.null()),
  /** Which engines there are; `Settings.ocrEngine` chooses. */
  engines: oc.output(z.array(EngineState)),
  /** Puts another text in a word's place, "" takes it away; survives a new reading of the page. @throws NOT_FOUND */
  editWord: oc.input(OfPage.extend({ box: Box, text: z.string().trim().max(200) })).output(PageText),
  recipe: oc.input(OfPage).output(PageRecipe),
  /** Switches steps off (those named) and on (all others) and reads the page again. */
  setRecipe: oc
    .input(OfPage.extend({ off: z.array(CleaningStepName).max(CleaningStepName.options.length) }))
    .output(PageRecipe),
  retryFailed: oc.output(RecognitionQueue),
  /** With or without diacritics, every word must occur; best first. */
  search: oc
    .input(z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(100).default(30) }))
    .output(z.array(SearchHit)),
};
