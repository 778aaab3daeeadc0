// Makes a page ready for reading: each step decides by itself whether the page needs it.
import type { Grey } from "../../../../../shared/vision";
import type { CleanedPage, CleaningOrder, RuledLine } from "../../protocol";
import type { Images } from "../images";
import { isBlankPage } from "../look/blank";
import { grainOf } from "../look/ink";
import { A4, MM_PER_INCH } from "../sheet-sizes";
import { eraseBorder } from "./border";
import { denoise } from "./denoise";
import { reduce } from "./direction";
import { flatten } from "./flatten";
import { compose, IDENTITY, quarterTurn, scaling, type Size } from "./geometry";
import { toInkChannel } from "./ink-channel";
import { eraseLeaders } from "./leaders";
import { eraseHoles } from "./holes";
import { findPieces } from "./pieces";
import { eraseSpecks, isOneBit, makeOneBit } from "./one-bit";
import { findPhotographedPage } from "./perspective";
import { placePage, type PageOnPicture } from "./placing";
import { resample } from "./resample";
import { findRules } from "./rules";
import { Steps } from "./steps";

const READING_DPI = 300;
/** Finer pages are reduced by a whole factor while they are decoded. */
const TOO_FINE_DPI = 540;
/** A card of 600 dpi is not too fine. */
const SMALL_PX = 3600;
/** A3 at 300 dpi has 4961. */
const MAX_WORKING_PX = 5400;
const LONGEST_PAGE_INCH = 25;
const BLANK_LOOK_DPI = 150;
/** Standard deviation in grey levels; scans and JPEG files of weak quality stay below 2. */
const MAX_GRAIN = 4;
/** On coarser ones the dots of letters are no larger than specks. */
const SPECKS_FROM_DPI = 140;
/** A picture that is all the same, or as dark as a closed lid, has nothing to be read. */
const LEAST_SPAN = 12;
/** Of the picture as it is read. */
const INK_LEVEL = 150;
const DARKEST_PAPER = 40;

/** Called with the page's grey before anything is done to it. */
type OnInk = (picture: Grey) => void;

export function clean(images: Images, order: CleaningOrder, onInk: OnInk = () => undefined): CleanedPage {
  const full = images.sizeOf(order.bytes);
  const fullDpi = believedDpi(full, order.resolutionDpi);
  const factor = reductionOf(full, fullDpi);
  const steps = new Steps(order.off);
  const picture = readInk(images, { order, factor, steps });
  onInk(picture);
  const page = prepare(picture, fullDpi / factor, steps);
  const placed = page
    ? placePage(page, order.quarterTurns, steps)
    : { toPicture: IDENTITY, size: picture, resolutionDpi: Math.max(1, Math.round(fullDpi / factor)) };
  const drawn = resample(page?.picture ?? picture, placed.toPicture, placed.size);
  const shown = compose(quarterTurn(full, order.quarterTurns), scaling(factor));
  return {
    ...drawn,
    resolutionDpi: placed.resolutionDpi,
    rules: page ? findAndEraseRules(drawn, placed.resolutionDpi / MM_PER_INCH, steps) : [],
    steps: steps.done,
    toShown: compose(shown, placed.toPicture),
    isBlank: page === null,
    codes: [],
  };
}

/** What is claimed, when it gives a page of a believable size; else as if the page were A4. */
function believedDpi({ widthPx, heightPx }: Size, claimedDpi: number): number {
  const longestInch = Math.max(widthPx, heightPx) / claimedDpi;
  return longestInch <= LONGEST_PAGE_INCH ? claimedDpi : (Math.min(widthPx, heightPx) / A4.widthMm) * MM_PER_INCH;
}

function reductionOf({ widthPx, heightPx }: Size, resolutionDpi: number): number {
  const longerPx = Math.max(widthPx, heightPx);
  const isTooFine = resolutionDpi >= TOO_FINE_DPI && longerPx > SMALL_PX;
  return Math.max(isTooFine ? Math.round(resolutionDpi / READING_DPI) : 1, Math.ceil(longerPx / MAX_WORKING_PX));
}

