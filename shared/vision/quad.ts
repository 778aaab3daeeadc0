// Fits a quadrilateral to the rim of a region.
import type { PointPx, Region } from "./regions";

/** Top left, top right, bottom right, bottom left. */
export type Quad = readonly [PointPx, PointPx, PointPx, PointPx];

export interface FittedQuad {
  quad: Quad;
  area: number;
  hullArea: number;
  /** 0–1: how alike the region, its hull and the quadrilateral are. */
  fit: number;
}

/** A rim point belongs to a side when it lies this close, as a share of the side's length. */
const NEAR_SHARE = 0.03;
/** Corners may be round, folded or under a finger: only the middle of a side says where it runs. */
const MIDDLE = { from: 0.12, to: 0.88 };
const MIN_POINTS = 6;

/** null when the region has no four corners. */
export function fitQuad(region: Region): FittedQuad | null {
  const hull = convexHull(region.rim);
  if (hull.length < 4) return null;
  const corners = fourCorners(hull);
  if (!corners) return null;
  const refined = refine(corners, hull, region.rim);
  const quad = startTopLeft(refined);
  const area = areaOf(quad);
  const hullArea = areaOf(hull);
  return { quad, area, hullArea, fit: Math.min(1, region.pixels / area) * Math.min(area / hullArea, hullArea / area) };
}

/** Clockwise as seen, y pointing down. @see Andrew's monotone chain, 1979 */
export function convexHull(points: readonly PointPx[]): PointPx[] {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y);
  const upper = halfHull(sorted);
  const lower = halfHull(sorted.toReversed());
  return [...upper.slice(0, -1), ...lower.slice(0, -1)];
}

function halfHull(points: readonly PointPx[]): PointPx[] {
  const chain: PointPx[] = [];
  for (const point of points) {
    while (chain.length >= 2 && turn(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
    chain.push(point);
  }
  return chain;
}

/** Positive: from a over b to c the way turns clockwise as seen. */
function turn(a: PointPx | undefined, b: PointPx | undefined, c: PointPx): number {
  if (!a || !b) return 0;
  return (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
}

function areaOf(polygon: readonly PointPx[]): number {
  const twice = polygon.reduce((sum, point, index) => {
    const next = polygon[(index + 1) % polygon.length] ?? point;
    return sum + point.x * next.y - next.x * point.y;
  }, 0);
  return Math.abs(twice) / 2;
}

/** The hull with its least telling corners taken away, until four are left. */
function fourCorners(hull: readonly PointPx[]): PointPx[] | null {
  const corners = [...hull];
  while (corners.length > 4) {
    const losses = corners.map((corner, index) => {
      const before = corners.at(index - 1) ?? corner;
      const after = corners[(index + 1) % corners.length] ?? corner;
      return Math.abs(turn(before, corner, after));
    });
    corners.splice(losses.indexOf(Math.min(...losses)), 1);
  }
  return corners.length === 4 ? corners : null;
}

/** Each side becomes the line through the middle part of the rim along it; the corners are where these meet. */
function refine(corners: readonly PointPx[], hull: readonly PointPx[], rim: readonly PointPx[]): PointPx[] {
  const lines = corners.map((from, index) => {
    const to = corners[(index + 1) % 4] ?? from;
    return lineAlong({ from, to }, rim) ?? lineAlong({ from, to }, hull) ?? lineThrough(from, to);
  });
  const meeting = lines.map((line, index) => intersect(lines.at(index - 1) ?? line, line));
  return corners.map((corner, index) => meeting[index] ?? corner);
}

interface Line {
  /** A point on it and its direction, one unit long. */
  point: PointPx;
  dx: number;
  dy: number;
}

function lineAlong({ from, to }: { from: PointPx; to: PointPx }, points: readonly PointPx[]): Line | null {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const near = points.filter((point) => {
    const along = ((point.x - from.x) * (to.x - from.x) + (point.y - from.y) * (to.y - from.y)) / length ** 2;
    const aside = Math.abs((point.x - from.x) * (to.y - from.y) - (point.y - from.y) * (to.x - from.x)) / length;
    return along > MIDDLE.from && along < MIDDLE.to && aside <= Math.max(1.5, NEAR_SHARE * length);
  });
  return near.length < MIN_POINTS ? null : leastSquares(near);
}

function lineThrough(from: PointPx, to: PointPx): Line {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { point: from, dx: (to.x - from.x) / length, dy: (to.y - from.y) / length };
}

/** The main axis of the points. */
function leastSquares(points: readonly PointPx[]): Line {
  const mean = (pick: (point: PointPx) => number) => points.reduce((sum, p) => sum + pick(p), 0) / points.length;
  const x = mean((point) => point.x);
  const y = mean((point) => point.y);
  const xx = mean((point) => (point.x - x) ** 2);
  const yy = mean((point) => (point.y - y) ** 2);
  const xy = mean((point) => (point.x - x) * (point.y - y));
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  return { point: { x, y }, dx: Math.cos(angle), dy: Math.sin(angle) };
}

/** undefined when the lines are all but parallel. */
function intersect(a: Line, b: Line): PointPx | undefined {
  const across = a.dx * b.dy - a.dy * b.dx;
  if (Math.abs(across) < 0.2) return undefined;
  const t = ((b.point.x - a.point.x) * b.dy - (b.point.y - a.point.y) * b.dx) / across;
  return { x: a.point.x + t * a.dx, y: a.point.y + t * a.dy };
}

/** Of the four, clockwise, the one nearest to the top left of the picture comes first. */
function startTopLeft(corners: readonly PointPx[]): Quad {
  const sums = corners.map(({ x, y }) => x + y);
  const start = sums.indexOf(Math.min(...sums));
  return [...corners.slice(start), ...corners.slice(0, start)] as unknown as Quad;
}
