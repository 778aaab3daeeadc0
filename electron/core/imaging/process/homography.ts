// Maps a quadrilateral of a photo to a rectangle: four points fix a projective transformation.
import type { PointPx } from "../../../../shared/vision";

/** Top left, top right, bottom right, bottom left. */
export type Quad = readonly [PointPx, PointPx, PointPx, PointPx];

/** x' = (a x + b y + c) / (g x + h y + 1), y' = (d x + e y + f) / (g x + h y + 1) */
export interface Homography {
  a: number;
  b: number;
  c: number;
  d: number;
  e: number;
  f: number;
  g: number;
  h: number;
}

/** Every corner turns the same way, by more than a hair: clockwise as seen, y pointing down. */
export function isConvex(quad: Quad): boolean {
  return quad.every((corner, index) => {
    const next = quad[(index + 1) % 4] ?? corner;
    const afterNext = quad[(index + 2) % 4] ?? corner;
    return (next.x - corner.x) * (afterNext.y - next.y) - (next.y - corner.y) * (afterNext.x - next.x) > 1;
  });
}

/**
 * From the unit square (0,0) (1,0) (1,1) (0,1) to the quadrilateral.
 * @see Heckbert, "Fundamentals of Texture Mapping and Image Warping", 1989, section 2.2.3
 */
export function squareToQuad([p0, p1, p2, p3]: Quad): Homography {
  const dx1 = p1.x - p2.x;
  const dx2 = p3.x - p2.x;
  const dy1 = p1.y - p2.y;
  const dy2 = p3.y - p2.y;
  const sumX = p0.x - p1.x + p2.x - p3.x;
  const sumY = p0.y - p1.y + p2.y - p3.y;
  const det = dx1 * dy2 - dx2 * dy1;
  const g = (sumX * dy2 - dx2 * sumY) / det;
  const h = (dx1 * sumY - sumX * dy1) / det;
  return {
    a: p1.x - p0.x + g * p1.x,
    b: p3.x - p0.x + h * p3.x,
    c: p0.x,
    d: p1.y - p0.y + g * p1.y,
    e: p3.y - p0.y + h * p3.y,
    f: p0.y,
    g,
    h,
  };
}

/**
 * Width ÷ height of the rectangle that a camera saw as this quadrilateral. The camera's focal length follows from the
 * two vanishing points; where these lie too far off, opposite sides are taken for what they seem.
 * @param centre of the picture, where the camera's axis is taken to go through
 * @see Zhang and He, "Whiteboard scanning and image enhancement", 2006, section 3.2
 */
export function aspectOf(quad: Quad, centre: PointPx): number {
  const [m1, m2, m4, m3] = quad.map(({ x, y }) => [x - centre.x, y - centre.y, 1] as const) as [Ray, Ray, Ray, Ray];
  const k2 = dot(cross(m1, m4), m3) / dot(cross(m2, m4), m3);
  const k3 = dot(cross(m1, m4), m2) / dot(cross(m3, m4), m2);
  const n2 = subtract(scale(m2, k2), m1);
  const n3 = subtract(scale(m3, k3), m1);
  const focalSquared = -(n2[0] * n3[0] + n2[1] * n3[1]) / (n2[2] * n3[2]);
  const diagonal = 2 * Math.hypot(centre.x, centre.y);
  const isBelievable = focalSquared > (0.4 * diagonal) ** 2 && focalSquared < (6 * diagonal) ** 2;
  if (!isBelievable) return seemingWidth(quad) / seemingHeight(quad);
  const across = (n2[0] ** 2 + n2[1] ** 2) / focalSquared + n2[2] ** 2;
  const down = (n3[0] ** 2 + n3[1] ** 2) / focalSquared + n3[2] ** 2;
  return Math.sqrt(across / down);
}

/** Mean of the upper and the lower side. */
export function seemingWidth([topLeft, topRight, bottomRight, bottomLeft]: Quad): number {
  return (distance(topLeft, topRight) + distance(bottomLeft, bottomRight)) / 2;
}

/** Mean of the left and the right side. */
export function seemingHeight([topLeft, topRight, bottomRight, bottomLeft]: Quad): number {
  return (distance(topLeft, bottomLeft) + distance(topRight, bottomRight)) / 2;
}

type Ray = readonly [number, number, number];

function distance(from: PointPx, to: PointPx): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}

function cross(a: Ray, b: Ray): Ray {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function dot(a: Ray, b: Ray): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function scale(a: Ray, by: number): Ray {
  return [a[0] * by, a[1] * by, a[2] * by];
}

function subtract(a: Ray, b: Ray): Ray {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}
