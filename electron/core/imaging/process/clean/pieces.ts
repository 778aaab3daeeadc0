// Connected pieces of ink on a large picture, gathered from the runs of its rows: most of a page is paper.
import type { Grey } from "../../../../../shared/vision";
import type { Component } from "../look/components";

/** Runs of all rows, by the place where they were met. */
interface Runs {
  first: Int32Array;
  last: Int32Array;
  row: Int32Array;
  /** Of each run one that it touches, itself at last. */
  parent: Int32Array;
  count: number;
}

/**
 * 8-connected pieces of pixels darker than `level`.
 * @returns empty when the picture has more runs than writing ever has: a photo, grain
 */
export function findPieces(grey: Grey, level: number): Component[] {
  const runs = findRuns(grey, level);
  if (!runs) return [];
  const pieces = new Map<number, Component>();
  for (let run = 0; run < runs.count; run++) {
    const root = rootOf(runs.parent, run);
    const [left, right, y] = [runs.first[run] ?? 0, runs.last[run] ?? 0, runs.row[run] ?? 0];
    const piece = pieces.get(root);
    if (piece) grow(piece, { left, right, y });
    else pieces.set(root, { left, right, top: y, bottom: y, pixels: right - left + 1 });
  }
  return [...pieces.values()];
}

function grow(piece: Component, { left, right, y }: { left: number; right: number; y: number }): void {
  if (left < piece.left) piece.left = left;
  if (right > piece.right) piece.right = right;
  piece.bottom = y;
  piece.pixels += right - left + 1;
}

const MAX_RUNS = 3_000_000;

function findRuns({ data, widthPx, heightPx }: Grey, level: number): Runs | null {
  const room = Math.min(MAX_RUNS, (data.length >> 3) + 1024);
  const make = () => new Int32Array(room);
  const runs: Runs = { first: make(), last: make(), row: make(), parent: make(), count: 0 };
  let above = 0;
  for (let y = 0; y < heightPx; y++) {
    const begun = runs.count;
    if (!addRunsOfRow(runs, data.subarray(y * widthPx, (y + 1) * widthPx), { y, level })) return null;
    join(runs, above, begun);
    above = begun;
  }
  return runs;
}

function addRunsOfRow(runs: Runs, row: Uint8Array, { y, level }: { y: number; level: number }): boolean {
  const end = row.length;
  for (let x = 0; x < end; x++) {
    if ((row[x] ?? 0) >= level) continue;
    if (runs.count === runs.first.length) return false;
    const run = runs.count++;
    runs.first[run] = x;
    while (x + 1 < end && (row[x + 1] ?? 0) < level) x++;
    runs.last[run] = x;
    runs.row[run] = y;
    runs.parent[run] = run;
  }
  return true;
}

/** Runs of a row, from `begun` on, with those of the row above it that they touch. */
function join({ first, last, parent, count }: Runs, above: number, begun: number): void {
  let upper = above;
  for (let run = begun; run < count; run++) {
    while (upper < begun && (last[upper] ?? 0) < (first[run] ?? 0) - 1) upper++;
    for (let next = upper; next < begun && (first[next] ?? 0) <= (last[run] ?? 0) + 1; next++) {
      const [a, b] = [rootOf(parent, next), rootOf(parent, run)];
      if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
    }
  }
}

function rootOf(parent: Int32Array, run: number): number {
  let root = run;
  while ((parent[root] ?? 0) !== root) {
    parent[root] = parent[parent[root] ?? 0] ?? 0;
    root = parent[root] ?? 0;
  }
  return root;
}
