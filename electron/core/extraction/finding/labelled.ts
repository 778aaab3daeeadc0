// Finds the value of a field by its label words.
import type { Occurrence } from "../layout/phrases";
import { isLabel, notWithin } from "../layout/phrases";
import { regionOf, slice, type Region } from "../layout/region";
import type { FieldRule } from "../paper-type";
import { looksLikeDate } from "../values/date";
import { findPersonalNumber } from "../values/digits";
import { hasForm, parseValue } from "../values/parse";
import type { Parsed } from "../values/value";
import type { Found, Page, Span } from "./found";
import { boxAt, isBare, placesOf } from "./places";
import { byPlace, isInside, spanOf } from "./sections";

interface Candidate {
  label: Occurrence;
  region: Region;
  parsed: Parsed | null;
  score: number;
}

/** null when the page has no such label, or nothing is written after it. */
export function findLabelled(rule: FieldRule, page: Page): Found | null {
  const span = spanOf(rule, page);
  if (!span) return null;
  const candidates = labelsOf(rule, page)
    .filter(({ label }) => isInside(label, span))
    .map(({ label, rank }) => candidateOf(label, { rule, page, span, rank }));
  const chosen = choose(candidates, rule.nth ?? 0);
  return chosen ? foundOf(chosen, rule, page) : null;
}

/** Words in two languages that stand beside each other are one label; its place is that of the last. */
function labelsOf(rule: FieldRule, page: Page): { label: Occurrence; rank: number }[] {
  const all = rule.after
    .flatMap((phrase, rank) => occurrencesOf(phrase, rule, page).map((label) => ({ label, rank })))
    .filter(({ label }) => isLabel(label) && notWithin([label], page.labels).length > 0)
    .filter(({ label }) => !page.isUnknown || label.hasColon || (label.isAtStart && isCapital(label, page)));
  return all.filter(
    ({ label }) =>
      !all.some(
        ({ label: other }) =>
          other.row === label.row &&
          other.start >= label.end &&
          /^[\s/|(.,–-]{0,4}$/u.test(page.layout.rows[label.row]?.text.slice(label.end, other.start) ?? "x"),
      ),
  );
}

/** Texts begin with any word: over the end of a line only what has a form of its own is looked for. */
function occurrencesOf(phrase: string, { kind }: FieldRule, { phrases }: Page): readonly Occurrence[] {
  return hasForm(kind) ? [...phrases.find(phrase), ...phrases.findWrapped(phrase)] : phrases.find(phrase);
}

interface At {
  rule: FieldRule;
  page: Page;
  span: Span;
  rank: number;
}

function candidateOf(label: Occurrence, { rule, page, span, rank }: At): Candidate {
  const context = { ...page.context, allowsYear: rule.kind === "date" && /birth|year/iu.test(rule.key) };
  const regions = placesOf(label, rule, { page, span });
  const empty = regionOf([]);
  for (const [index, region] of regions.entries()) {
    const parsed = isBare(region) ? null : parseValue(rule.kind, region.text, context);
    if (parsed) return { label, region, parsed, score: scoreOf(label, rank) + 4 * parsed.form - 0.3 * index };
  }
  const region = regions.find((place) => !isBare(place)) ?? empty;
  return { label, region, parsed: null, score: scoreOf(label, rank) };
}

function scoreOf(label: Occurrence, rank: number): number {
  const ranked = Math.min(rank, 12) * 0.04;
  return (label.hasColon ? 0.8 : 0) + (label.isAtStart ? 0.6 : 0) - label.errors * 0.3 - ranked;
}

/** The n-th in reading order among those that are as good as the best; the first of equals. */
function choose(candidates: readonly Candidate[], nth: number): Candidate | undefined {
  const inOrder = [...candidates].sort((a, b) => byPlace(a.label, b.label));
  if (nth > 0) return inOrder.filter(({ parsed }) => parsed)[nth];
  const best = Math.max(...inOrder.map(({ score }) => score));
  return inOrder.find(({ score }) => score >= best - 0.35);
}

function foundOf({ label, region, parsed }: Candidate, rule: FieldRule, page: Page): Found | null {
  if (!parsed && !rule.isKey && (isBare(region) || !isFramed(label))) return null;
  const { key, kind } = rule;
  return {
    ...{ key, label: rule.label, kind, source: "ocr", at: [label.row, label.start] },
    region: parsed ? slice(region, parsed.start, parsed.end) : placeOf(label, region, page),
    labelled: Math.max(0.4, 1 - label.errors * 0.12) * (isFramed(label) ? 1 : 0.93),
    wasWrong: !parsed && isWrong(region.text, rule, page),
    ...(parsed ? { value: parsed.value.slice(0, 1000), form: formOf(parsed, key) } : { value: "", form: 0 }),
  };
}

/** A line of a sentence may begin with any word. */
function isCapital({ row, start }: Occurrence, { layout }: Page): boolean {
  return /^\p{Lu}/u.test(layout.rows[row]?.text.slice(start) ?? "");
}

/** It stands like the label of a form, not within a sentence. */
function isFramed({ hasColon, isAtStart }: Occurrence): boolean {
  return hasColon || isAtStart;
}

function formOf({ form, value }: Parsed, key: string): number {
  const lacksAt = key.endsWith("email") && !value.includes("@");
  return lacksAt ? 0.4 * form : form;
}

function placeOf(label: Occurrence, region: Region, page: Page): Region {
  return isBare(region) ? emptyPlace(label, page) : withoutLead(region);
}

/** The colon is a part of the label's last word. */
function withoutLead(region: Region): Region {
  return slice(region, Math.max(0, region.text.search(/[\p{L}\p{N}]/u)));
}

function isWrong(text: string, { kind }: FieldRule, { context }: Page): boolean {
  if (kind === "personal_number") return findPersonalNumber(text, context).hasWrong;
  return kind === "date" && looksLikeDate(text);
}

/** Where handwriting must be that nothing was read of: right of the label, to the edge of the text. */
function emptyPlace(label: Occurrence, { layout }: Page): Region {
  const row = layout.rows[label.row];
  if (!row) return regionOf([]);
  const right = Math.max(...layout.rows.map((other) => other.box.x1));
  const { x1 } = boxAt(row, label);
  const place = { x0: x1, y0: row.box.y0, x1: Math.max(right, x1 + layout.wordHeight), y1: row.box.y1 };
  return regionOf([{ ...place, text: "", confidence: 0, line: row.index }]);
}
