// Pages as they should not come: two in one picture, half of one, a photo of a screen, scrawl, noise, nothing at all.
// Made from the drawn papers and from numbers, always the same.
import { randomOf } from "./degrade.mjs";

const DPI = 200;
const A5 = { width: 1166, height: 1654 };

/** @param {object} vips wasm-vips */
export function createBadPages(vips) {
  return { ...ofPapers(vips), ...ofNumbers(vips) };
}

/** Papers are given as the bytes of their pictures. */
function ofPapers({ Image }) {
  const grey = (bytes) => Image.newFromBuffer(bytes).extractBand(0);
  const toA5 = (bytes) => grey(bytes).resize(Math.SQRT1_2);
  const wave = (image, band, period) =>
    image
      .extractBand(band)
      .linear(360 / period, 0)
      .cos()
      .linear(0.5, 0.5);

  return {
    sideBySide: (left, right) => jpeg(toA5(left).join(toA5(right), "horizontal")),
    upperPart: (bytes, share) => jpeg(part(grey(bytes), 0, share)),
    lowerPart: (bytes, share) => jpeg(part(grey(bytes), 1 - share, share)),
    turned: (bytes, quarters) => jpeg(toA5(bytes).rot(`d${quarters * 90}`)),
    faint: (bytes, contrast) => jpeg(toA5(bytes).linear(contrast, 245 - 255 * contrast)),

    /** Rows and columns of light dots that beat with those of the camera, in a dark frame. */
    ofScreen(bytes) {
      const page = toA5(bytes);
      const at = Image.xyz(page.width, page.height);
      const dots = wave(at, 0, 3.3)
        .multiply(wave(at, 1, 3.7))
        .linear(0.55, 0.45);
      const frame = { extend: "background", background: [18] };
      const lit = page.multiply(dots).linear(0.95, 10);
      const framed = lit.cast("uchar").embed(90, 90, page.width + 180, page.height + 180, frame);
      return jpeg(framed.rotate(1.3, { background: [18] }));
    },

    /** What stands in the boxes is painted over, and scrawl on a dotted line stands there instead. */
    scrawledOver(bytes, boxes) {
      const page = grey(bytes).cast("uchar").copyMemory();
      const random = randomOf(7);
      for (const { x0, y0, x1, y1 } of boxes) {
        const [x, y] = [Math.round(x0) - 2, Math.round(y0) - 4];
        page.drawRect(255, x, y, Math.round(x1) - x + 4, Math.round(y1) - y + 8, { fill: true });
        scrawl(page, { x0: x, x1: Math.round(x1), y: Math.round((y0 + y1) / 2), random });
      }
      return jpeg(page);
    },

    strip(bytes, times) {
      const slip = grey(bytes).resize(0.4);
      return jpeg(
        Image.arrayjoin(
          Array.from({ length: times }, () => slip),
          { across: 1 },
        ),
      );
    },
    sliver(bytes, height) {
      const page = grey(bytes);
      return jpeg(page.crop(0, 300, page.width, height));
    },
  };
}

function ofNumbers({ Image }) {
  const plain = (width, height, level) => Image.black(width, height).linear(1, level);

  return {
    even: (level, { width, height } = A5) => jpeg(plain(width, height, level)),
    noise: (seed, { width, height } = A5) => jpeg(Image.gaussnoise(width, height, { sigma: 60, mean: 128, seed })),

    /** Blobs of light and shade, as of a face or a field. */
    picture(seed) {
      const noise = Image.gaussnoise(29, 41, { sigma: 60, mean: 128, seed });
      return jpeg(noise.resize(A5.width / 29, { vscale: A5.height / 41 }));
    },

    /** Signs of a script that nobody can read: six strokes in a square each. */
    signs(seed) {
      const random = randomOf(seed);
      const page = plain(A5.width, A5.height, 250).cast("uchar").copyMemory();
      for (let y = 120; y < A5.height - 160; y += 62)
        for (let x = 110; x < A5.width - 150; x += 46)
          for (let stroke = 0; stroke < 6; stroke++) drawStroke(page, { x, y, random });
      return jpeg(page);
    },
  };
}

function jpeg(image) {
  const perMillimetre = DPI / 25.4;
  return image.cast("uchar").copy({ xres: perMillimetre, yres: perMillimetre }).jpegsaveBuffer({ Q: 75 });
}

function part(image, from, share) {
  return image.crop(0, Math.round(image.height * from), image.width, Math.floor(image.height * share));
}

function drawStroke(page, { x, y, random }) {
  const place = () => [x + Math.floor(random() * 36), y + Math.floor(random() * 40)];
  const [x1, y1] = place();
  const [isAcross, length] = [random() < 0.5, 10 + Math.floor(random() * 24)];
  page.drawRect(30, x1, y1, isAcross ? length : 4, isAcross ? 4 : length, { fill: true });
}

/** Loops as of a hurried pen. */
function scrawl(page, { x0, x1, y, random }) {
  for (let x = x0; x < x1; x += 6) page.drawRect(120, x, y + 18, 2, 2, { fill: true });
  let phase = random() * 6;
  for (let x = x0; x < x1; x += 0.5) {
    phase += 0.12 + 0.06 * random();
    const [dx, dy] = [9 * Math.sin(1.7 * phase), 13 * Math.sin(phase) + 5 * Math.sin(0.37 * phase)];
    page.drawRect(45, Math.max(0, Math.round(x + dx)), Math.max(0, Math.round(y + dy)), 3, 3, { fill: true });
  }
}
