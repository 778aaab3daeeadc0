// The part of a page in which a field may stand.
import type { Occurrence } from "../layout/phrases";
import { notWithin } from "../layout/phrases";
import type { FieldRule } from "../paper-type";
import type { Page, Span } from "./found";

/** null when the page has no such part. */
export function spanOf(rule: Pick<FieldRule, "within" | "endsWith">, page: Page): Span | null {
  const rows = page.layout.rows.length;
  const begin = rule.within ? firstOf(rule.within, page) : null;
  if (rule.within && !begin) return null;
  const from = begin ? begin.row : 0;
  const start = begin ? begin.end : 0;
  const places = (rule.endsWith ?? []).flatMap((phrase) => own(phrase, page));
  if (begin && places.some((place) => isLeftOf(place, begin, page))) return null;
  const end = places.filter((place) => isAfter(place, from, start)).sort(byPlace)[0];
  return { from, start, to: end ? end.row : rows, end: end ? end.start : 0 };
}

export function isInside(place: Occurrence, span: Span): boolean {
  if (place.row < span.from || (place.row === span.from && place.start < span.start)) return false;
  return place.row < span.to || (place.row === span.to && place.end <= span.end);
}

/** Headings before words of a sentence; the first of those. */
function firstOf(phrases: readonly string[], page: Page): Occurrence | null {
  const places = phrases.flatMap((phrase) => own(phrase, page)).sort(byPlace);
  return places.find((place) => place.isAtStart) ?? places[0] ?? null;
}

function own(phrase: string, page: Page): Occurrence[] {
  return notWithin(page.phrases.find(phrase), page.labels);
}

/** Two parts side by side have no rows of their own: what stands in which is told by columns. */
function isLeftOf(place: Occurrence, begin: Occurrence, { layout }: Page): boolean {
  if (place.row !== begin.row || place.end > begin.start) return false;
  return layout.rows[place.row]?.text.slice(place.end, begin.start).includes("\t") ?? false;
}

function isAfter(place: Occurrence, row: number, start: number): boolean {
  return place.row > row || (place.row === row && place.start >= start);
}

export function byPlace(a: Occurrence, b: Occurrence): number {
  return a.row - b.row || a.start - b.start;
}
