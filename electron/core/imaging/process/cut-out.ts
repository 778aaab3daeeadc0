// Takes a quadrilateral out of a picture and draws it as a rectangle.
import { squareToQuad, type Homography, type Quad } from "./homography";
import type { Colours } from "./images";

interface Size {
  widthPx: number;
  heightPx: number;
}

/** RGB; what lies outside the picture is white. */
export function cutOut(picture: Colours, quad: Quad, { widthPx, heightPx }: Size): Colours {
  const data = new Uint8Array(widthPx * heightPx * 3).fill(255);
  const map = squareToQuad(quad);
  for (let y = 0; y < heightPx; y++) drawRow(picture, { data, widthPx, heightPx }, { map, y });
  return { data, widthPx, heightPx };
}

function drawRow(picture: Colours, target: Colours, { map, y }: { map: Homography; y: number }): void {
  const v = (y + 0.5) / target.heightPx;
  for (let x = 0, to = y * target.widthPx * 3; x < target.widthPx; x++, to += 3) {
    const u = (x + 0.5) / target.widthPx;
    const depth = map.g * u + map.h * v + 1;
    const fromX = (map.a * u + map.b * v + map.c) / depth - 0.5;
    const fromY = (map.d * u + map.e * v + map.f) / depth - 0.5;
    if (fromX > -1 && fromY > -1 && fromX < picture.widthPx && fromY < picture.heightPx)
      blend(picture, { x: fromX, y: fromY }, { data: target.data, to });
  }
}

/** Bilinear; at the rim the outermost pixels go on. */
function blend(picture: Colours, from: { x: number; y: number }, { data, to }: { data: Uint8Array; to: number }): void {
  const { data: source, widthPx, heightPx } = picture;
  const left = Math.floor(from.x);
  const top = Math.floor(from.y);
  const shareX = from.x - left;
  const shareY = from.y - top;
  const x0 = Math.max(0, left) * 3;
  const x1 = Math.min(widthPx - 1, left + 1) * 3;
  const row0 = Math.max(0, top) * widthPx * 3;
  const row1 = Math.min(heightPx - 1, top + 1) * widthPx * 3;
  for (let band = 0; band < 3; band++) {
    const above = (source[row0 + x0 + band] ?? 0) * (1 - shareX) + (source[row0 + x1 + band] ?? 0) * shareX;
    const below = (source[row1 + x0 + band] ?? 0) * (1 - shareX) + (source[row1 + x1 + band] ?? 0) * shareX;
    data[to + band] = above * (1 - shareY) + below * shareY + 0.5;
  }
}
