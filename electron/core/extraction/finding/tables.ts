// Finds the rows of a table by the heads of its columns: where they stand, else by the kinds that follow each other.
import type { ReadWord } from "../../recognition";
import type { Row } from "../layout/page-layout";
import { regionOf, slice, type Region } from "../layout/region";
import type { TableRule } from "../paper-type";
import { hasForm, parseValue } from "../values/parse";
import type { Found, Page } from "./found";
import { boxAt } from "./places";

type Column = TableRule["columns"][number];

interface PlacedColumn {
  column: Column;
  row: number;
  x0: number;
  x1: number;
}

const MAX_ROWS = 200;
const MAX_FIELDS = 400;
const TOTAL = /^[\s\p{P}]*(?:t[ổốộ]ng|c[ộổố]ng|tong|cong)(?!\p{L})/iu;

export function findTable(table: TableRule, page: Page): Found[] {
  const heads = headsOf(table, page);
  const last = Math.max(...heads.map((head) => head.row));
  if (heads.length < Math.min(2, table.columns.length)) return [];
  const found: Found[] = [];
  let number = 0;
  for (const row of page.layout.rows.slice(last + 1, last + 1 + MAX_ROWS)) {
    if (TOTAL.test(row.text)) break;
    const cells = cellsOf(row, { table, heads, page, number: number + 1 });
    const isRow =
      cells.some(({ kind }) => kind !== "name" && kind !== "number" && hasForm(kind)) || isNumbered(row, number);
    if (isEndOf(row, isRow)) break;
    if (!isRow || !hasSubject(cells, table)) continue;
    number += 1;
    found.push(...cells);
    if (found.length > MAX_FIELDS) break;
  }
  return found;
}

/** "3. …": the number that follows the last row's, or any at the beginning of a row whose number was not read well. */
function isNumbered(row: Row, before: number): boolean {
  const number = /^\W{0,3}(\d{1,3})(?![\d/])/u.exec(row.text)?.[1];
  return number !== undefined && Math.abs(Number(number) - before - 1) <= 3;
}

/** A signature, a date of signing or a sentence: the table has ended. */
function isEndOf(row: Row, isRow: boolean): boolean {
  if (/(?:ngày|ngay)\s.{1,4}th[aá]ng/iu.test(row.text)) return true;
  const letters = row.text.match(/\p{L}/gu) ?? [];
  const isLoud = letters.length >= 8 && letters.every((letter) => letter === letter.toUpperCase());
  return !isRow && (isLoud || (row.tokens.length > 5 && !row.text.includes("\t")));
}

/** A row speaks of somebody or something: its first column that is no plain number is filled. */
function hasSubject(cells: readonly Found[], table: TableRule): boolean {
  const subject = table.columns.find(({ kind }) => kind !== "number") ?? table.columns[0];
  return cells.some(({ key, value }) => value !== "" && key.endsWith(`.${subject?.key ?? ""}`));
}

/** The row of heads is the one that bears most of them; heads over two lines stand on either. */
function headsOf(table: TableRule, page: Page): PlacedColumn[] {
  const all = table.columns.map((column) =>
    column.heads
      .flatMap((head) => page.phrases.find(head))
      .map((place) => {
        const row = page.layout.rows[place.row];
        return { column, row: place.row, ...(row ? boxAt(row, place) : { x0: 0, x1: 0 }), length: place.length };
      }),
  );
  const counts = page.layout.rows.map(
    (row) => all.filter((places) => places.some((place) => place.row === row.index)).length,
  );
  const best = counts.indexOf(Math.max(0, ...counts));
  const heads = all.flatMap((places) => {
    const near = places.filter((place) => Math.abs(place.row - best) <= 1);
    const own = near.sort((a, b) => Math.abs(a.row - best) - Math.abs(b.row - best) || b.length - a.length)[0];
    return own ? [own] : [];
  });
  return heads
    .sort((a, b) => a.x0 - b.x0)
    .filter((head, index, list) => list.findIndex((other) => other.x0 === head.x0) === index);
}

