// The second look at a page whose first reading makes little sense: read in small, turned three ways.
import type { QuarterTurns } from "../imaging";
import type { EnginePicture, Recognised } from "./engine";
import type { Recognise } from "./engine-pool";

/** A page that lies wrong reads with a mean of 20–50; faint and noisy ones that lie right with more than 60. */
const CONFIDENT = 60;
const FEW_WORDS = 8;
/** A turned page must make this much more sense than the page as it lies. */
const CLEARLY_MORE = 1.5;
/** Enough to tell words from none, at a quarter of the work. */
const SMALL_DPI = 150;
/** Words of fewer letters turn up in any noise. */
const LETTERS = /\p{L}{2,}/u;
const BELIEVED = 70;
/** A page is turned only for more than a handful of letters. */
const LEAST_SENSE = 10;

/** Upside down is what happens at a feeder; sideways comes next. */
const TURNS: readonly QuarterTurns[] = [2, 1, 3];

/** @returns by how much the picture must be turned clockwise to be upright; 0 when that cannot be told */
export async function findUprightTurns(
  picture: EnginePicture,
  first: Recognised,
  recognise: Recognise,
): Promise<QuarterTurns> {
  if (first.confidence >= CONFIDENT && first.words.length >= FEW_WORDS) return 0;
  const small = reduced(picture);
  let best: { turns: QuarterTurns; sense: number } = {
    turns: 0,
    sense: Math.max(LEAST_SENSE, senseOf(first) * CLEARLY_MORE),
  };
  for (const turns of TURNS) {
    const sense = senseOf(await recognise({ picture: turned(small, turns), layout: "page" }));
    if (sense > best.sense) best = { turns, sense };
  }
  return best.turns;
}

/** Letters in words that were read with confidence. */
function senseOf({ words }: Recognised): number {
  const believed = words.filter((word) => word.confidence >= BELIEVED && LETTERS.test(word.text));
  return believed.reduce((letters, word) => letters + word.text.length, 0);
}

/** Each pixel the mean of a square of pixels; pictures that are small already stay as they are. */
function reduced(picture: EnginePicture): EnginePicture {
  const factor = Math.floor(picture.resolutionDpi / SMALL_DPI);
  if (factor < 2) return picture;
  const [widthPx, heightPx] = [Math.floor(picture.widthPx / factor), Math.floor(picture.heightPx / factor)];
  const data = new Uint8Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) data[y * widthPx + x] = meanOf(picture, { x, y, factor });
  return { data, widthPx, heightPx, resolutionDpi: picture.resolutionDpi / factor };
}

function meanOf({ data, widthPx }: EnginePicture, { x, y, factor }: { x: number; y: number; factor: number }): number {
  let sum = 0;
  for (let row = y * factor; row < (y + 1) * factor; row++)
    for (let column = x * factor; column < (x + 1) * factor; column++) sum += data[row * widthPx + column] ?? 255;
  return sum / (factor * factor);
}

/** Clockwise. */
export function turned(picture: EnginePicture, turns: QuarterTurns): EnginePicture {
  let result = picture;
  for (let turn = 0; turn < turns; turn++) result = turnedOnce(result);
  return result;
}

function turnedOnce({ data, widthPx, heightPx, resolutionDpi }: EnginePicture): EnginePicture {
  const result = new Uint8Array(data.length);
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) result[x * heightPx + heightPx - 1 - y] = data[y * widthPx + x] ?? 255;
  return { data: result, widthPx: heightPx, heightPx: widthPx, resolutionDpi };
}
