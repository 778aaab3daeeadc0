// The four corners of a page in a picture, as fractions of its sides.
import type { PageCorners } from "../../shared/contract";

export type Corner = 0 | 1 | 2 | 3;
export const CORNERS: readonly Corner[] = [0, 1, 2, 3];

/** Where the frame begins when no page was found and the officer wants to cut by hand. */
export const INSET_FRAME: PageCorners = [
  { x: 0.08, y: 0.08 },
  { x: 0.92, y: 0.08 },
  { x: 0.92, y: 0.92 },
  { x: 0.08, y: 0.92 },
];

/** Moves one corner to a place, kept inside of the picture. */
export function placeCorner(corners: PageCorners, corner: Corner, to: { x: number; y: number }): PageCorners {
  const placed: PageCorners = [...corners];
  placed[corner] = { x: within(to.x), y: within(to.y) };
  return placed;
}

const STEP = 0.002;
const BIG_STEP = 0.02;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** By arrow key, ten times as far with Shift; null: not a key that moves. */
export function nudgeCorner(
  corners: PageCorners,
  corner: Corner,
  { key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">,
): PageCorners | null {
  const [dx, dy] = ARROWS[key] ?? [];
  if (dx === undefined || dy === undefined) return null;
  const step = shiftKey ? BIG_STEP : STEP;
  const { x, y } = corners[corner];
  return placeCorner(corners, corner, { x: x + dx * step, y: y + dy * step });
}

function within(value: number): number {
  return Math.min(1, Math.max(0, value));
}
