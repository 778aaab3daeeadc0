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

/** How much of the page is given up at each edge: a sliver of desk there would be a black line on the page. */
const TRIM = 0.008;

/** The frame drawn a little towards its own middle. */
export function trimmed(corners: PageCorners): PageCorners {
  const middle = (axis: "x" | "y"): number => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length;
  const [x, y] = [middle("x"), middle("y")];
  const pull = (corner: { x: number; y: number }) => ({
    x: corner.x + (x - corner.x) * TRIM,
    y: corner.y + (y - corner.y) * TRIM,
  });
  const [topLeft, topRight, bottomRight, bottomLeft] = corners;
  return [pull(topLeft), pull(topRight), pull(bottomRight), pull(bottomLeft)];
}

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
