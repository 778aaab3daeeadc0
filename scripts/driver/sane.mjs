// A scanner without hardware: SANE's own pnm backend reads the page that lies "on the glass", an image file.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);

/**
 * Makes a SANE configuration of its own, so that the machine's is never touched.
 * @returns {{env: Record<string, string>, glass: string}} the environment for the program, and the file on the glass
 */
export function makeScanner(folder) {
  const config = path.join(folder, "sane");
  fs.mkdirSync(config, { recursive: true });
  fs.writeFileSync(path.join(config, "dll.conf"), "pnm\n");
  return { env: { SANE_CONFIG_DIR: config }, glass: path.join(folder, "glass.ppm") };
}

/**
 * Lays one page on the glass: any picture, turned into the 8-bit PPM that the backend reads.
 * @param {string} glass @param {string} picture @param {{heightPx?: number}} [options] heightPx: only the top of the page
 */
export async function layOnGlass(glass, picture, { heightPx } = {}) {
  const vips = await loadVips();
  const whole = vips.Image.newFromBuffer(fs.readFileSync(picture));
  const page = heightPx ? whole.crop(0, 0, whole.width, Math.min(heightPx, whole.height)) : whole;
  const ppm = Buffer.from(page.colourspace("srgb").writeToBuffer(".ppm"));
  fs.writeFileSync(`${glass}.new`, ppm);
  fs.renameSync(`${glass}.new`, glass);
}

let loading;
function loadVips() {
  loading ??= require("wasm-vips")({ dynamicLibraries: [] });
  return loading;
}
