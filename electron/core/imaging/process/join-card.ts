// Both sides of an identity card on one page.
import type { CardSide, StoredImage } from "../protocol";
import { findCard } from "./card-finder";
import { cutOut } from "./cut-out";
import type { Colours, Images } from "./images";
import { A4, MM_PER_INCH } from "./sheet-sizes";

const RESOLUTION_DPI = 300;
/** Between the two sides, and as much above the upper one. */
const GAP_MM = 25;

/** Both sides at their true size on a white A4 page of 300 dpi, the front above the back. */
export function joinCard(images: Images, front: CardSide, back: CardSide): StoredImage {
  const widthPx = toPx(A4.widthMm);
  const heightPx = toPx(A4.heightMm);
  const page: Colours = { data: new Uint8Array(widthPx * heightPx * 3).fill(255), widthPx, heightPx };
  let top = toPx(GAP_MM);
  for (const side of [front, back]) {
    const card = drawCard(images, side);
    paste(page, card, { left: Math.round((widthPx - card.widthPx) / 2), top });
    top += card.heightPx + toPx(GAP_MM);
  }
  return images.encodeColours(page, RESOLUTION_DPI);
}

function drawCard(images: Images, side: CardSide): Colours {
  const picture = images.colours(side.bytes, side.turns);
  const { quad, widthMm, heightMm } = findCard(picture, side.resolutionDpi);
  return cutOut(picture, quad, { widthPx: toPx(widthMm), heightPx: toPx(heightMm) });
}

function paste(page: Colours, part: Colours, { left, top }: { left: number; top: number }): void {
  for (let y = 0; y < part.heightPx && top + y < page.heightPx; y++) {
    const row = part.data.subarray(y * part.widthPx * 3, (y + 1) * part.widthPx * 3);
    page.data.set(row, ((top + y) * page.widthPx + left) * 3);
  }
}

function toPx(mm: number): number {
  return Math.round((mm / MM_PER_INCH) * RESOLUTION_DPI);
}
