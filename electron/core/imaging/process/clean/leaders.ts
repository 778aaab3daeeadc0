// Takes dotted lines off a form: what is written on them would be read with them, or not at all.
import type { Grey } from "../../../../../shared/vision";
import type { Component } from "../look/components";

const MAX_DOT_MM = 0.75;
/** From the middle of one dot to that of the next. */
const MAX_PITCH_MM = 1.45;
/** Dots of a line stand level. */
const MAX_STEP_MM = 0.21;
/** So many dots in a row are no accents, no full stops and no "..." of a sentence. */
const MIN_DOTS = 9;

/** In place. @param pieces of ink on the picture @returns how many dots were taken away */
export function eraseLeaders(grey: Grey, pieces: readonly Component[], pxPerMm: number): number {
  const dots = pieces.filter((piece) => isDot(piece, MAX_DOT_MM * pxPerMm));
  const leaders = linesOf(dots, pxPerMm).filter((line) => line.length >= MIN_DOTS);
  for (const dot of leaders.flat()) erase(grey, dot);
  return leaders.reduce((sum, line) => sum + line.length, 0);
}

function isDot({ left, right, top, bottom, pixels }: Component, maxPx: number): boolean {
  return right - left + 1 <= maxPx && bottom - top + 1 <= maxPx && pixels > 1;
}

/** Each dot goes on the line whose last dot is next to it. */
function linesOf(dots: Component[], pxPerMm: number): Component[][] {
  const [pitch, step] = [MAX_PITCH_MM * pxPerMm, Math.max(2, MAX_STEP_MM * pxPerMm)];
  const lines: Component[][] = [];
  /** By the row of their last dot, coarsely. */
  const byRow = new Map<number, Component[][]>();
  for (const dot of dots.toSorted((a, b) => a.left + a.right - b.left - b.right)) {
    const key = Math.round(middleY(dot) / step);
    const near = [key - 1, key, key + 1].flatMap((row) => byRow.get(row) ?? []);
    const line = near.find((one) => continues(one.at(-1), dot, { pitch, step }));
    if (line) line.push(dot);
    const ofRow = byRow.get(key) ?? [];
    const own = line ?? [dot];
    if (!line) lines.push(own);
    // Lines that ended further left than any dot to come can be forgotten.
    const alive = ofRow.filter((one) => one !== own && middleX(one.at(-1) ?? dot) > middleX(dot) - pitch);
    byRow.set(key, [...alive, own]);
  }
  return lines;
}

function continues(
  last: Component | undefined,
  dot: Component,
  { pitch, step }: { pitch: number; step: number },
): boolean {
  if (!last) return false;
  const distance = middleX(dot) - middleX(last);
  return distance > 1 && distance <= pitch && Math.abs(middleY(dot) - middleY(last)) <= step;
}

function middleX({ left, right }: Component): number {
  return (left + right) / 2;
}

function middleY({ top, bottom }: Component): number {
  return (top + bottom) / 2;
}

/** With the pale rim around it. */
function erase({ data, widthPx, heightPx }: Grey, { left, right, top, bottom }: Component): void {
  for (let y = Math.max(0, top - 1); y <= Math.min(heightPx - 1, bottom + 1); y++)
    data.fill(255, y * widthPx + Math.max(0, left - 1), y * widthPx + Math.min(widthPx, right + 2));
}
