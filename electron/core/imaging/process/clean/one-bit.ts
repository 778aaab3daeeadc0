// Pages of black and white only: faxes, and what copiers send. Evening out and enlarging makes them worse.
import type { Grey } from "../../../../../shared/vision";
import { findPieces } from "./pieces";

const DARK = 48;
const LIGHT = 208;
const MIDDLE = 128;
/** Of pixels that are not light: edges of letters in a grey scan are a third and more, also after coarse JPEG. */
const MAX_GREY_SHARE = 0.06;
/** Pieces of so few pixels are dirt of the line: a dot under a letter has four at 150 dpi. */
const SPECK_PX = 2;

/** Also when it was stored as JPEG since. */
export function isOneBit({ data }: Grey): boolean {
  let dark = 0;
  let grey = 0;
  for (let i = 0; i < data.length; i += 3) {
    const level = data[i] ?? 0;
    if (level < DARK) dark++;
    else if (level < LIGHT) grey++;
  }
  return dark > 0 && grey < MAX_GREY_SHARE * dark;
}

/** In place: nothing but black and white again. */
export function makeOneBit({ data }: Grey): void {
  for (let i = 0; i < data.length; i++) data[i] = (data[i] ?? 0) < MIDDLE ? 0 : 255;
}

/** In place. @returns how many were taken away */
export function eraseSpecks(grey: Grey): number {
  const specks = findPieces(grey, MIDDLE).filter(({ pixels }) => pixels <= SPECK_PX);
  for (const { left, right, top, bottom } of specks)
    for (let y = top; y <= bottom; y++) grey.data.fill(255, y * grey.widthPx + left, y * grey.widthPx + right + 1);
  return specks.length;
}
