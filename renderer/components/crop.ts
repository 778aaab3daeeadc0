// Where a piece of a page lies within the picture of the whole page, for cutting it out with nothing but a background.
import type { Box } from "../../shared/contract";

export interface Size {
  width: number;
  height: number;
}

/** In CSS pixels: the size of the piece, the size of the whole picture behind it, and how far that is shifted. */
export interface Crop extends Size {
  whole: Size;
  left: number;
  top: number;
}

/** Paper around the letters, as a part of the height of the box: accents and descenders stand out of it. */
const MARGIN = 0.35;
/** At most this part of the height of the page: a box of two lines needs no more paper than one. */
const LARGEST_MARGIN = 0.006;
/** A small box of a coarse picture is not blown up to a blur. */
const LARGEST_SCALE = 2;

/**
 * @param box in pixels of the page as it is shown
 * @param page its size in those pixels
 * @param frame the room there is, in CSS pixels
 * @returns null when there is nothing to cut out
 */
export function cropOf(box: Box, page: Size, frame: Size): Crop | null {
  const piece = withMargin(box, page);
  const width = piece.x1 - piece.x0;
  const height = piece.y1 - piece.y0;
  if (width <= 0 || height <= 0) return null;
  const scale = Math.min(frame.width / width, frame.height / height, LARGEST_SCALE);
  return {
    width: width * scale,
    height: height * scale,
    whole: { width: page.width * scale, height: page.height * scale },
    left: -piece.x0 * scale,
    top: -piece.y0 * scale,
  };
}

/** A line of print is about this part of the height of a page. */
const LINE = 0.02;

/** A box that is too high for one line of print. */
export function isOfLines(box: Box, page: Size): boolean {
  return box.y1 - box.y0 > page.height * LINE;
}

/** The size of a page as it is shown: a page that is turned on its side has its sides swapped. */
export function shownSize(page: { widthPx: number; heightPx: number; rotation: number }): Size {
  const { widthPx, heightPx, rotation } = page;
  return rotation % 180 === 0 ? { width: widthPx, height: heightPx } : { width: heightPx, height: widthPx };
}

function withMargin(box: Box, page: Size): Box {
  const margin = Math.min(Math.max(0, box.y1 - box.y0) * MARGIN, page.height * LARGEST_MARGIN);
  return {
    x0: Math.max(0, box.x0 - margin),
    y0: Math.max(0, box.y0 - margin),
    x1: Math.min(page.width, box.x1 + margin),
    y1: Math.min(page.height, box.y1 + margin),
  };
}