interface RowPlace {
  table: TableRule;
  heads: readonly PlacedColumn[];
  page: Page;
  number: number;
}

function cellsOf(row: Row, place: RowPlace): Found[] {
  const byPlace = regionsByPlace(row, place.heads, place.page);
  const cells = parsedCells(row, byPlace, place);
  const misplaced = place.heads.some(
    ({ column }) =>
      hasForm(column.kind) &&
      column.kind !== "number" &&
      !cells.some(({ key, value }) => value && key.endsWith(`.${column.key}`)),
  );
  if (!misplaced) return cells;
  const inOrder = parsedCells(row, regionsInOrder(row, place), place);
  const filled = (list: readonly Found[]) => list.filter(({ value }) => value !== "").length;
  return filled(inOrder) > filled(cells) ? inOrder : cells;
}

function parsedCells(row: Row, regions: ReadonlyMap<Column, Region>, { table, page, number }: RowPlace): Found[] {
  return [...regions].flatMap(([column, region]) => {
    const parsed = parseValue(column.kind, region.text, {
      ...page.context,
      allowsYear: /birth|year/iu.test(column.key),
    });
    if (!parsed) return [];
    return [
      {
        key: `${table.key}.${number}.${column.key}`,
        label: column.label,
        kind: column.kind,
        value: parsed.value,
        region: slice(region, parsed.start, parsed.end),
        source: "ocr" as const,
        labelled: 0.95,
        form: parsed.form,
        wasWrong: false,
        at: [row.index, region.words[0]?.x0 ?? 0] as const,
      },
    ];
  });
}

/** Each word goes to the column whose range its middle lies in; words of one segment stay together. */
function regionsByPlace(row: Row, heads: readonly PlacedColumn[], page: Page): Map<Column, Region> {
  const words = new Map<Column, ReadWord[]>();
  for (const word of row.words) {
    const head = heads.find((each, index) => isUnder(word, each, { next: heads[index + 1], page }));
    if (head) words.set(head.column, [...(words.get(head.column) ?? []), word]);
  }
  return new Map([...words].map(([column, list]) => [column, regionOf(list)]));
}

function isUnder(
  word: ReadWord,
  head: PlacedColumn,
  { next, page }: { next: PlacedColumn | undefined; page: Page },
): boolean {
  const centre = (word.x0 + word.x1) / 2;
  const down = page.layout.rules.filter(
    ({ direction, y0, y1 }) => direction === "down" && Math.min(y0, y1) < word.y1 && Math.max(y0, y1) > word.y0,
  );
  const headCentre = (head.x0 + head.x1) / 2;
  const leftRule = Math.max(0, ...down.filter(({ x0 }) => x0 < headCentre).map(({ x0 }) => x0));
  const rightRule = Math.min(Infinity, ...down.filter(({ x0 }) => x0 > headCentre).map(({ x0 }) => x0));
  if (leftRule > 0 && rightRule < Infinity) return centre > leftRule && centre < rightRule;
  const right = next ? (head.x1 + next.x0) / 2 : page.layout.widthPx;
  return centre < right;
}

/** Values of the columns' kinds one after the other, whatever their place. */
function regionsInOrder(row: Row, { heads, page, table }: RowPlace): Map<Column, Region> {
  const ordered = heads.length === table.columns.length ? heads.map(({ column }) => column) : table.columns;
  const regions = new Map<Column, Region>();
  let rest = slice(row, /^\s*\d{1,3}[.)]?\s+(?=\p{L})/u.exec(row.text)?.[0].length ?? 0);
  for (const column of ordered) {
    if (
      column.kind === "text" ||
      column.kind === "address" ||
      column.kind === "organisation" ||
      column.kind === "number"
    )
      continue;
    const parsed = parseValue(
      column.kind,
      rest.text.replace(/^[\s|]+/u, (lead) => " ".repeat(lead.length)),
      page.context,
    );
    if (!parsed) continue;
    regions.set(column, slice(rest, parsed.start, parsed.end));
    rest = slice(rest, parsed.end);
  }
  return regions;
}
