// How a page lies: upright or not, and by how much its lines are turned. Seen on a small copy of the evened page.
import type { Grey } from "../../../../../shared/vision";
import { findComponents } from "../look/components";
import { findDirection, type Direction } from "../look/lines-of-writing";

/** Letters are still letters. */
const LOOKING_PX_PER_MM = 4;
/** Of an evened page, what is darker is ink. */
const INK_LEVEL = 150;

/** @param grey evened out */
export function directionOf(grey: Grey, pxPerMm: number): Direction {
  const factor = Math.max(1, Math.floor(pxPerMm / LOOKING_PX_PER_MM));
  const small = reduce(grey, factor);
  const mask = new Uint8Array(small.data.length);
  for (let i = 0; i < mask.length; i++) if ((small.data[i] ?? 0) < INK_LEVEL) mask[i] = 1;
  const { widthPx, heightPx } = small;
  const ink = { widthPx, heightPx, mask, paperLevel: 255, contrast: null, noise: 0 };
  return findDirection(ink, findComponents(mask, widthPx, heightPx), pxPerMm / factor);
}

/** Each pixel the mean of `factor` × `factor`. */
export function reduce({ data, widthPx, heightPx }: Grey, factor: number): Grey {
  if (factor === 1) return { data, widthPx, heightPx };
  const width = Math.floor(widthPx / factor);
  const height = Math.floor(heightPx / factor);
  const small = new Uint8Array(width * height);
  const sums = new Uint32Array(width);
  const pixels = factor * factor;
  for (let row = 0; row < height; row++) {
    sums.fill(pixels >> 1);
    for (let k = 0; k < factor; k++) addRow(data, (row * factor + k) * widthPx, { sums, factor });
    for (let x = 0; x < width; x++) small[row * width + x] = (sums[x] ?? 0) / pixels;
  }
  return { data: small, widthPx: width, heightPx: height };
}

function addRow(data: Uint8Array, from: number, { sums, factor }: { sums: Uint32Array; factor: number }): void {
  for (let x = 0, i = from; x < sums.length; x++) {
    let sum = sums[x] ?? 0;
    for (const end = i + factor; i < end; i++) sum += data[i] ?? 0;
    sums[x] = sum;
  }
}
