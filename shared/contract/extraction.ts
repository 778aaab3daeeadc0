// What was understood of a page: which paper it is and its fields, each to be confirmed by the officer where it is in doubt.
import { oc } from "@orpc/contract";
import { z } from "zod";
import { Box, RecognitionState } from "./papers";
import { Fault, Id, InstantUtc } from "./values";

/** Words that belong to a paper type's own folder, in both languages of the window. */
export const Label = z.object({ vi: z.string(), en: z.string() });
export type Label = z.infer<typeof Label>;

export const FieldKind = z.enum([
  "name",
  "personal_number",
  "date",
  "gender",
  "number",
  "notation",
  "organisation",
  "address",
  "money",
  "phone",
  "text",
]);
export type FieldKind = z.infer<typeof FieldKind>;

/** Where a value comes from; the earlier wins over the later: a QR code cannot be misread. */
export const FieldSource = z.enum(["officer", "qr", "mrz", "text_layer", "ocr"]);
export type FieldSource = z.infer<typeof FieldSource>;

/**
 * sure: its confidence reaches the threshold of the field and no check speaks against it · doubt: to be looked at ·
 * unread: the place is known, the value is not (handwriting, a stamp) · confirmed, corrected, dismissed: by the officer.
 */
export const FieldState = z.enum(["sure", "doubt", "unread", "confirmed", "corrected", "dismissed"]);
export type FieldState = z.infer<typeof FieldState>;

/** Why a field is in doubt although it may read well. Words under `review.check.<code>`. */
export const FieldCheck = z.enum([
  "low_confidence",
  "repaired",
  "handwritten",
  "number_structure",
  "birth_date_differs",
  "gender_differs",
  "date_impossible",
  "date_order",
  "unknown_place",
  "differs_from_card",
  "differs_between_pages",
]);
export type FieldCheck = z.infer<typeof FieldCheck>;

/** Where the intake form takes it, after the officer's Enter. */
export const SuggestionTarget = z.enum([
  "fullName",
  "personalNumber",
  "birthDate",
  "gender",
  "address",
  "phone",
  "email",
  "cardIssuedOn",
]);
export type SuggestionTarget = z.infer<typeof SuggestionTarget>;

export const PageField = z.object({
  /** Of the paper type, for instance "child.fullName"; rows of a table end in a number: "member.2.fullName". */
  key: z.string().max(80),
  label: Label,
  kind: FieldKind,
  /** As it is shown: dates dd/MM/yyyy, money in đồng with points, numbers in digits, names as printed. "" when unread. */
  value: z.string().max(1000),
  /** What the machine read, before it was brought into that form. */
  raw: z.string().max(1000),
  /** 0–1, calibrated: of ten fields with 0.9 nine are right. */
  confidence: z.number().min(0).max(1),
  /** Below it nothing is accepted unseen. */
  threshold: z.number().min(0).max(1),
  /** In pixels of the page as it is shown; null when it comes from a code. */
  box: Box.nullable(),
  source: FieldSource,
  state: FieldState,
  checks: z.array(FieldCheck),
});
export type PageField = z.infer<typeof PageField>;

/** What is said of a page as a whole. Words under `review.note.<code>`. */
export const PageNote = z.enum([
  "handwriting",
  "blank",
  "unreadable",
  "upside_down",
  "two_pages",
  "half_page",
  "screen_photo",
  "other_language",
]);
export type PageNote = z.infer<typeof PageNote>;

export const PaperTypeId = z.string().max(60);

export const PageReading = z.object({
  pageId: Id,
  state: RecognitionState,
  fault: Fault.nullable(),
  /** null: no paper that the program knows. Confidence 0–1; 1 when the officer chose it. */
  type: z.object({ id: PaperTypeId, name: Label, confidence: z.number(), chosenByOfficer: z.boolean() }).nullable(),
  /** As they stand on the page; worst first is the window's matter. */
  fields: z.array(PageField),
  notes: z.array(PageNote),
  canUndo: z.boolean(),
});
export type PageReading = z.infer<typeof PageReading>;

/** A value for the intake form, from the best page that bears it. */
export const FieldSuggestion = z.object({
  target: SuggestionTarget,
  /** In the form of the applicant's field: dates yyyy-MM-dd, gender male or female. */
  value: z.string(),
  field: PageField,
  pageId: Id,
  typeName: Label,
});
export type FieldSuggestion = z.infer<typeof FieldSuggestion>;

const OfPage = z.object({ pageId: Id });
const OfField = OfPage.extend({ key: z.string().max(80) });

/** Decisions answer with the page as it stands afterwards. */
export const extractionContract = {
  /** All paper types that the program knows. */
  types: oc.output(z.array(z.object({ id: PaperTypeId, name: Label }))),
  page: oc.input(OfPage).output(PageReading),
  dossier: oc.input(z.object({ dossierId: Id })).output(
    z.object({
      pages: z.array(
        z.object({
          pageId: Id,
          typeName: Label.nullable(),
          typeConfidence: z.number(),
          sure: z.number().int(),
          doubts: z.number().int(),
          decided: z.number().int(),
        }),
      ),
      suggestions: z.array(FieldSuggestion),
    }),
  ),
  /** The officer says what paper it is; its fields are looked for anew, decisions on fields of the same key stay. */
  setType: oc.input(OfPage.extend({ typeId: PaperTypeId.nullable() })).output(PageReading),
  /** Confirms the value, or puts another in its place, which is kept as labelled data. @throws INPUT_INVALID, NOT_FOUND */
  decide: oc.input(OfField.extend({ value: z.string().max(1000) })).output(PageReading),
  /** This field is not on this page. */
  dismiss: oc.input(OfField).output(PageReading),
  /** Takes back the last decision on this page, also after a restart. @throws NOTHING_TO_UNDO */
  undo: oc.input(OfPage).output(PageReading),
  /** Reads a field again within a box that the officer drew; the answer is a doubt to be confirmed. @throws OCR_* */
  readField: oc.input(OfField.extend({ box: Box })).output(PageReading),
  /** Corrections as JSON lines, without pictures and without names of persons who made them. */
  exportCorrections: oc.input(z.object({ sinceUtc: InstantUtc.nullable() })).output(z.file()),
};
