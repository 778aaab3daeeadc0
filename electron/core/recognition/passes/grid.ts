// Tables as their ruled lines tell them: rows of cells.
import type { Box } from "../../../../shared/contract";
import type { RuledLine } from "../../imaging";

export interface Grid {
  box: Box;
  /** From above; cells from left to right. */
  rows: Box[][];
}

/** So far lines may miss each other where they should meet. */
const MEET_MM = 1.5;
const MIN_ROW_MM = 3;
/** Higher cells hold text of their own lines, not a value: a page of two columns in a frame is no table. */
const MAX_ROW_MM = 40;
/** So much of a side must be drawn. */
const MIN_DRAWN = 0.6;

/** Tables with two columns and two rows at least. */
export function findGrids(rules: readonly RuledLine[], scale: number): Grid[] {
  const meet = MEET_MM * scale;
  return connected(rules, meet)
    .map((lines) => gridOf(lines, { meet, scale }))
    .filter((grid) => grid !== null);
}

function connected(rules: readonly RuledLine[], meet: number): RuledLine[][] {
  const left = new Set(rules);
  return rules.flatMap((start) => {
    if (!left.delete(start)) return [];
    const group = [start];
    for (const line of group) {
      const met = [...left].filter((other) => doCross(line, other, meet));
      met.forEach((other) => left.delete(other));
      group.push(...met);
    }
    return [group];
  });
}

function doCross(a: RuledLine, b: RuledLine, meet: number): boolean {
  if (a.direction === b.direction) return false;
  const [across, down] = a.direction === "across" ? [a, b] : [b, a];
  const [x, y] = [(down.x0 + down.x1) / 2, (across.y0 + across.y1) / 2];
  return x >= across.x0 - meet && x <= across.x1 + meet && y >= down.y0 - meet && y <= down.y1 + meet;
}

function gridOf(lines: RuledLine[], { meet, scale }: { meet: number; scale: number }): Grid | null {
  const across = lines.filter((line) => line.direction === "across");
  const down = lines.filter((line) => line.direction === "down");
  const ys = apart(
    across.map((line) => (line.y0 + line.y1) / 2),
    meet,
  );
  const rows: Box[][] = [];
  ys.slice(1).forEach((y1, index) => {
    const y0 = ys[index] ?? 0;
    const height = y1 - y0;
    if (height < MIN_ROW_MM * scale || height > MAX_ROW_MM * scale) return;
    const xs = apart(
      down.filter((line) => overlap(line.y0, line.y1, { from: y0, to: y1 }) > MIN_DRAWN * height).map(middle),
      meet,
    );
    const cells = xs.slice(1).map((x1, column) => ({ x0: xs[column] ?? 0, y0, x1, y1 }));
    if (cells.length > 0) rows.push(cells);
  });
  if (rows.filter((row) => row.length > 1).length < 2) return null;
  return { box: around(rows.flat()), rows: joinedDown(rows, { across, meet }) };
}

/** A cell that goes on below, since no line is drawn under it, is one cell of its first row. */
function joinedDown(rows: Box[][], { across, meet }: { across: RuledLine[]; meet: number }): Box[][] {
  const isUnder = (cell: Box, line: RuledLine) =>
    Math.abs((line.y0 + line.y1) / 2 - cell.y1) <= meet &&
    overlap(line.x0, line.x1, { from: cell.x0, to: cell.x1 }) > 0.5 * (cell.x1 - cell.x0);
  const isSame = (a: Box, b: Box) => Math.abs(a.x0 - b.x0) <= meet && Math.abs(a.x1 - b.x1) <= meet;
  const result = rows.map((row) => row.map((cell) => ({ ...cell })));
  for (let index = result.length - 2; index >= 0; index--)
    for (const cell of result[index] ?? []) {
      if (across.some((line) => isUnder(cell, line))) continue;
      const below = result[index + 1] ?? [];
      const rest = below.find((other) => isSame(cell, other) && Math.abs(other.y0 - cell.y1) <= meet);
      if (!rest) continue;
      cell.y1 = rest.y1;
      below.splice(below.indexOf(rest), 1);
    }
  return result.filter((row) => row.length > 0);
}

function middle(line: RuledLine): number {
  return (line.x0 + line.x1) / 2;
}

/** In order, those close together as one. */
function apart(values: number[], meet: number): number[] {
  const result: number[] = [];
  for (const value of [...values].sort((a, b) => a - b)) {
    const last = result.at(-1);
    if (last === undefined || value - last > meet) result.push(value);
  }
  return result;
}

function overlap(from: number, to: number, range: { from: number; to: number }): number {
  return Math.min(to, range.to) - Math.max(from, range.from);
}

function around(boxes: Box[]): Box {
  return {
    x0: Math.min(...boxes.map((box) => box.x0)),
    y0: Math.min(...boxes.map((box) => box.y0)),
    x1: Math.max(...boxes.map((box) => box.x1)),
    y1: Math.max(...boxes.map((box) => box.y1)),
  };
}
