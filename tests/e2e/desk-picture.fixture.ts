// What a document camera sees: an A4 page with coloured corners, in perspective, on a dark desk.
import fs from "node:fs";
import { createRequire } from "node:module";

export interface PointPx {
  x: number;
  y: number;
}

export type Rgb = readonly [number, number, number];

/** Of the page, clockwise from its top left. */
export const CORNER_COLOURS: readonly Rgb[] = [
  [200, 30, 30],
  [30, 160, 40],
  [40, 60, 200],
  [220, 190, 30],
];

const DESK: Rgb = [44, 40, 38];
const PAPER: Rgb = [240, 240, 236];
const INK: Rgb = [25, 25, 30];
const MARK = 0.07;
const A4_RATIO = 297 / 210;

export interface Picture {
  rgb: Uint8Array;
  widthPx: number;
  heightPx: number;
}

/**
 * Corners of an A4 page as a pinhole camera over the desk sees it, clockwise from its top left.
 * @param pose `tiltDegrees`: the far edge away from the camera; `turnDegrees`: askew on the desk; `share`: of the
 * picture's height that the page takes
 */
export function seeA4(
  size: { widthPx: number; heightPx: number },
  pose: { tiltDegrees: number; turnDegrees: number; share: number },
): PointPx[] {
  const [tilt, turn] = [pose.tiltDegrees, pose.turnDegrees].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
  ];
  const focalPx = size.widthPx;
  const distance = focalPx / (pose.share * size.heightPx);
  const [halfWidth, halfHeight] = [0.5 / A4_RATIO, 0.5];
  const page = [
    [-halfWidth, -halfHeight],
    [halfWidth, -halfHeight],
    [halfWidth, halfHeight],
    [-halfWidth, halfHeight],
  ] as const;
  return page.map(([x, y]) => {
    const across = x * Math.cos(turn) - y * Math.sin(turn);
    const along = x * Math.sin(turn) + y * Math.cos(turn);
    const depth = distance - along * Math.sin(tilt);
    return {
      x: size.widthPx / 2 + (focalPx * across) / depth,
      y: size.heightPx / 2 + (focalPx * along * Math.cos(tilt)) / depth,
    };
  });
}

/** @param corners of the page in the picture, clockwise from its top left; null: an empty desk */
export function drawDesk(size: { widthPx: number; heightPx: number }, corners: readonly PointPx[] | null): Picture {
  const { widthPx, heightPx } = size;
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  const toPage = corners && pageOf(corners);
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const place = toPage?.({ x: x + 0.5, y: y + 0.5 });
      rgb.set(place && isInside(place) ? colourAt(place) : DESK, (y * widthPx + x) * 3);
    }
  return { rgb, ...size };
}

/** One frame, which Chromium's fake camera shows for ever. */
export async function writeFrame(file: string, { rgb, widthPx, heightPx }: Picture): Promise<void> {
  const vips = await loadVips();
  const image = vips.Image.newFromMemory(rgb, widthPx, heightPx, 3, "uchar").copy({ interpretation: "srgb" });
  fs.writeFileSync(file, Buffer.from(image.jpegsaveBuffer({ Q: 95 })));
}

export async function decode(bytes: Uint8Array): Promise<Picture> {
  const vips = await loadVips();
  const image = vips.Image.newFromBuffer(bytes).colourspace("srgb");
  return { rgb: image.writeToMemory(), widthPx: image.width, heightPx: image.height };
}

/** Mean colour around a place given in fractions of the picture. */
export function colourNear({ rgb, widthPx, heightPx }: Picture, place: PointPx): Rgb {
  const sum = [0, 0, 0];
  const [left, top] = [Math.round(place.x * widthPx) - 3, Math.round(place.y * heightPx) - 3];
  for (let at = 0; at < 49; at++) {
    const from = ((top + Math.floor(at / 7)) * widthPx + left + (at % 7)) * 3;
    for (const band of [0, 1, 2]) sum[band] = (sum[band] ?? 0) + (rgb[from + band] ?? 0);
  }
  return [sum[0] ?? 0, sum[1] ?? 0, sum[2] ?? 0].map((value) => value / 49) as unknown as Rgb;
}

function isInside({ x, y }: PointPx): boolean {
  return x >= 0 && x <= 1 && y >= 0 && y <= 1;
}

/** Marks at the corners, and lines of "text" between them. */
function colourAt({ x, y }: PointPx): Rgb {
  const [markX, markY] = [MARK, MARK / A4_RATIO];
  const isLeft = x < markX;
  const isTop = y < markY;
  if ((isLeft || x > 1 - markX) && (isTop || y > 1 - markY)) {
    const corner = isTop ? (isLeft ? 0 : 1) : isLeft ? 3 : 2;
    return CORNER_COLOURS[corner] ?? PAPER;
  }
  return isText({ x, y }) ? INK : PAPER;
}

function isText({ x, y }: PointPx): boolean {
  return x > 0.14 && x < 0.86 && y > 0.12 && y < 0.8 && (y * 100) % 4 < 1 && (x * 61) % 5 < 4;
}

/** The projective map from the picture to the page's own unit square. */
function pageOf(corners: readonly PointPx[]): (at: PointPx) => PointPx {
  const [p0, p1, p2, p3] = corners as readonly [PointPx, PointPx, PointPx, PointPx];
  const d1 = { x: p1.x - p2.x, y: p1.y - p2.y };
  const d2 = { x: p3.x - p2.x, y: p3.y - p2.y };
  const s = { x: p0.x - p1.x + p2.x - p3.x, y: p0.y - p1.y + p2.y - p3.y };
  const determinant = d1.x * d2.y - d2.x * d1.y;
  const g = (s.x * d2.y - d2.x * s.y) / determinant;
  const h = (d1.x * s.y - s.x * d1.y) / determinant;
  const [a, b, c] = [p1.x - p0.x + g * p1.x, p3.x - p0.x + h * p3.x, p0.x];
  const [d, e, f] = [p1.y - p0.y + g * p1.y, p3.y - p0.y + h * p3.y, p0.y];
  return ({ x, y }) => {
    // The inverse of [a b c; d e f; g h 1], up to its scale.
    const w = (d * h - e * g) * x + (b * g - a * h) * y + (a * e - b * d);
    const u = ((e - f * h) * x + (c * h - b) * y + (b * f - c * e)) / w;
    const v = ((f * g - d) * x + (a - c * g) * y + (c * d - a * f)) / w;
    return { x: u, y: v };
  };
}

interface VipsImage {
  width: number;
  height: number;
  colourspace(space: string): VipsImage;
  copy(options: { interpretation: string }): VipsImage;
  jpegsaveBuffer(options: { Q: number }): Uint8Array;
  writeToMemory(): Uint8Array;
}

interface Vips {
  Image: {
    newFromMemory(data: Uint8Array, ...shape: (number | string)[]): VipsImage;
    newFromBuffer(bytes: Uint8Array): VipsImage;
  };
}

let loading: Promise<Vips> | undefined;
function loadVips(): Promise<Vips> {
  const load = createRequire(import.meta.url)("wasm-vips") as (options: {
    dynamicLibraries: string[];
  }) => Promise<Vips>;
  loading ??= load({ dynamicLibraries: [] });
  return loading;
}
