// Draws what the virtual device sees: a page given as a picture, at the resolution, colours and region asked for.
import { createRequire } from "node:module";
import { pdfOfPictures } from "../../../scripts/driver/pdf-of-pictures.mjs";

const require = createRequire(import.meta.url);
const UNITS_PER_INCH = 300;
const MM_PER_INCH = 25.4;
const JPEG_QUALITY = 85;
const BLACK_BELOW = 150;

const NUMBER_BITS = 12;
const NUMBER_DPI = 75;
const NUMBER_PAGE = { widthPx: 620, heightPx: 877 };
const BAR_PX = 40;
const BAR_TOP_PX = 100;
const BAR_LEFT_PX = 70;

let loading;
function loadVips() {
  loading ??= require("wasm-vips")({ dynamicLibraries: [] });
  return loading;
}

export class Pictures {
  #drawn = new Map();

  /** @param {number} resolutionDpi of the pages given */
  constructor(resolutionDpi) {
    this.resolutionDpi = resolutionDpi;
  }

  /** @param {Buffer} page @param {import("./protocol.mjs").JobSettings} settings @returns {Promise<Buffer>} */
  async draw(page, settings) {
    const { format, colourMode, resolutionDpi, region } = settings;
    const key = JSON.stringify([format, colourMode, resolutionDpi, region]);
    const byKey = this.#drawn.get(page) ?? new Map();
    this.#drawn.set(page, byKey);
    if (!byKey.has(key)) byKey.set(key, render(await loadVips(), { page, settings, from: this.resolutionDpi }));
    return byKey.get(key);
  }

  /** One document of several pages. @param {Buffer[]} pages */
  async drawPdf(pages, settings) {
    const jpegs = [];
    for (const page of pages) jpegs.push(await this.draw(page, { ...settings, format: "image/jpeg", isForPdf: true }));
    const { region, resolutionDpi } = settings;
    const px = (units) => Math.round((units / UNITS_PER_INCH) * resolutionDpi);
    return pdfOfPictures(jpegs, { widthPx: px(region.width), heightPx: px(region.height) });
  }
}

/**
 * Small A4 pages (75 dpi) that carry their number, from `first` on, as black and white squares.
 * @param {number} count @param {{first?: number}} [options] @returns {Promise<Buffer[]>}
 */
export async function numberedPages(count, { first = 1 } = {}) {
  const vips = await loadVips();
  return Array.from({ length: count }, (_, index) => drawNumber(vips, first + index));
}

/** @param {Uint8Array[]} pictures scans of numbered pages at any resolution @returns {Promise<number[]>} */
export async function readPageNumbers(pictures) {
  const vips = await loadVips();
  return pictures.map((picture) => readNumber(vips, picture));
}

function drawNumber(vips, number) {
  const { widthPx, heightPx } = NUMBER_PAGE;
  const pixels = new Uint8Array(widthPx * heightPx).fill(240);
  for (let bit = 0; bit < NUMBER_BITS; bit++) {
    if (!((number >> bit) & 1)) continue;
    const left = BAR_LEFT_PX + bit * BAR_PX;
    for (let y = BAR_TOP_PX; y < BAR_TOP_PX + BAR_PX; y++)
      pixels.fill(20, y * widthPx + left, y * widthPx + left + BAR_PX);
  }
  const grey = vips.Image.newFromMemory(pixels, widthPx, heightPx, 1, "uchar").copy({ interpretation: "b-w" });
  const stamped = grey.copy({ xres: NUMBER_DPI / MM_PER_INCH, yres: NUMBER_DPI / MM_PER_INCH });
  const jpeg = Buffer.from(stamped.jpegsaveBuffer({ Q: JPEG_QUALITY }));
  for (const image of [stamped, grey]) image.delete();
  return jpeg;
}

function readNumber(vips, picture) {
  const colour = vips.Image.newFromBuffer(picture);
  const image = colour.colourspace("b-w");
  const scale = image.width / NUMBER_PAGE.widthPx;
  let number = 0;
  for (let bit = 0; bit < NUMBER_BITS; bit++) {
    const x = Math.round((BAR_LEFT_PX + (bit + 0.5) * BAR_PX) * scale);
    const y = Math.round((BAR_TOP_PX + BAR_PX / 2) * scale);
    if (image.getpoint(x, y)[0] < 128) number |= 1 << bit;
  }
  for (const used of [image, colour]) used.delete();
  return number;
}

function render(vips, { page, settings, from }) {
  const used = [];
  const keep = (image) => {
    used.push(image);
    return image;
  };
  const { region, resolutionDpi, format } = settings;
  const source = keep(vips.Image.newFromBuffer(page));
  const px = (units) => Math.round((units / UNITS_PER_INCH) * from);
  const right = px(region.x) + px(region.width);
  const bottom = px(region.y) + px(region.height);
  // Beyond the page there is the white of the lid.
  const white = Array.from({ length: source.bands }, () => 255);
  const [width, height] = [Math.max(right, source.width), Math.max(bottom, source.height)];
  const whole = keep(source.embed(0, 0, width, height, { extend: "background", background: white }));
  const cut = keep(whole.crop(px(region.x), px(region.y), px(region.width), px(region.height)));
  const target = (units) => Math.max(1, Math.round((units / UNITS_PER_INCH) * resolutionDpi));
  const scales = [target(region.width) / cut.width, target(region.height) / cut.height];
  const sized = scales.every((scale) => scale === 1) ? cut : keep(cut.resize(scales[0], { vscale: scales[1] }));
  const coloured = colour(sized, settings, keep);
  const stamped = keep(coloured.copy({ xres: resolutionDpi / MM_PER_INCH, yres: resolutionDpi / MM_PER_INCH }));
  const bytes =
    format === "image/png" ? stamped.pngsaveBuffer({ compression: 1 }) : stamped.jpegsaveBuffer({ Q: JPEG_QUALITY });
  for (const image of used.reverse()) image.delete();
  return Buffer.from(bytes);
}

function colour(image, { colourMode, isForPdf }, keep) {
  if (colourMode === "RGB24") return keep(image.colourspace("srgb"));
  const grey = keep(image.colourspace("b-w"));
  const shown = colourMode === "BlackAndWhite1" ? keep(grey.moreEq(BLACK_BELOW)) : grey;
  return isForPdf ? keep(shown.colourspace("srgb")) : shown;
}
