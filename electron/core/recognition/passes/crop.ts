// Cuts pieces out of a cleaned page, with paper around them: engines read what touches the rim badly.
import type { Box } from "../../../../shared/contract";
import type { EnginePicture } from "../engine";

const PAPER = 255;
/** Of a cleaned page: paper is nearly white. */
const INK_LEVEL = 150;
const MM_PER_INCH = 25.4;

export function pxPerMm({ resolutionDpi }: EnginePicture): number {
  return resolutionDpi / MM_PER_INCH;
}

/** Whole pixels within the picture. */
export function within({ widthPx, heightPx }: EnginePicture, box: Box): Box {
  const clamp = (value: number, max: number) => Math.min(max, Math.max(0, Math.round(value)));
  return {
    x0: clamp(box.x0, widthPx),
    y0: clamp(box.y0, heightPx),
    x1: clamp(box.x1, widthPx),
    y1: clamp(box.y1, heightPx),
  };
}

/** An empty page on which pieces of another are put. */
export function paper(widthPx: number, heightPx: number, resolutionDpi: number): EnginePicture {
  return { data: new Uint8Array(widthPx * heightPx).fill(PAPER), widthPx, heightPx, resolutionDpi };
}

/** Puts what stands in `box` of one picture at (x, y) of the other. */
export function copyInto(to: EnginePicture, from: EnginePicture, { box, x, y }: { box: Box; x: number; y: number }) {
  for (let row = box.y0; row < box.y1; row++) {
    const start = row * from.widthPx;
    to.data.set(from.data.subarray(start + box.x0, start + box.x1), (y + row - box.y0) * to.widthPx + x);
  }
}

/** What stands in `box`, with `rim` pixels of paper around it. */
export function cutOut(picture: EnginePicture, box: Box, rim: number): EnginePicture {
  const size = { width: box.x1 - box.x0 + 2 * rim, height: box.y1 - box.y0 + 2 * rim };
  const piece = paper(size.width, size.height, picture.resolutionDpi);
  copyInto(piece, picture, { box, x: rim, y: rim });
  return piece;
}

export function isInk({ data, widthPx }: EnginePicture, x: number, y: number): boolean {
  return (data[y * widthPx + x] ?? PAPER) < INK_LEVEL;
}

/** The smallest box around the ink within `box`, and how many pixels of ink there are; null without. */
export function inkWithin(picture: EnginePicture, box: Box): { box: Box; pixels: number } | null {
  const ink = { x0: box.x1, y0: box.y1, x1: box.x0, y1: box.y0 };
  let pixels = 0;
  for (let y = box.y0; y < box.y1; y++)
    for (let x = box.x0; x < box.x1; x++) {
      if (!isInk(picture, x, y)) continue;
      pixels++;
      ink.x0 = Math.min(ink.x0, x);
      ink.x1 = Math.max(ink.x1, x + 1);
      ink.y0 = Math.min(ink.y0, y);
      ink.y1 = y + 1;
    }
  return pixels === 0 ? null : { box: ink, pixels };
}
