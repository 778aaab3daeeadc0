// Connected light regions of a picture.
import { halve, type Grey } from "./grey";

export interface PointPx {
  x: number;
  y: number;
}

export interface Region {
  pixels: number;
  /** The outermost pixels of each row. */
  rim: PointPx[];
}

/** At most twice `px` on its longer side. */
export function shrinkTo(grey: Grey, px: number): Grey {
  let small = grey;
  while (Math.max(small.widthPx, small.heightPx) >= 2 * px) small = halve(small);
  return small;
}

/** Writing on the paper is painted over: each pixel becomes the lightest, then the darkest, of those around it. */
export function closeSmallGaps(grey: Grey): Grey {
  const reach = Math.max(1, Math.round(Math.max(grey.widthPx, grey.heightPx) / 160));
  return pickAround(pickAround(grey, reach, Math.max), reach, Math.min);
}

/** Of pixels at or above a level, 4-connected, the largest first. */
export function largestRegions(grey: Grey, { level, minPixels }: { level: number; minPixels: number }): Region[] {
  const { data, widthPx, heightPx } = grey;
  const free = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) if ((data[i] ?? 0) >= level) free[i] = 1;
  const regions: Region[] = [];
  const stack = new Int32Array(widthPx * heightPx + 1);
  for (let seed = 0; seed < free.length; seed++) {
    if (free[seed] !== 1) continue;
    const region = flood(free, { seed, widthPx, heightPx, stack });
    if (region.pixels >= minPixels) regions.push(region);
  }
  return regions.sort((a, b) => b.pixels - a.pixels);
}

interface Flooding {
  seed: number;
  widthPx: number;
  heightPx: number;
  stack: Int32Array;
}

function flood(free: Uint8Array, { seed, widthPx, heightPx, stack }: Flooding): Region {
  const left = new Int32Array(heightPx).fill(widthPx);
  const right = new Int32Array(heightPx).fill(-1);
  let waiting = 0;
  let pixels = 0;
  const take = (at: number) => {
    if (free[at] !== 1) return;
    free[at] = 2;
    stack[waiting++] = at;
  };
  take(seed);
  while (waiting > 0) {
    const at = stack[--waiting] ?? 0;
    const y = Math.floor(at / widthPx);
    const x = at - y * widthPx;
    pixels++;
    if (x < (left[y] ?? 0)) left[y] = x;
    if (x > (right[y] ?? 0)) right[y] = x;
    if (x > 0) take(at - 1);
    if (x < widthPx - 1) take(at + 1);
    if (y > 0) take(at - widthPx);
    if (y < heightPx - 1) take(at + widthPx);
  }
  return { pixels, rim: rimOf(left, right) };
}

function rimOf(left: Int32Array, right: Int32Array): PointPx[] {
  const rim: PointPx[] = [];
  for (let y = 0; y < left.length; y++) {
    if ((right[y] ?? 0) < 0) continue;
    rim.push({ x: left[y] ?? 0, y }, { x: right[y] ?? 0, y });
  }
  return rim;
}

/** Across, then down: the same as over the whole square, at a fraction of the work. */
function pickAround(grey: Grey, reach: number, pick: (a: number, b: number) => number): Grey {
  const { data, widthPx, heightPx } = grey;
  const across = new Uint8Array(data.length);
  const picked = new Uint8Array(data.length);
  for (let y = 0; y < heightPx; y++)
    pickLine(data, across, { start: y * widthPx, step: 1, count: widthPx, reach, pick });
  for (let x = 0; x < widthPx; x++) pickLine(across, picked, { start: x, step: widthPx, count: heightPx, reach, pick });
  return { data: picked, widthPx, heightPx };
}

interface Line {
  start: number;
  step: number;
  count: number;
  reach: number;
  pick: (a: number, b: number) => number;
}

function pickLine(from: Uint8Array, to: Uint8Array, { start, step, count, reach, pick }: Line): void {
  for (let i = 0; i < count; i++) {
    const first = Math.max(0, i - reach);
    const last = Math.min(count - 1, i + reach);
    let value = from[start + first * step] ?? 0;
    for (let k = first + 1; k <= last; k++) value = pick(value, from[start + k * step] ?? 0);
    to[start + i * step] = value;
  }
}
