// Takes punched holes off a page: they would be read as letters.
import type { Grey } from "../../../../../shared/vision";
import type { Component } from "../look/components";

const HOLE_MM = { min: 3.5, max: 9 };
/** Of the square around it, a disc fills 79 %. */
const FILL = { min: 0.7, max: 0.87 };
const MAX_FLATNESS = 0.15;
/** Its soft rim. */
const RIM_MM = 0.3;

/** In place. @param pieces of ink on the picture @returns how many were taken away */
export function eraseHoles(grey: Grey, pieces: readonly Component[], pxPerMm: number): number {
  const holes = pieces.filter((piece) => isHole(piece, pxPerMm));
  const rim = Math.ceil(RIM_MM * pxPerMm);
  for (const { left, right, top, bottom } of holes)
    for (let y = Math.max(0, top - rim); y <= Math.min(grey.heightPx - 1, bottom + rim); y++)
      grey.data.fill(
        255,
        y * grey.widthPx + Math.max(0, left - rim),
        y * grey.widthPx + Math.min(grey.widthPx, right + rim + 1),
      );
  return holes.length;
}

function isHole({ left, right, top, bottom, pixels }: Component, pxPerMm: number): boolean {
  const [width, height] = [right - left + 1, bottom - top + 1];
  const longerMm = Math.max(width, height) / pxPerMm;
  if (longerMm < HOLE_MM.min || longerMm > HOLE_MM.max) return false;
  if (Math.abs(width - height) > MAX_FLATNESS * Math.max(width, height)) return false;
  const fill = pixels / (width * height);
  return fill >= FILL.min && fill <= FILL.max;
}
