// The box that the officer lays around a place to be read again, by mouse or by arrow keys. All in pixels of the page.
import type { Box } from "../../../shared/contract";
import type { Size } from "../../components";

/** How far a key moves the box, as a part of the height of the page: about a third of a line. */
const STEP = 0.004;
/** Nothing can be read in less. */
const SMALLEST_PX = 8;

/** Around the field; where its place is not known, a line in the middle of the page. */
export function firstBox(box: Box | null, page: Size): Box {
  if (box) return box;
  return { x0: page.width * 0.2, y0: page.height * 0.48, x1: page.width * 0.8, y1: page.height * 0.52 };
}

export interface Shift {
  x: number;
  y: number;
  /** Moves the lower right corner alone. */
  isSize: boolean;
}

export function shiftBox(box: Box, page: Size, { x, y, isSize }: Shift): Box {
  const step = page.height * STEP;
  if (isSize) {
    return {
      ...box,
      x1: within(box.x1 + x * step, box.x0 + SMALLEST_PX, page.width),
      y1: within(box.y1 + y * step, box.y0 + SMALLEST_PX, page.height),
    };
  }
  const dx = within(x * step, -box.x0, page.width - box.x1);
  const dy = within(y * step, -box.y0, page.height - box.y1);
  return { x0: box.x0 + dx, y0: box.y0 + dy, x1: box.x1 + dx, y1: box.y1 + dy };
}

export interface Point {
  x: number;
  y: number;
}

/** Between two points, in whichever direction the mouse went. */
export function boxBetween(a: Point, b: Point, page: Size): Box {
  return {
    x0: within(Math.min(a.x, b.x), 0, page.width),
    y0: within(Math.min(a.y, b.y), 0, page.height),
    x1: within(Math.max(a.x, b.x), 0, page.width),
    y1: within(Math.max(a.y, b.y), 0, page.height),
  };
}

export function isLargeEnough({ x0, y0, x1, y1 }: Box): boolean {
  return x1 - x0 >= SMALLEST_PX && y1 - y0 >= SMALLEST_PX;
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
