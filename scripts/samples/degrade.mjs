// Makes a clean drawn page look as pages come from counters: askew, noisy, badly lit, stamped, squeezed, upside down.
// The same page, kind and seed always give the same picture.

/** @typedef {"skew" | "noise" | "light" | "stamp" | "jpeg" | "turned"} Degradation */

/** @type {Degradation[]} */
export const DEGRADATIONS = ["skew", "noise", "light", "stamp", "jpeg", "turned"];

/**
 * @param {object} vips wasm-vips
 * @param {Uint8Array} bytes a picture of a page
 * @param {{kind: Degradation, seed: number}} how
 * @returns {Uint8Array} a JPEG of the same resolution
 */
export function degrade(vips, bytes, { kind, seed }) {
  const page = vips.Image.newFromBuffer(bytes);
  const random = randomOf(seed);
  const changed = CHANGES[kind]({ vips, page, random });
  const finished = changed.cast("uchar").copy({ xres: page.xres, yres: page.yres });
  return finished.jpegsaveBuffer({ Q: kind === "jpeg" ? 12 : 60 });
}

const CHANGES = {
  skew: ({ page, random }) => {
    const degrees = (random() < 0.5 ? -1 : 1) * (1.5 + 2 * random());
    const turned = page.rotate(degrees, { background: [255] });
    const [left, top] = [(turned.width - page.width) >> 1, (turned.height - page.height) >> 1];
    return turned.crop(left, top, page.width, page.height);
  },
  noise: ({ vips, page, random }) => {
    const seed = Math.floor(random() * 1e6);
    return page.linear(0.85, 20).add(vips.Image.gaussnoise(page.width, page.height, { sigma: 12, mean: 0, seed }));
  },
  light: ({ vips, page, random }) => {
    const across = vips.Image.xyz(page.width, page.height);
    const [x, y] = [0.2 + 0.2 * random(), 0.2 + 0.2 * random()];
    const shade = across
      .extractBand(0)
      .linear(-x / page.width, 1)
      .subtract(across.extractBand(1).linear(y / page.height, 0));
    return page.multiply(shade);
  },
  stamp: ({ vips, page, random }) => {
    const radius = page.width / 9;
    const [x, y] = [page.width * (0.35 + 0.3 * random()), page.height * (0.2 + 0.25 * random())];
    const places = vips.Image.xyz(page.width, page.height);
    const dx = places.extractBand(0).linear(1, -x);
    const dy = places.extractBand(1).linear(1, -y);
    const square = dx.multiply(dx).add(dy.multiply(dy));
    const ring = (r, width) =>
      square
        .subtract(r * r)
        .abs()
        .less(r * width);
    const isRing = ring(radius, 12).or(ring(radius * 0.7, 8));
    const isStar = square.less((radius * 0.25) ** 2);
    const ink = isRing.or(isStar);
    const faded = page.linear(0.35, 5);
    return page.bandjoin([ink.ifthenelse(faded, page), ink.ifthenelse(faded, page)]).copy({ interpretation: "srgb" });
  },
  jpeg: ({ page }) => page,
  turned: ({ page }) => page.rot180(),
};

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
