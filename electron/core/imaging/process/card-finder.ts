// Finds an identity card on the picture of a page, or takes a picture that was cut to the card as it is.
import { convexHull, largestRegions, type Grey, type PointPx } from "../../../../shared/vision";
import type { Quad } from "./homography";
import type { Colours } from "./images";
import { CARD, MM_PER_INCH, type Sheet } from "./sheet-sizes";

export interface FoundCard extends Sheet {
  /** Its corners on the picture, from its top left clockwise, as it lies. */
  quad: Quad;
}

/** The picture is looked at in steps of this size at least. */
const WORKING_PX = 500;
/** A card differs from the lid or the paper behind it by its colours, if by little. */
const MIN_DIFFERENCE = 14;
const SIZE_TOLERANCE = 0.08;
const SHAPE_TOLERANCE = 0.08;
/** Share of its outline that the card fills: its printing may be as light as what lies behind. */
const MIN_FILL = 0.7;
const MIN_PIXELS = 400;
const CLOSE_UP_SHARE = 0.4;
const HALF_SHEET: Sheet = { widthMm: 190, heightMm: 110 };

/**
 * @param resolutionDpi of the picture; null: the card is known by its shape alone
 * @returns the card at its true size, standing or lying as it does on the picture; when none is found the whole picture
 * at its own size, if necessary reduced to half a sheet of A4
 */
export function findCard(picture: Colours, resolutionDpi: number | null): FoundCard {
  const step = Math.max(1, Math.floor(Math.max(picture.widthPx, picture.heightPx) / WORKING_PX));
  const difference = closeGaps(differenceFromBackground(picture, step));
  const regions = largestRegions(difference, { level: MIN_DIFFERENCE, minPixels: MIN_PIXELS });
  for (const region of regions) {
    const box = smallestBox(convexHull(region.rim));
    // A photo that shows little else than the card says nothing about its resolution.
    const isClose = region.pixels >= CLOSE_UP_SHARE * difference.data.length;
    const card = box && asCard(box, resolutionDpi === null || isClose ? null : resolutionDpi / MM_PER_INCH / step);
    if (card && region.pixels / (box.width * box.height) >= MIN_FILL)
      return { ...card, quad: enlarge(card.quad, step) };
  }
  return wholePicture(picture, resolutionDpi);
}

/** 0–255: how far each point is from what lies along the rim of the picture. */
function differenceFromBackground({ data, widthPx, heightPx }: Colours, step: number): Grey {
  const width = Math.floor(widthPx / step);
  const height = Math.floor(heightPx / step);
  const at = (x: number, y: number) => (y * step * widthPx + x * step) * 3;
  const rim: number[] = [];
  for (let x = 0; x < width; x++) rim.push(at(x, 0), at(x, height - 1));
  for (let y = 0; y < height; y++) rim.push(at(0, y), at(width - 1, y));
  const background = [0, 1, 2].map((band) => median(rim.map((from) => data[from + band] ?? 0)));
  const difference = new Uint8Array(width * height);
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++, to++) difference[to] = distance(data, at(x, y), background);
  return { data: difference, widthPx: width, heightPx: height };
}

function distance(data: Uint8Array, at: number, background: readonly number[]): number {
  const bands = background.map((level, band) => Math.abs((data[at + band] ?? 0) - level));
  return Math.max(...bands);
}

/** Light places inside the card belong to it: each pixel takes the largest difference within two of it, then the least. */
function closeGaps(grey: Grey): Grey {
  return spread(spread(grey, Math.max), Math.min);
}

function spread({ data, widthPx, heightPx }: Grey, pick: (...values: number[]) => number): Grey {
  const across = data.map((value, i) =>
    pick(value, data[i - 2] ?? value, data[i - 1] ?? value, data[i + 1] ?? value, data[i + 2] ?? value),
  );
  const both = across.map((value, i) => {
    const beside = [-2, -1, 1, 2].map((rows) => across[i + rows * widthPx] ?? value);
    return pick(value, ...beside);
  });
  return { data: both, widthPx, heightPx };
}

interface Box {
  /** Along its first side and along its second. */
  width: number;
  height: number;
  corners: Quad;
}

/** The rectangle of least area around a hull: one of its sides lies along a side of the hull. */
function smallestBox(hull: readonly PointPx[]): Box | null {
  let best: Box | null = null;
  hull.forEach((from, index) => {
    const to = hull[(index + 1) % hull.length] ?? from;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    if (length < 1) return;
    const box = boxAlong(hull, { x: (to.x - from.x) / length, y: (to.y - from.y) / length });
    if (!best || box.width * box.height < best.width * best.height) best = box;
  });
  return best;
}

function boxAlong(hull: readonly PointPx[], axis: PointPx): Box {
  const along = hull.map(({ x, y }) => x * axis.x + y * axis.y);
  const aside = hull.map(({ x, y }) => y * axis.x - x * axis.y);
  const [a0, a1, b0, b1] = [Math.min(...along), Math.max(...along), Math.min(...aside), Math.max(...aside)];
  const toPoint = (a: number, b: number) => ({ x: a * axis.x - b * axis.y, y: a * axis.y + b * axis.x });
  const corners: Quad = [toPoint(a0, b0), toPoint(a1, b0), toPoint(a1, b1), toPoint(a0, b1)];
  return { width: a1 - a0 + 1, height: b1 - b0 + 1, corners };
}

/** null when the box has not the shape, or at a known resolution not the size, of a card. */
function asCard({ width, height, corners }: Box, pxPerMm: number | null): FoundCard | null {
  const [longer, shorter] = [Math.max(width, height), Math.min(width, height)];
  const shape = longer / shorter / (CARD.widthMm / CARD.heightMm);
  if (Math.abs(shape - 1) > SHAPE_TOLERANCE) return null;
  if (pxPerMm !== null && Math.abs(longer / pxPerMm / CARD.widthMm - 1) > SIZE_TOLERANCE) return null;
  const quad = startTopLeft(corners);
  const isLying = Math.hypot(quad[1].x - quad[0].x, quad[1].y - quad[0].y) >= (longer + shorter) / 2;
  return { quad, ...(isLying ? CARD : { widthMm: CARD.heightMm, heightMm: CARD.widthMm }) };
}

function startTopLeft(corners: Quad): Quad {
  const sums = corners.map(({ x, y }) => x + y);
  const start = sums.indexOf(Math.min(...sums));
  return [...corners.slice(start), ...corners.slice(0, start)] as unknown as Quad;
}

function enlarge(quad: Quad, step: number): Quad {
  return quad.map(({ x, y }) => ({ x: (x + 0.5) * step, y: (y + 0.5) * step })) as unknown as Quad;
}

function wholePicture({ widthPx, heightPx }: Colours, resolutionDpi: number | null): FoundCard {
  const quad: Quad = [
    { x: 0, y: 0 },
    { x: widthPx, y: 0 },
    { x: widthPx, y: heightPx },
    { x: 0, y: heightPx },
  ];
  const isCard = asCard({ width: widthPx, height: heightPx, corners: quad }, null);
  if (isCard) return isCard;
  const trueScale = resolutionDpi === null ? CARD.widthMm / widthPx : MM_PER_INCH / resolutionDpi;
  const scale = Math.min(trueScale, HALF_SHEET.widthMm / widthPx, HALF_SHEET.heightMm / heightPx);
  return { quad, widthMm: widthPx * scale, heightMm: heightPx * scale };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
