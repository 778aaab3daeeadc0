// From what was read on a page to what paper it is and its fields. Pure: the same page always gives the same answer.
import type { Box, FieldCheck, FieldState, PageField, PageNote } from "../../../shared/contract";
import type { PageRead } from "../recognition";
import { checkFields } from "./checks";
import { classify, type TypeGuess } from "./classify";
import { confidenceOf, THRESHOLDS } from "./confidence";
import { codesOf, type PageCodes } from "./finding/codes";
import { findInColumn } from "./finding/columns";
import type { Found, Page } from "./finding/found";
import { findLabelled } from "./finding/labelled";
import { findPart } from "./finding/parts";
import { spanOf } from "./finding/sections";
import { findTable } from "./finding/tables";
import { GENERIC, OTHER_NUMBER } from "./generic";
import { LABELS } from "./labels";
import { layoutOf, type Row } from "./layout/page-layout";
import { isLabel, notWithin, PhraseFinder, type Occurrence } from "./layout/phrases";
import { boxOf, slice } from "./layout/region";
import { readingTurns, turnBox, turnRead, turnSize } from "./layout/turned";
import type { FieldRule, PaperType } from "./paper-type";
import { allPersonalNumbers } from "./values/digits";
import { hasForm } from "./values/parse";
import type { Parsed } from "./values/value";

export interface Extraction {
  /** Best first; they make 1 together. */
  guesses: TypeGuess[];
  type: PaperType | null;
  typeConfidence: number;
  fields: PageField[];
  notes: PageNote[];
}

export interface ExtractOptions {
  /** Of the page as it is shown. */
  size: { widthPx: number; heightPx: number };
  types: readonly PaperType[];
  /** yyyy-MM-dd. */
  today: string;
  /** By the officer; the machine's own guess does not matter then. */
  chosen?: PaperType | null;
}

/** On such pages words may be put together that do not belong together: nothing on them is taken unseen. */
const DOUBTFUL_PAGES: ReadonlySet<PageNote> = new Set<PageNote>([
  "two_pages",
  "half_page",
  "screen_photo",
  "other_language",
  "unreadable",
]);

/** Mean word confidence below which words that look sound by themselves are wrong too often. */
const READ_WELL = 75;
const TEXT_LAYER = "text layer";

export function extract(read: PageRead, options: ExtractOptions): Extraction {
  const page = pageOf(turnRead(read, options.size), options);
  const codes = codesOf(read, page.layout, options.today);
  const guesses = classify(page, codes, options.types);
  const type = options.chosen === undefined ? (guesses[0]?.type ?? null) : options.chosen;
  const typeConfidence = options.chosen === undefined ? (guesses[0]?.confidence ?? 0) : 1;
  const rules = type ?? GENERIC;
  const found = findAll(rules, { ...page, labels: labelsOf(rules, page), isUnknown: type === null }, codes);
  const weighed = weigh(found, read, options.today);
  const notes = notesOf(read, weighed);
  const ofHand = notes.includes("handwriting") ? weighed.map(amongHandwriting) : weighed;
  const fields = isDoubtful(read, notes) ? ofHand.map(neverSure) : ofHand;
  return { guesses, type, typeConfidence, fields: shown(fields, read, options.size), notes };
}

function pageOf(read: PageRead, { size, today }: ExtractOptions): Page {
  const layout = layoutOf(read, turnSize(size, readingTurns(read)));
  return { layout, phrases: new PhraseFinder(layout), context: { today }, labels: [], isUnknown: false };
}

/** Boxes from the frame in which the page was read to the page as it is shown. */
function shown(fields: readonly PageField[], read: PageRead, size: ExtractOptions["size"]): PageField[] {
  const turns = readingTurns(read);
  const back = (box: Box | null) => box && turnBox(box, (4 - turns) % 4, turnSize(size, turns));
  return fields.map((field) => ({ ...field, box: back(field.box) }));
}

/** Words of this paper's fields, and those that any form may bear. */
function labelsOf(rules: Rules, { phrases }: Page): Occurrence[] {
  const words = new Set([...Object.values(LABELS).flat(), ...rules.fields.flatMap(({ after }) => after)]);
  const all = [...words].flatMap((phrase) => phrases.find(phrase)).filter(isLabel);
  return notWithin(all, all);
}

type Rules = Pick<PaperType, "fields" | "tables">;

function findAll(rules: Rules, page: Page, codes: PageCodes): Found[] {
  const heads = rules.fields.flatMap(({ column }) => (column ? [column] : []));
  const found: Found[] = [];
  for (const rule of rules.fields) {
    const field = fromCode(rule, codes) ?? fromText(rule, heads, page);
    if (field) found.push(field);
  }
  found.push(...(rules.tables ?? []).flatMap((table) => findTable(table, page)));
  const unique = found.filter(
    (field) =>
      field ===
      (found.find(({ key, value }) => key === field.key && value) ?? found.find(({ key }) => key === field.key)),
  );
  return withOtherNumbers(unique, rules, page);
}

function fromCode(rule: FieldRule, { facts }: PageCodes): Found | null {
  const fact = rule.code && facts.get(rule.code);
  if (!fact) return null;
  const { key, label, kind } = rule;
  return { key, label, kind, ...fact, labelled: 1, form: 1, wasWrong: false, at: [0, 0] };
}

function fromText(rule: FieldRule, heads: readonly (readonly string[])[], page: Page): Found | null {
  if (rule.column) return findInColumn(rule, heads, page);
  const part = rule.part ? findPart(rule, rule.part, page) : null;
  return part ?? (rule.after.length > 0 ? findLabelled(rule, page) : null);
}

const MAX_OTHERS = 60;

