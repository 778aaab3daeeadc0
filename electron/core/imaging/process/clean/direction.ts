// How a page lies: upright or not, and by how much its lines are turned. Seen on a small copy of the evened page.
import type { Grey } from "../../../../../shared/vision";
import { findComponents, type Component } from "../look/components";
import { findDirection, type Direction } from "../look/lines-of-writing";

/** Of the small copy: letters are still letters. */
export const LOOKING_PX_PER_MM = 4;
/** Of an evened page, what is darker is ink. */
const INK_LEVEL = 150;
/** Less is dust. */
const MIN_MARK_PX = 3;

export interface Lie extends Direction {
  /** What there is on the page, in pixels of the small copy; null when there is nothing. */
  written: { left: number; top: number; right: number; bottom: number } | null;
}

/** @param grey small, evened out */
export function lieOf({ data, widthPx, heightPx }: Grey, pxPerMm: number): Lie {
  const mask = new Uint8Array(data.length);
  for (let i = 0; i < mask.length; i++) if ((data[i] ?? 0) < INK_LEVEL) mask[i] = 1;
  const ink = { widthPx, heightPx, mask, paperLevel: 255, contrast: null, noise: 0 };
  const components = findComponents(mask, widthPx, heightPx);
  return { ...findDirection(ink, components, pxPerMm), written: extentOf(components.list) };
}

function extentOf(list: readonly Component[]): Lie["written"] {
  const marks = list.filter(({ pixels }) => pixels >= MIN_MARK_PX);
  if (marks.length === 0) return null;
  return {
    left: marks.reduce((least, { left }) => Math.min(least, left), Infinity),
    top: marks.reduce((least, { top }) => Math.min(least, top), Infinity),
    right: marks.reduce((most, { right }) => Math.max(most, right + 1), 0),
    bottom: marks.reduce((most, { bottom }) => Math.max(most, bottom + 1), 0),
  };
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
