// Finds values in forms with a column for each person: bride | groom, mother | father.
import { notWithin, type Occurrence } from "../layout/phrases";
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
    .filter((label) => label.row > range.row && isInside(label, span) && isLeftOf(label, range, page))
    .filter((label) => notWithin([label], page.labels).length > 0);
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

/** What stands in the column beside the label: within its ruled lines, else down to the next label. */
function cellOf(label: Occurrence, range: Range, page: Page): Region {
  const row = page.layout.rows[label.row];
  if (!row) return regionOf([]);
  // The label's own column ends where its words end, whatever the heads say.
  const own = boxAt(row, label);
  const beside = own.x0 < range.x0 ? { ...range, x0: Math.max(range.x0, own.x1) } : range;
  const ruled = ruledCell(row, beside, page);
  if (ruled) return ruled;
  const { layout, labels } = page;
  const words = slice(row, label.end).words.filter((word) => isIn(word, range));
  for (const next of layout.rows.slice(label.row + 1, label.row + MAX_ROWS)) {
    const isNext = labels.some((other) => other.row === next.index && other.isAtStart);
    if (isNext || isWide(next, range, layout.wordHeight)) break;
    words.push(...next.words.filter((word) => isIn(word, range)));
  }
  return regionOf(words);
}

/** null without a line above and a line below, not more than an eighth of the page apart. */
function ruledCell(row: Row, range: Range, { layout }: Page): Region | null {
  const middle = (row.box.y0 + row.box.y1) / 2;
  const levels = layout.rules
    .filter(
      ({ direction, x0, x1 }) =>
        direction === "across" && Math.max(x0, x1) > range.x0 + layout.wordHeight && Math.min(x0, x1) < range.x1,
    )
    .map(({ y0, y1 }) => (y0 + y1) / 2);
  const above = Math.max(...levels.filter((y) => y < middle));
  const below = Math.min(...levels.filter((y) => y > middle));
  if (!(below - above < layout.heightPx / 8)) return null;
  const words = layout.rows
    .slice(Math.max(0, row.index - 3), row.index + MAX_ROWS)
    .flatMap((other) =>
      other.words.filter(
        (word) => isIn(word, range) && (word.y0 + word.y1) / 2 > above && (word.y0 + word.y1) / 2 < below,
      ),
    );
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
