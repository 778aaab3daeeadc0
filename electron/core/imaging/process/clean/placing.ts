// Where each point of the page lies on the picture to be read: set straight, upright and enlarged in one map.
import type { Grey } from "../../../../../shared/vision";
import type { QuarterTurns } from "../../protocol";
import type { Direction } from "../look/lines-of-writing";
import { MM_PER_INCH } from "../sheet-sizes";
import { lieOf, type Lie, LOOKING_PX_PER_MM, reduce } from "./direction";
import { apply, compose, invert, quarterTurn, rotation, scaling, translation, turnedSize } from "./geometry";
import type { Matrix, Size } from "./geometry";
import { resample } from "./resample";
import type { Steps } from "./steps";

const READING_DPI = 300;
/** Pages from here on are read as they are. */
const ENOUGH_DPI = 280;
/** Black and white loses by being drawn anew: only what is far too coarse is enlarged. */
const ENOUGH_ONE_BIT_DPI = 180;
/** A3 at 300 dpi has 4961. */
const MAX_DRAWN_PX = 5400;
const LEAST_SKEW = 0.08;
const MARGIN_MM = 5;

/** A page as it was found on its picture. */
export interface PageOnPicture {
  /** Evened out. */
  picture: Grey;
  /** From the picture to the page, and how large the page is there. */
  toPage: Matrix;
  size: Size;
  resolutionDpi: number;
  isOneBit: boolean;
}

export interface Placing {
  toPicture: Matrix;
  size: Size;
  resolutionDpi: number;
}

export function placePage(page: PageOnPicture, quarterTurns: QuarterTurns, steps: Steps): Placing {
  const direction = lookAt(page);
  const turns = steps.mayDo("orientation") ? turnsOf(quarterTurns, direction, steps) : quarterTurns;
  const skew = steps.mayDo("deskew") ? skewOf(direction) : 0;
  if (skew !== 0) steps.did("deskew", skew);
  const scale = steps.mayDo("upsample") ? enlargement(page) : 1;
  if (scale !== 1) steps.did("upsample", Math.round(page.resolutionDpi * scale));
  const upright = turnedSize(page.size, turns);
  const centred = compose(translation(-upright.widthPx / 2, -upright.heightPx / 2), quarterTurn(page.size, turns));
  const turned = compose(scaling(scale), compose(rotation(-skew), centred));
  const { left, top, size } = extentOf(turned, shownPart(page, direction));
  const fromPage = compose(translation(-left, -top), turned);
  return {
    toPicture: invert(compose(fromPage, page.toPage)),
    size,
    resolutionDpi: Math.max(1, Math.round(page.resolutionDpi * scale)),
  };
}

function lookAt({ picture, toPage, size, resolutionDpi }: PageOnPicture): Lie {
  const pxPerMm = resolutionDpi / MM_PER_INCH;
  const factor = Math.max(1, Math.floor(pxPerMm / LOOKING_PX_PER_MM));
  const small = reduce(picture, factor);
  const toSmall = compose(scaling(1 / factor), compose(invert(toPage), scaling(factor)));
  const smallSize = { widthPx: Math.floor(size.widthPx / factor), heightPx: Math.floor(size.heightPx / factor) };
  const lie = lieOf(resample(small, toSmall, smallSize), pxPerMm / factor);
  const enlarge = (value: number) => value * factor;
  return { ...lie, written: lie.written && mapBox(lie.written, enlarge) };
}

function turnsOf(quarterTurns: QuarterTurns, { uprightTurns }: Direction, steps: Steps): QuarterTurns {
  // The direction was seen on the file as it is; the order says how it is shown.
  if (uprightTurns === null || uprightTurns === quarterTurns) return quarterTurns;
  steps.did("orientation", ((uprightTurns - quarterTurns + 4) % 4) * 90);
  return uprightTurns;
}

function skewOf({ skewDegrees }: Direction): number {
  return skewDegrees === null || Math.abs(skewDegrees) < LEAST_SKEW ? 0 : skewDegrees;
}

function enlargement({ resolutionDpi, isOneBit, size }: PageOnPicture): number {
  if (resolutionDpi >= (isOneBit ? ENOUGH_ONE_BIT_DPI : ENOUGH_DPI)) return 1;
  return Math.max(1, Math.min(READING_DPI / resolutionDpi, MAX_DRAWN_PX / Math.max(size.widthPx, size.heightPx)));
}

interface Edges {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

function mapBox({ left, top, right, bottom }: Edges, map: (value: number) => number): Edges {
  return { left: map(left), top: map(top), right: map(right), bottom: map(bottom) };
}

/** What is written, and some paper around it: drawing and reading bare paper costs time. */
function shownPart({ size: { widthPx, heightPx }, resolutionDpi }: PageOnPicture, { written }: Lie): Edges {
  if (!written) return { left: 0, top: 0, right: widthPx, bottom: heightPx };
  const margin = (MARGIN_MM / MM_PER_INCH) * resolutionDpi;
  return {
    left: Math.max(0, Math.floor(written.left - margin)),
    top: Math.max(0, Math.floor(written.top - margin)),
    right: Math.min(widthPx, Math.ceil(written.right + margin)),
    bottom: Math.min(heightPx, Math.ceil(written.bottom + margin)),
  };
}

function extentOf(map: Matrix, { left, top, right, bottom }: Edges): { left: number; top: number; size: Size } {
  const corners = [left, right].flatMap((x) => [top, bottom].map((y) => apply(map, { x, y })));
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  const least = { x: Math.min(...xs), y: Math.min(...ys) };
  const lengthOf = (values: number[]) => Math.max(1, Math.round(Math.max(...values) - Math.min(...values)));
  return { left: least.x, top: least.y, size: { widthPx: lengthOf(xs), heightPx: lengthOf(ys) } };
}
