// Where the value of a label can stand: the rest of its line, the next segment, the line below, lines it wraps onto.
import type { FieldKind } from "../../../../shared/contract";
import type { Row } from "../layout/page-layout";
import type { Occurrence } from "../layout/phrases";
import { EMPTY, joined, slice, type Region } from "../layout/region";
import type { FieldRule } from "../paper-type";
import { hasForm, mayWrap } from "../values/parse";
import type { Page, Span } from "./found";

/** "/ Full name:", "(chữ in hoa):" and such go on with the label. */
const LABEL_GOES_ON = /^\s*(?:[/(|][^:\t]{0,45}(?:[:)]+)|\([^)]{0,60}\))\s*:?/u;
/** Numbers of paragraphs that begin the next point of a form. */
const NEXT_POINT = /^\s*(?:\(?\d{1,2}[.)]\s|[IVX]{1,4}[.)]\s|[-–•+*]\s)/u;

/** Regions to look into, best first; the first is what stands right beside the label. */
export function placesOf(label: Occurrence, rule: FieldRule, { page, span }: { page: Page; span: Span }): Region[] {
  const row = page.layout.rows[label.row];
  if (!row) return [];
  const from = endOfLabel(row, label);
  const beside = slice(row, from, stopIn(row, from, { rule, page, span }));
  const below = belowOf(label, row, { rule, page, span });
  if (rule.below) return [below, beside];
  if (isBare(beside)) return [beside, below];
  const wrapped = wrappedOf(row, beside, { rule, page, span });
  return hasForm(rule.kind) ? [beside, wrapped] : [wrapped];
}

/** Nothing but leaders and colons. */
export function isBare(region: Region): boolean {
  return !/[\p{L}\p{N}]/u.test(region.text);
}

function endOfLabel(row: Row, label: Occurrence): number {
  const goesOn = LABEL_GOES_ON.exec(row.text.slice(label.end));
  return label.end + (goesOn?.[0].length ?? 0);
}

interface Where {
  rule: Pick<FieldRule, "kind" | "until" | "after">;
  page: Page;
  span: Span;
}

/** Where the next label begins, or the line ends. A text goes on over words that are no label of their own. */
function stopIn(row: Row, from: number, { rule, page, span }: Where): number {
  const stops = [...page.labels, ...(rule.until ?? []).flatMap((phrase) => page.phrases.find(phrase))]
    .filter((other) => other.row === row.index && other.start > from)
    .filter((other) => isStop(other, rule.kind, row))
    .map((other) => backOverNumber(row.text, other.start));
  const end = span.to === row.index ? span.end : row.text.length;
  return Math.max(from, Math.min(end, ...stops));
}

function isStop(other: Occurrence, kind: FieldKind, row: Row): boolean {
  if (other.hasColon) return true;
  if (hasForm(kind)) return other.length >= 5;
  const isCapital = /^\p{Lu}/u.test(row.text.slice(other.start));
  if (kind === "name")
    return other.length >= 6 && (isCapital || row.text.slice(0, other.start).trimEnd().endsWith(","));
  return other.isAtStart && isCapital && other.length >= 6;
}

/** "VÕ MINH SỸ 3. Giới tính": the number belongs to the label. */
function backOverNumber(text: string, start: number): number {
  const number = /\s(?:\(?\d{1,2}[.)/]{1,2}|\d{1,2})\s*$/u.exec(text.slice(0, start));
  return number && /[.)/]/u.test(number[0]) ? number.index : start;
}

/** What stands on the next line below the label, or at its beginning where the label ended a line of running text. */
function belowOf(label: Occurrence, row: Row, where: Where): Region {
  const next = where.page.layout.rows[row.index + 1];
  if (!next || next.index > where.span.to || isFar(row, next, where.page)) return EMPTY;
  const box = boxAt(row, label);
  const isLast =
    row.words.every((word) => word.x1 <= box.x1 + 1) && segmentsOf(row).length === 1 && box.x0 > row.box.x0;
  const segments = segmentsOf(next);
  const segment = isLast
    ? segments[0]
    : segments.find(({ x0, x1 }) => x0 < box.x1 + 2 * (box.x1 - box.x0) && x1 > box.x0);
  if (!segment || beginsWithLabel(next, segment.start, where)) return EMPTY;
  return slice(next, segment.start, Math.min(segment.end, stopIn(next, segment.start, where)));
}

const MAX_WRAPPED = 2;

/** The value with the lines that it goes on: where a line was full and the next begins with no label. */
function wrappedOf(row: Row, beside: Region, where: Where): Region {
  const { rows } = where.page.layout;
  const parts = [beside];
  let last = row;
  if (!mayGoOn(row, beside, where)) return beside;
  for (let step = 0; step < (mayWrap(where.rule.kind) ? MAX_WRAPPED : 1); step++) {
    const next = rows[last.index + 1];
    if (!next || next.index >= where.span.to || isFar(last, next, where.page)) break;
    if (beginsWithLabel(next, 0, where) || NEXT_POINT.test(next.text) || isLoud(next.text)) break;
    const part = slice(next, 0, stopIn(next, 0, where));
    parts.push(part);
    if (part.text.length < next.text.length || !reachesRight(next, where.page)) break;
    last = next;
  }
  return joined(parts);
}

/** The value reaches the end of its row, and the row the end of the text. */
function mayGoOn(row: Row, beside: Region, { page }: Where): boolean {
  const lastWord = beside.words.at(-1);
  const isLastInRow = lastWord !== undefined && row.words.every((word) => word.x1 <= lastWord.x1);
  return isLastInRow && (reachesRight(row, page) || /[,;–-]\s*$/u.test(beside.text));
}

function reachesRight(row: Row, { layout }: Page): boolean {
  const right = Math.max(...layout.rows.map((other) => other.box.x1));
  return row.box.x1 > right - 0.12 * layout.widthPx;
}

function isLoud(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  return letters.length >= 6 && letters.every((letter) => letter === letter.toUpperCase());
}

function isFar(row: Row, next: Row, { layout }: Page): boolean {
  return next.box.y0 - row.box.y1 > 2.2 * layout.wordHeight;
}

function beginsWithLabel(row: Row, start: number, { page }: Where): boolean {
  return page.labels.some(
    (other) =>
      other.row === row.index &&
      other.start - start <= 5 &&
      other.start >= start &&
      (other.hasColon || other.isAtStart),
  );
}

export function boxAt(row: Row, { start, end }: { start: number; end: number }) {
  const words = slice(row, start, end).words;
  return { x0: Math.min(...words.map((word) => word.x0)), x1: Math.max(...words.map((word) => word.x1)) };
}

/** Parts of a row between wide gaps. */
export function segmentsOf(row: Row): { start: number; end: number; x0: number; x1: number }[] {
  let start = 0;
  return row.text.split("\t").map((text) => {
    const segment = { start, end: start + text.length };
    start += text.length + 1;
    return { ...segment, ...boxAt(row, segment) };
  });
}