function readInk(
  images: Images,
  { order, factor, steps }: { order: CleaningOrder; factor: number; steps: Steps },
): Grey {
  const { grey, stampShare } = toInkChannel(images.samples(order.bytes, factor), steps.mayDo("stamp"));
  if (stampShare > 0) steps.did("stamp", stampShare * 100);
  return grey;
}

/** Finds the page on its picture and evens it out. @returns null when there is nothing to be read */
function prepare(picture: Grey, dpi: number, steps: Steps): PageOnPicture | null {
  if (isEmpty(picture)) return null;
  if (isOneBit(picture)) return prepareOneBit(picture, dpi, steps);
  const page = findPage(picture, dpi, steps);
  if (looksBlank(picture, dpi)) return null;
  const calm = calmed(picture, steps);
  if (steps.mayDo("flatten")) steps.did("flatten", flatten(calm, page.resolutionDpi / MM_PER_INCH));
  return { ...page, picture: calm };
}

function prepareOneBit(picture: Grey, dpi: number, steps: Steps): PageOnPicture | null {
  makeOneBit(picture);
  if (steps.mayDo("border")) eraseBorderOf(picture, dpi, steps);
  if (looksBlank(picture, dpi)) return null;
  const specks = steps.mayDo("denoise") && dpi >= SPECKS_FROM_DPI ? eraseSpecks(picture) : 0;
  if (specks > 0) steps.did("denoise", specks);
  return { ...wholePicture(picture, dpi), isOneBit: true };
}

function findPage(picture: Grey, dpi: number, steps: Steps): PageOnPicture {
  const found = steps.mayDo("perspective") ? findPhotographedPage(picture) : null;
  if (found) {
    steps.did("perspective", null);
    return { picture, isOneBit: false, ...found, resolutionDpi: found.resolutionDpi ?? dpi };
  }
  if (steps.mayDo("border")) eraseBorderOf(picture, dpi, steps);
  return wholePicture(picture, dpi);
}

function wholePicture(picture: Grey, resolutionDpi: number): PageOnPicture {
  return { picture, toPage: IDENTITY, size: picture, resolutionDpi, isOneBit: false };
}

function eraseBorderOf(picture: Grey, dpi: number, steps: Steps): void {
  const share = eraseBorder(picture, dpi / MM_PER_INCH);
  if (share > 0) steps.did("border", share * 100);
}

function calmed(picture: Grey, steps: Steps): Grey {
  const grain = steps.mayDo("denoise") ? grainOf(picture) : 0;
  if (grain <= MAX_GRAIN) return picture;
  steps.did("denoise", grain);
  return denoise(picture);
}

function findAndEraseRules(drawn: Grey, pxPerMm: number, steps: Steps): RuledLine[] {
  const rules = findRules(drawn, pxPerMm);
  const pieces = findPieces(drawn, INK_LEVEL);
  const dots = steps.mayDo("rules") ? eraseLeaders(drawn, pieces, pxPerMm) : 0;
  if (dots > 0) steps.did("rules", dots);
  if (steps.mayDo("border")) eraseHoles(drawn, pieces, pxPerMm);
  return rules;
}

function isEmpty({ data }: Grey): boolean {
  let darkest = 255;
  let lightest = 0;
  for (let i = 0; i < data.length; i++) {
    const level = data[i] ?? 0;
    if (level < darkest) darkest = level;
    if (level > lightest) lightest = level;
  }
  return lightest < DARKEST_PAPER || lightest - darkest < LEAST_SPAN;
}

function looksBlank(grey: Grey, dpi: number): boolean {
  const factor = Math.max(1, Math.round(dpi / BLANK_LOOK_DPI));
  return isBlankPage(reduce(grey, factor), dpi / factor / MM_PER_INCH);
}
