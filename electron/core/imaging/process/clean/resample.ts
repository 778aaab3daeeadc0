// Draws a grey picture anew where a projective map puts its points: turned, straightened, enlarged and cut in one go.
import type { Grey } from "../../../../../shared/vision";
import type { QuarterTurns } from "../../protocol";
import { compose, isAffine, quarterTurn, turnedSize, type Matrix, type Size } from "./geometry";

const WHITE = 255;
const PHASES = 64;
const ONE = 1 << 14;
/** Weights of the four pixels around a point, by 64 fractions of a pixel. @see Keys, "Cubic convolution interpolation", 1981 */
const CUBIC = cubicWeights(-0.5);

/**
 * @param toSource from the new picture to the old one; what lies outside the old one is white
 * @returns the picture itself when nothing moves
 */
export function resample(source: Grey, toSource: Matrix, size: Size): Grey {
  const crop = wholePixelCrop(toSource);
  if (crop) return cut(source, crop, size);
  if (!isAffine(toSource)) return pointByPoint(source, toSource, size);
  // Two passes of four pixels each instead of one of sixteen; of a steep turn the first pass would lose detail.
  const turns = turnsOf(toSource);
  return inTwoPasses(turned(source, turns), compose(quarterTurn(source, turns), toSource), size);
}

/** How the old picture has to be turned first, so that hardly any turn is left. */
function turnsOf([a, , , d]: Matrix): QuarterTurns {
  const degrees = (Math.atan2(d, a) * 180) / Math.PI;
  return (((Math.round(-degrees / 90) % 4) + 4) % 4) as QuarterTurns;
}

function turned(source: Grey, turns: QuarterTurns): Grey {
  const { data, widthPx, heightPx } = source;
  if (turns === 0) return source;
  if (turns === 2) return { data: data.slice().reverse(), widthPx, heightPx };
  const size = turnedSize(source, turns);
  const drawn = new Uint8Array(data.length);
  const [start, step] = turns === 1 ? [heightPx - 1, heightPx] : [(widthPx - 1) * heightPx, -heightPx];
  for (let y = 0, from = 0; y < heightPx; y++) {
    let to = turns === 1 ? start - y : start + y;
    for (let x = 0; x < widthPx; x++, from++, to += step) drawn[to] = data[from] ?? 0;
  }
  return { data: drawn, ...size };
}

/** The first along the rows of the old picture, the second along the columns of the new one. @see Catmull and Smith, 1980 */
function inTwoPasses(source: Grey, [a, b, c, d, e, f]: Matrix, { widthPx, heightPx }: Size): Grey {
  const ys = [0, widthPx].flatMap((u) => [f + d * u, f + d * u + e * heightPx]);
  const top = Math.max(0, Math.floor(Math.min(...ys)) - 2);
  const bottom = Math.min(source.heightPx, Math.ceil(Math.max(...ys)) + 3);
  const heightBetween = Math.max(0, bottom - top);
  const between = new Uint8ClampedArray(widthPx * heightBetween).fill(WHITE);
  const step = a - (b * d) / e;
  for (let y = top; y < bottom; y++) {
    // The point (u, y) of the picture in between has v = (y − d u − f) / e on the new picture.
    const start = c + (b * (y + 0.5 - f)) / e + step * 0.5 - 0.5;
    const line = { from: y * source.widthPx, to: (y - top) * widthPx, start, step };
    drawRow(source, between, { ...line, count: widthPx });
  }
  const drawn = new Uint8ClampedArray(widthPx * heightPx).fill(WHITE);
  const middle = { data: new Uint8Array(between.buffer), widthPx, heightPx: heightBetween };
  for (let v = 0; v < heightPx; v++) {
    const start = e * (v + 0.5) + f + d * 0.5 - 0.5 - top;
    drawColumns(middle, drawn, { to: v * widthPx, start, step: d });
  }
  return { data: new Uint8Array(drawn.buffer), widthPx, heightPx };
}

interface Row {
  from: number;
  to: number;
  start: number;
  step: number;
  count: number;
}

function drawRow(source: Grey, target: Uint8ClampedArray, { from, to, start, step, count }: Row): void {
  const { data, widthPx } = source;
  const weights = CUBIC;
  const first = Math.max(0, Math.ceil((1 - start) / step));
  const last = Math.min(count - 1, Math.floor((widthPx - 3 - start) / step));
  let place = start + first * step;
  for (let u = first; u <= last; u++, place += step) {
    const x = Math.floor(place);
    const i = from + x;
    const p0 = data[i - 1] ?? 0;
    const p1 = data[i] ?? 0;
    const p2 = data[i + 1] ?? 0;
    const p3 = data[i + 2] ?? 0;
    if ((p0 & p1 & p2 & p3) === WHITE) continue;
    const w = ((place - x) * PHASES) << 2;
    const sum =
      p0 * (weights[w] ?? 0) + p1 * (weights[w + 1] ?? 0) + p2 * (weights[w + 2] ?? 0) + p3 * (weights[w + 3] ?? 0);
    target[to + u] = (sum + ONE / 2) >> 14;
  }
}

