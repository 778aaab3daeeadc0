// Moves the sides of a roughly found page to where the light really falls off to the desk.
import type { Grey, PointPx } from "../../../../../shared/vision";
import type { Quad } from "../homography";

/** Along a side, without its corners. */
const PLACES = Array.from({ length: 49 }, (_, index) => 0.06 + (0.88 * index) / 48);
/** How far inwards and outwards the edge is looked for, as a share of the side. */
const REACH = { inwards: 0.06, outwards: 0.04 };
const LEAST_STEP = 1.3;
/** Pixels on either side of the edge that are averaged. */
const DEPTH = 3;
/** Of the points that were found, so many must lie on one line. */
const MIN_AGREEING = 0.5;
const AGREEING_PX = 1.5;
/** Black on black is no step. */
const DARKEST = 6;

interface Line {
  point: PointPx;
  dx: number;
  dy: number;
}

/** @param small a picture of some hundred pixels, writing painted over @param quad clockwise */
export function sharpenSides(small: Grey, quad: Quad): Quad {
  const lines = quad.map((from, index) => {
    const to = quad[(index + 1) % 4] ?? from;
    return throughMost(edgePoints(small, from, to)) ?? lineThrough(from, to);
  });
  const corners = quad.map((corner, index) => {
    const [before, after] = [lines.at(index - 1), lines[index]];
    return before && after ? (meeting(before, after) ?? corner) : corner;
  });
  return corners as unknown as Quad;
}

/** Where the light falls off most, going outwards. */
function edgePoints(small: Grey, from: PointPx, to: PointPx): PointPx[] {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  // Clockwise as seen, outwards is to the left of the way.
  const out = { x: (to.y - from.y) / length, y: (from.x - to.x) / length };
  const span = { least: -Math.ceil(REACH.inwards * length), most: Math.ceil(REACH.outwards * length) };
  return PLACES.flatMap((share) => {
    const start = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
    return steepestStep(small, { start, out }, span) ?? [];
  });
}

interface Ray {
  start: PointPx;
  out: PointPx;
}

function steepestStep(small: Grey, ray: Ray, { least, most }: { least: number; most: number }): PointPx | null {
  const levels: number[] = [];
  for (let t = least - DEPTH; t < most + DEPTH; t++) levels.push(levelAt(small, ray, t + 0.5));
  let best = { ratio: LEAST_STEP, t: 0, isFound: false };
  for (let t = least, i = DEPTH; t <= most; t++, i++) {
    const inside = mean(levels, i - DEPTH);
    const outside = mean(levels, i);
    const ratio = (inside + DARKEST) / (outside + DARKEST);
    if (outside >= 0 && inside >= 0 && ratio > best.ratio) best = { ratio, t, isFound: true };
  }
  return best.isFound ? { x: ray.start.x + ray.out.x * best.t, y: ray.start.y + ray.out.y * best.t } : null;
}

/** NaN outside of the picture. */
function levelAt({ data, widthPx, heightPx }: Grey, { start, out }: Ray, t: number): number {
  const x = Math.floor(start.x + out.x * t);
  const y = Math.floor(start.y + out.y * t);
  return x < 0 || y < 0 || x >= widthPx || y >= heightPx ? Number.NaN : (data[y * widthPx + x] ?? 0);
}

function mean(levels: readonly number[], from: number): number {
  let sum = 0;
  for (let i = from; i < from + DEPTH; i++) sum += levels[i] ?? Number.NaN;
  return sum / DEPTH;
}

/** The line through two of the points that most others lie on; null when too few agree. */
function throughMost(points: readonly PointPx[]): Line | null {
  let best: PointPx[] = [];
  points.forEach((from, index) => {
    for (const to of points.slice(index + 8)) {
      const agreeing = pointsOn(lineThrough(from, to), points);
      if (agreeing.length > best.length) best = agreeing;
    }
  });
  if (best.length < MIN_AGREEING * PLACES.length) return null;
  return leastSquares(best);
}

function pointsOn({ point, dx, dy }: Line, points: readonly PointPx[]): PointPx[] {
  return points.filter(({ x, y }) => Math.abs((x - point.x) * dy - (y - point.y) * dx) <= AGREEING_PX);
}

function lineThrough(from: PointPx, to: PointPx): Line {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { point: from, dx: (to.x - from.x) / length, dy: (to.y - from.y) / length };
}

function leastSquares(points: readonly PointPx[]): Line {
  const average = (pick: (point: PointPx) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const [x, y] = [average((point) => point.x), average((point) => point.y)];
  const xx = average((point) => (point.x - x) ** 2);
  const yy = average((point) => (point.y - y) ** 2);
  const xy = average((point) => (point.x - x) * (point.y - y));
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  return { point: { x, y }, dx: Math.cos(angle), dy: Math.sin(angle) };
}

function meeting(a: Line, b: Line): PointPx | null {
  const across = a.dx * b.dy - a.dy * b.dx;
  if (Math.abs(across) < 0.2) return null;
  const t = ((b.point.x - a.point.x) * b.dy - (b.point.y - a.point.y) * b.dx) / across;
  return { x: a.point.x + t * a.dx, y: a.point.y + t * a.dy };
}
