// Tells whether writing or a picture runs off the page.
import type { PageSide } from "../../protocol";
import type { Component } from "./components";

interface PageSize {
  widthPx: number;
  heightPx: number;
  pxPerMm: number;
}

/** Scanners lose a little at the rim and put shadow there. */
const RIM_MM = 0.4;
const LETTER_MM = { min: 0.8, max: 9 };
/** Letters that are cut are many and stand apart; a crease, a thread or a punched hole is alone. */
const MIN_LETTERS = 4;
const MIN_SPREAD_MM = 20;

export function findCutSides(components: readonly Component[], page: PageSize): PageSide[] {
  const sides: PageSide[] = ["top", "right", "bottom", "left"];
  return sides.filter((side) => {
    const places = components.filter((component) => isCutLetter(component, side, page)).map((c) => placeAlong(c, side));
    if (places.length < MIN_LETTERS) return false;
    return (Math.max(...places) - Math.min(...places)) / page.pxPerMm >= MIN_SPREAD_MM;
  });
}

function isCutLetter(component: Component, side: PageSide, page: PageSize): boolean {
  const { left, right, top, bottom, pixels } = component;
  const rim = RIM_MM * page.pxPerMm;
  const gaps = { top, left, right: page.widthPx - 1 - right, bottom: page.heightPx - 1 - bottom };
  if (gaps[side] > rim) return false;
  const sizes = [right - left + 1, bottom - top + 1].map((px) => px / page.pxPerMm);
  // A shadow along the rim is flat and full; a letter that is cut still has its strokes.
  const deep = side === "top" || side === "bottom" ? bottom - top + 1 : right - left + 1;
  const isFlat = deep / page.pxPerMm < LETTER_MM.min;
  const fill = pixels / ((right - left + 1) * (bottom - top + 1));
  return !isFlat && Math.max(...sizes) <= LETTER_MM.max && fill < 0.9;
}

function placeAlong({ left, right, top, bottom }: Component, side: PageSide): number {
  return side === "top" || side === "bottom" ? (left + right) / 2 : (top + bottom) / 2;
}