interface Columns {
  to: number;
  start: number;
  step: number;
}

function drawColumns({ data, widthPx, heightPx }: Grey, target: Uint8ClampedArray, { to, start, step }: Columns): void {
  const weights = CUBIC;
  const lowest = heightPx - 3;
  let place = start;
  for (let u = 0; u < widthPx; u++, place += step) {
    const y = Math.floor(place);
    if (y < 1 || y > lowest) continue;
    const i = y * widthPx + u;
    const p0 = data[i - widthPx] ?? 0;
    const p1 = data[i] ?? 0;
    const p2 = data[i + widthPx] ?? 0;
    const p3 = data[i + 2 * widthPx] ?? 0;
    if ((p0 & p1 & p2 & p3) === WHITE) continue;
    const w = ((place - y) * PHASES) << 2;
    const sum =
      p0 * (weights[w] ?? 0) + p1 * (weights[w + 1] ?? 0) + p2 * (weights[w + 2] ?? 0) + p3 * (weights[w + 3] ?? 0);
    target[to + u] = (sum + ONE / 2) >> 14;
  }
}

function pointByPoint(source: Grey, [a, b, c, d, e, f, g, h, k]: Matrix, { widthPx, heightPx }: Size): Grey {
  const data = new Uint8Array(widthPx * heightPx);
  for (let v = 0, to = 0; v < heightPx; v++) {
    const y = v + 0.5;
    for (let u = 0; u < widthPx; u++, to++) {
      const x = u + 0.5;
      const depth = g * x + h * y + k;
      data[to] = sample(source, (a * x + b * y + c) / depth - 0.5, (d * x + e * y + f) / depth - 0.5);
    }
  }
  return { data, widthPx, heightPx };
}

function sample({ data, widthPx, heightPx }: Grey, fromX: number, fromY: number): number {
  const x = Math.floor(fromX);
  const y = Math.floor(fromY);
  if (!(x >= 1 && y >= 1 && x < widthPx - 2 && y < heightPx - 2)) return WHITE;
  const first = y * widthPx + x;
  if ((at(data, first) & at(data, first + 1) & at(data, first + widthPx) & at(data, first + widthPx + 1)) === WHITE)
    return WHITE;
  const across = ((fromX - x) * PHASES) << 2;
  const down = ((fromY - y) * PHASES) << 2;
  let sum = 0;
  for (let row = 0, i = (y - 1) * widthPx + x; row < 4; row++, i += widthPx)
    sum += between(data, i, across) * (CUBIC[down + row] ?? 0);
  return Math.min(WHITE, Math.max(0, Math.round(sum / ONE)));
}

function at(data: Uint8Array, index: number): number {
  return data[index] ?? 0;
}

function between(data: Uint8Array, i: number, phase: number): number {
  const left = (data[i - 1] ?? 0) * (CUBIC[phase] ?? 0) + (data[i] ?? 0) * (CUBIC[phase + 1] ?? 0);
  const right = (data[i + 1] ?? 0) * (CUBIC[phase + 2] ?? 0) + (data[i + 2] ?? 0) * (CUBIC[phase + 3] ?? 0);
  return (left + right) / ONE;
}

/** Where to cut when the map does no more than that. */
function wholePixelCrop([a, b, c, d, e, f, g, h]: Matrix): { left: number; top: number } | null {
  const [left, top] = [Math.round(c), Math.round(f)];
  const distance = [a - 1, b, d, e - 1, g, h, c - left, f - top].map(Math.abs);
  return distance.every((value) => value < 1e-9) ? { left, top } : null;
}

function cut(source: Grey, { left, top }: { left: number; top: number }, { widthPx, heightPx }: Size): Grey {
  if (left === 0 && top === 0 && widthPx === source.widthPx && heightPx === source.heightPx) return source;
  const data = new Uint8Array(widthPx * heightPx).fill(WHITE);
  const from = Math.max(0, left);
  const until = Math.min(source.widthPx, left + widthPx);
  for (let y = Math.max(0, -top); y < heightPx && y + top < source.heightPx && until > from; y++) {
    const row = (y + top) * source.widthPx;
    data.set(source.data.subarray(row + from, row + until), y * widthPx + from - left);
  }
  return { data, widthPx, heightPx };
}

function cubicWeights(sharpness: number): Int32Array {
  const weights = new Int32Array(PHASES * 4);
  const near = (t: number) => (sharpness + 2) * t ** 3 - (sharpness + 3) * t ** 2 + 1;
  const far = (t: number) => sharpness * (t ** 3 - 5 * t ** 2 + 8 * t - 4);
  for (let phase = 0; phase < PHASES; phase++) {
    const t = (phase + 0.5) / PHASES;
    const four = [far(1 + t), near(t), near(1 - t), far(2 - t)].map((weight) => Math.round(weight * ONE));
    // Whatever rounding loses goes to the largest, so that paper stays paper.
    four[t < 0.5 ? 1 : 2] = (four[t < 0.5 ? 1 : 2] ?? 0) + ONE - four.reduce((sum, weight) => sum + weight, 0);
    weights.set(four, phase * 4);
  }
  return weights;
}
