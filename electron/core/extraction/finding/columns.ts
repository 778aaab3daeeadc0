// Finds values in forms with a column for each person: bride | groom, mother | father.
import type { Occurrence } from "../layout/phrases";
import type { Row } from "../layout/page-layout";
import { regionOf, slice, type Region } from "../layout/region";
import type { FieldRule } from "../paper-type";
import { parseValue } from "../values/parse";
import type { Found, Page } from "./found";
import { boxAt, segmentsOf } from "./places";
import { isInside, spanOf } from "./sections";

interface Head {
  row: number;
  x0: number;
  x1: number;
}

/** @param heads words of every column of the type, so that each ends where the next begins */
export function findInColumn(rule: FieldRule, heads: readonly (readonly string[])[], page: Page): Found | null {
  const span = spanOf(rule, page);
  const range = rangeOf(rule.column ?? [], heads, page);
  if (!span || !range) return null;
  const labels = rule.after
    .flatMap((phrase) => page.phrases.find(phrase))
    .filter((label) => label.row > range.row && isInside(label, span) && isLeftOf(label, range, page));
  const label = labels.find((each) => each.isAtStart) ?? labels[0];
  if (!label) return null;
  const region = cellOf(label, range, page);
  const context = { ...page.context, allowsYear: rule.kind === "date" && /birth|year/iu.test(rule.key) };
  const parsed = parseValue(rule.kind, region.text, context);
  if (!parsed && !rule.isKey) return null;
  return {
    key: rule.key,
    label: rule.label,
    kind: rule.kind,
    value: parsed?.value ?? "",
    region: parsed ? slice(region, parsed.start, parsed.end) : region,
    source: "ocr",
    labelled: 0.95,
    form: parsed?.form ?? 0,
    wasWrong: false,
    at: [label.row, range.x0],
  };
}

interface Range {
  row: number;
  x0: number;
  x1: number;
}

/** From halfway to the head on its left, to halfway to the head on its right; ruled lines between them count more. */
function rangeOf(own: readonly string[], heads: readonly (readonly string[])[], page: Page): Range | null {
  const others = heads.filter((head) => head.join() !== own.join());
  const places = own.flatMap((phrase) => page.phrases.find(phrase)).map((place) => headAt(place, page));
  for (const place of places) {
    const beside = others
      .flatMap((head) => head.flatMap((phrase) => page.phrases.find(phrase)))
      .map((other) => headAt(other, page))
      .filter((other) => Math.abs(other.row - place.row) <= 1 && (other.x1 <= place.x0 || other.x0 >= place.x1));
    if (beside.length === 0) continue;
    const left = beside.filter((other) => other.x1 <= place.x0).sort((a, b) => b.x1 - a.x1)[0];
    const right = beside.filter((other) => other.x0 >= place.x1).sort((a, b) => a.x0 - b.x0)[0];
    const width = right ? right.x0 - place.x0 : left ? place.x0 - left.x0 : page.layout.widthPx;
    return {
      row: place.row,
      x0: left ? between(left, place, page) : place.x0 - 0.45 * width,
      x1: right ? between(place, right, page) : page.layout.widthPx,
    };
  }
  return null;
}

function headAt(place: Occurrence, { layout }: Page): Head {
  const row = layout.rows[place.row];
  return { row: place.row, ...(row ? boxAt(row, place) : { x0: 0, x1: 0 }) };
}

/** Cells begin at the left of their column while heads often stand in its middle: where text begins decides. */
function between(left: Head, right: Head, { layout }: Page): number {
  const rule = layout.rules.find(({ direction, x0 }) => direction === "down" && x0 > left.x1 && x0 < right.x0);
  if (rule) return rule.x0;
  const starts = layout.rows
    .slice(left.row + 1, left.row + 9)
    .flatMap((row) => segmentsOf(row).map((segment) => segment.x0))
    .filter((x) => x > left.x0 + (right.x0 - left.x0) * 0.25 && x <= right.x1);
  const usual = starts
    .sort((a, b) => a - b)
    .find((x) => starts.filter((other) => Math.abs(other - x) < layout.wordHeight).length >= 3);
  return usual === undefined ? (left.x1 + right.x0) / 2 : usual - layout.wordHeight / 2;
}

function isLeftOf(label: Occurrence, range: Range, page: Page): boolean {
  return headAt(label, page).x1 <= range.x1;
}

const MAX_ROWS = 4;

/** What stands in the column beside the label, and below until the next label. */
function cellOf(label: Occurrence, range: Range, { layout, labels }: Page): Region {
  const row = layout.rows[label.row];
  if (!row) return regionOf([]);
  const after = slice(row, label.end).words;
  const words = after.filter((word) => isIn(word, range));
  for (const next of layout.rows.slice(label.row + 1, label.row + MAX_ROWS)) {
    if (labels.some((other) => other.row === next.index && other.isAtStart) || isWide(next, range, layout.wordHeight))
      break;
    words.push(...next.words.filter((word) => isIn(word, range)));
  }
  return regionOf(words);
}

function isIn(word: { x0: number; x1: number }, range: Range): boolean {
  const centre = (word.x0 + word.x1) / 2;
  return centre >= range.x0 && centre < range.x1;
}

/** A paragraph below the columns, from the left margin over their border. */
function isWide(row: Row, range: Range, wordHeight: number): boolean {
  return segmentsOf(row).some(({ x0, x1 }) => x0 < range.x0 - wordHeight && x1 > range.x0 + 4 * wordHeight);
}
