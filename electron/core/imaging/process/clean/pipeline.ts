// Makes a page ready for reading: each step decides by itself whether the page needs it.
import type { CleaningStepName } from "../../../../../shared/contract";
import type { Grey } from "../../../../../shared/vision";
import type { CleanedPage, CleaningOrder, QuarterTurns } from "../../protocol";
import type { Images } from "../images";
import { isBlankPage } from "../look/blank";
import { grainOf } from "../look/ink";
import type { Direction } from "../look/lines-of-writing";
import { MM_PER_INCH } from "../sheet-sizes";
import { denoise } from "./denoise";
import { directionOf, reduce } from "./direction";
import { flatten } from "./flatten";
import { apply, compose, invert, quarterTurn, rotation, scaling, translation, turnedSize } from "./geometry";
import type { Matrix, Size } from "./geometry";
import { toInkChannel } from "./ink-channel";
import { eraseLeaders } from "./leaders";
import { resample } from "./resample";
import { findRules } from "./rules";

const READING_DPI = 300;
/** Pages from here on are read as they are. */
const ENOUGH_DPI = 280;
/** Finer pages are reduced by a whole factor while they are decoded. */
const TOO_FINE_DPI = 540;
/** A3 at 300 dpi has 4961: what claims a resolution far too low is not taken at its word. */
const MAX_WORKING_PX = 5400;
const BLANK_LOOK_DPI = 150;
/** Standard deviation in grey levels; scans and JPEG files of weak quality stay below 2. */
const MAX_GRAIN = 4;
const LEAST_SKEW = 0.08;

export function clean(images: Images, order: CleaningOrder): CleanedPage {
  const full = images.sizeOf(order.bytes);
  const factor = reductionOf(full, order.resolutionDpi);
  const dpi = order.resolutionDpi / factor;
  const steps: Steps = new Steps(order.off);
  const { grey: ink, stampShare } = toInkChannel(images.samples(order.bytes, factor), steps.mayDo("stamp"));
  if (stampShare > 0) steps.did("stamp", round(stampShare * 100, 2));
  const grain = grainOf(ink);
  const isGrainy = steps.mayDo("denoise") && grain > MAX_GRAIN;
  if (isGrainy) steps.did("denoise", round(grain, 1));
  const grey = isGrainy ? denoise(ink) : ink;
  const isBlank = looksBlank(grey, dpi);
  if (steps.mayDo("flatten") && !isBlank) steps.did("flatten", flatten(grey, dpi / MM_PER_INCH));
  const direction = isBlank ? NO_DIRECTION : directionOf(grey, dpi / MM_PER_INCH);
  const placed = place(grey, { order, dpi, direction, steps });
  const picture = resample(grey, placed.toSource, placed.size);
  const pxPerMm = placed.dpi / MM_PER_INCH;
  const rules = isBlank ? [] : findRules(picture, pxPerMm);
  const dots = isBlank || !steps.mayDo("rules") ? 0 : eraseLeaders(picture, pxPerMm);
  if (dots > 0) steps.did("rules", dots);
  const shownFromSource = compose(quarterTurn(full, order.quarterTurns), scaling(factor));
  return {
    ...picture,
    resolutionDpi: placed.dpi,
    steps: steps.done,
    toShown: compose(shownFromSource, placed.toSource),
    rules,
    isBlank,
  };
}

const NO_DIRECTION: Direction = { skewDegrees: null, uprightTurns: null };

class Steps {
  readonly done: CleanedPage["steps"] = [];
  readonly #off: ReadonlySet<CleaningStepName>;

  constructor(off: readonly CleaningStepName[]) {
    this.#off = new Set(off);
  }

  mayDo(name: CleaningStepName): boolean {
    return !this.#off.has(name);
  }

  did(name: CleaningStepName, value: number | null): void {
    this.done.push({ name, value });
  }
}

function reductionOf({ widthPx, heightPx }: Size, resolutionDpi: number): number {
  const byResolution = resolutionDpi >= TOO_FINE_DPI ? Math.round(resolutionDpi / READING_DPI) : 1;
  return Math.max(byResolution, Math.ceil(Math.max(widthPx, heightPx) / MAX_WORKING_PX));
}

function looksBlank(grey: Grey, dpi: number): boolean {
  const factor = Math.max(1, Math.round(dpi / BLANK_LOOK_DPI));
  return isBlankPage(reduce(grey, factor), dpi / factor / MM_PER_INCH);
}

interface Placing {
  order: CleaningOrder;
  dpi: number;
  direction: Direction;
  steps: Steps;
}

/** Where each point of the picture to be drawn lies on the source: turned, set straight and enlarged. */
function place(grey: Grey, { order, dpi, direction, steps }: Placing): { toSource: Matrix; size: Size; dpi: number } {
  const turns = steps.mayDo("orientation") ? turnsOf(order.quarterTurns, direction, steps) : order.quarterTurns;
  const skew = steps.mayDo("deskew") ? skewOf(direction) : 0;
  if (skew !== 0) steps.did("deskew", round(skew, 2));
  const scale = steps.mayDo("upsample") && dpi < ENOUGH_DPI ? READING_DPI / dpi : 1;
  if (scale > 1) steps.did("upsample", READING_DPI);
  const upright = turnedSize(grey, turns);
  const straight = compose(rotation(-skew), translation(-upright.widthPx / 2, -upright.heightPx / 2));
  const turned = compose(compose(scaling(scale), straight), quarterTurn(grey, turns));
  const corners = [0, grey.widthPx].flatMap((x) => [0, grey.heightPx].map((y) => apply(turned, { x, y })));
  const [left, top] = [Math.min(...corners.map(({ x }) => x)), Math.min(...corners.map(({ y }) => y))];
  const size = {
    widthPx: Math.max(1, Math.round(Math.max(...corners.map(({ x }) => x)) - left)),
    heightPx: Math.max(1, Math.round(Math.max(...corners.map(({ y }) => y)) - top)),
  };
  return { toSource: invert(compose(translation(-left, -top), turned)), size, dpi: Math.round(dpi * scale) };
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

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