/** Personal numbers that no rule took: the field that lacks its number gets the first, the others stand for themselves. */
function withOtherNumbers(found: readonly Found[], rules: Rules, page: Page): Found[] {
  const known = new Set(found.map(({ value }) => value));
  const others = page.layout.rows.flatMap((row) =>
    allPersonalNumbers(row.text)
      .filter(({ value }) => !known.has(value) && known.add(value))
      .map((parsed) => numberAt(row, parsed)),
  );
  const numbered = rules.fields.filter(({ kind }) => kind === "personal_number");
  const lacking = numbered.filter(({ key }) => !found.some((field) => field.key === key && field.value !== ""));
  const [rule] = lacking;
  const first = lacking.length === 1 && rule?.isKey ? others.findIndex(({ at }) => isWithin(at[0], rule, page)) : -1;
  const taken =
    first >= 0 && rule ? others.splice(first, 1).map((other) => ({ ...other, key: rule.key, label: rule.label })) : [];
  const rest = others
    .slice(0, MAX_OTHERS)
    .map((other, index) => ({ ...other, key: `other.${index + 1}.personalNumber` }));
  return [...found.filter(({ key }) => !taken.some((other) => other.key === key)), ...taken, ...rest];
}

function isWithin(row: number, rule: FieldRule, page: Page): boolean {
  const span = spanOf(rule, page);
  return span !== null && row >= span.from && row < span.to;
}

function numberAt(row: Row, parsed: Parsed): Found {
  return {
    ...{ key: "other", label: OTHER_NUMBER, kind: "personal_number", value: parsed.value },
    ...{ region: slice(row, parsed.start, parsed.end), source: "ocr", labelled: 0.75, form: parsed.form },
    ...{ wasWrong: false, at: [row.index, parsed.start] },
  };
}

function weigh(found: readonly Found[], read: PageRead, today: string): PageField[] {
  const checks = checkFields(found, today);
  const isTextLayer = read.engine === TEXT_LAYER;
  return found
    .map((each) => ({ each, field: fieldOf(each, checks.get(each.key) ?? [], read.engine) }))
    .sort((a, b) => a.each.at[0] - b.each.at[0] || a.each.at[1] - b.each.at[1])
    .map(({ field }) => (isTextLayer && field.source === "ocr" ? { ...field, source: "text_layer" as const } : field));
}

function fieldOf(found: Found, known: readonly FieldCheck[], engine: string): PageField {
  const confidence = confidenceOf(found, known, engine);
  const threshold = THRESHOLDS[found.kind];
  const isUnread = found.value === "" || isScrawl(found);
  const checks = [...known];
  if (isUnread) checks.push(...(found.wasWrong ? [] : ["handwritten" as const]));
  else if (confidence < threshold) checks.push("low_confidence");
  const state: FieldState = isUnread ? "unread" : confidence >= threshold && isClean(known) ? "sure" : "doubt";
  return {
    key: found.key.slice(0, 80),
    label: found.label,
    kind: found.kind,
    value: isUnread ? "" : found.value.slice(0, 1000),
    raw: found.region.text.trim().slice(0, 1000),
    confidence: isUnread ? 0 : round(confidence),
    threshold,
    box: rounded(boxOf(found.region.words)),
    source: found.source,
    state,
    checks,
  };
}

/** A repair is shown, and may be right; everything else keeps a field in doubt. */
function isClean(checks: readonly FieldCheck[]): boolean {
  return checks.length === 0;
}

const SCRAWL_CONFIDENCE = 35;

/** Ink that the engine made something of, but would not swear to: handwriting, most of the time. */
function isScrawl({ region, source, kind }: Found): boolean {
  if (source !== "ocr" || region.words.length === 0 || hasForm(kind)) return false;
  const mean = region.words.reduce((sum, { confidence }) => sum + confidence, 0) / region.words.length;
  return mean < SCRAWL_CONFIDENCE;
}

/** Kinds with a form of their own are read wherever they are printed: several unread ones are written by hand. */
function notesOf(read: PageRead, fields: readonly PageField[]): PageNote[] {
  const unread = fields.filter(({ state, raw }) => state === "unread" && /[\p{L}\p{N}]/u.test(raw));
  const isWritten = unread.length >= 3 || (unread.length >= 2 && unread.length >= 0.3 * fields.length);
  return isWritten && !read.notes.includes("handwriting") ? [...read.notes, "handwriting"] : [...read.notes];
}

/** Where much could not be read, the rest was written by the same hand: nothing is sure, and no odd number is shown. */
function amongHandwriting(field: PageField): PageField {
  if (field.source !== "ocr" || field.state === "unread") return field;
  if (field.kind === "personal_number" && field.checks.length > 0)
    return { ...field, value: "", confidence: 0, state: "unread", checks: [...field.checks, "handwritten"] };
  const confidence = round(0.85 * field.confidence);
  const isLow = confidence < field.threshold && field.state === "sure";
  return isLow
    ? { ...field, confidence, state: "doubt", checks: [...field.checks, "low_confidence"] }
    : { ...field, confidence };
}

function isDoubtful({ confidence }: PageRead, notes: readonly PageNote[]): boolean {
  return confidence < READ_WELL || notes.some((note) => DOUBTFUL_PAGES.has(note));
}

/** What comes from a code stays: it cannot be misread. */
function neverSure(field: PageField): PageField {
  if (field.state !== "sure" || field.source === "qr" || field.source === "mrz") return field;
  return { ...field, state: "doubt", checks: [...field.checks, "low_confidence"] };
}

function round(confidence: number): number {
  return Math.round(confidence * 1000) / 1000;
}

function rounded(box: Box | null): Box | null {
  if (!box) return null;
  return { x0: Math.round(box.x0), y0: Math.round(box.y0), x1: Math.round(box.x1), y1: Math.round(box.y1) };
}
