// Grey from colours in one pass; red and violet stamps become pale, so that what they cover can be read.
import type { Grey } from "../../../../../shared/vision";
import type { Samples } from "../images";

/** This much redder than its other colours: stamp ink, also where it lies over black print. */
const RED = 24;
/** Stamp ink reflects nearly all red light, but not quite all of it. */
const RED_GAIN = 1.12;
/** Less of the page than this is a speck. */
const MIN_SHARE = 0.0004;

export interface InkChannel {
  grey: Grey;
  /** Of the page, in red ink; 0 when stamps are kept. */
  stampShare: number;
}

/** @param picture one band (grey) or three (RGB) */
export function toInkChannel(picture: Samples, stampsArePale: boolean): InkChannel {
  const { data, widthPx, heightPx, bands } = picture;
  if (bands === 1) return { grey: { data, widthPx, heightPx }, stampShare: 0 };
  const grey = new Uint8Array(widthPx * heightPx);
  const limit = stampsArePale ? RED : 256;
  let stamped = 0;
  for (let i = 0, from = 0; i < grey.length; i++, from += 3) {
    const red = data[from] ?? 0;
    const green = data[from + 1] ?? 0;
    const blue = data[from + 2] ?? 0;
    if (red - green > limit && red - blue > limit) {
      grey[i] = red > 227 ? 255 : red * RED_GAIN;
      stamped++;
    } else {
      grey[i] = (red * 77 + green * 150 + blue * 29) >> 8;
    }
  }
  const share = stamped / grey.length;
  return { grey: { data: grey, widthPx, heightPx }, stampShare: share < MIN_SHARE ? 0 : share };
}
