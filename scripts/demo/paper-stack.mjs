// What lies in the feeder in the third visit: separator sheets as the counter printed them, papers, one of them scanned
// badly, and an empty back. A4 at 300 dpi.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { ROOT } from "../setup/places.mjs";

const DPI = 300;
const SAMPLE_DPI = 200;
const MM_PER_INCH = 25.4;
const LID = [255, 255, 255];
const JPEG_QUALITY = 85;

/**
 * @typedef {{file: string, paper: number | null}} Sheet `paper`: the number under which its paper stands in the dossier,
 *   null for what does not belong into it
 * @param {{folder: string, separatorsPdf: string}} from the separators of all papers, in their order
 * @returns {Promise<{sheets: Sheet[], again: Sheet}>} `again`: the bad page, laid in once more and straight
 */
export async function drawStack({ folder, separatorsPdf }) {
  const vips = await createRequire(import.meta.url)("wasm-vips")({ dynamicLibraries: [] });
  const save = (name, image) => {
    const file = path.join(folder, `${name}.jpg`);
    const perMm = DPI / MM_PER_INCH;
    fs.writeFileSync(file, image.copy({ xres: perMm, yres: perMm }).jpegsaveBuffer({ Q: JPEG_QUALITY }));
    return file;
  };
  const scan = (name) => {
    const bytes = fs.readFileSync(path.join(ROOT, "assets", "samples", `${name}.jpg`));
    return vips.Image.newFromBuffer(bytes).resize(DPI / SAMPLE_DPI);
  };
  const paper = (number, name) => ({ file: save(name, scan(name)), paper: number });
  const separator = (number) => ({ file: drawSeparator(folder, separatorsPdf, number), paper: null });
  // The page went in askew, and the glass strip of the feeder was not clean.
  const bad = scan("giay-chung-sinh").gaussblur(5).rotate(4, { background: LID });
  const sheets = [
    separator(1),
    paper(1, "to-khai-khai-sinh-1"),
    paper(1, "to-khai-khai-sinh-2"),
    separator(2),
    { file: save("askew", bad), paper: null },
    separator(5),
    paper(5, "giay-uy-quyen"),
    { file: save("back", drawBack(vips)), paper: null },
  ];
  const again = paper(2, "giay-chung-sinh");
  vips.shutdown();
  return { sheets, again };
}

/** Paper is never quite white. */
function drawBack(vips) {
  return vips.Image.gaussnoise(2480, 3508, { mean: 248, sigma: 1.5 }).cast("uchar");
}

/** The sheet of one paper, as a scanner sees it. */
function drawSeparator(folder, pdf, number) {
  const base = path.join(folder, `separator-${number}`);
  const at = String(findSeparator(pdf, number));
  const page = ["-f", at, "-l", at, "-singlefile"];
  execFileSync("pdftoppm", ["-r", String(DPI), ...page, "-jpeg", pdf, base]);
  return `${base}.jpg`;
}

/** A printer may lay the first sheet at the bottom. @returns the page of the PDF, from 1 */
export function findSeparator(pdf, number) {
  const words = execFileSync("pdftotext", [pdf, "-"], { encoding: "utf8" });
  const page = words.split("\f").findIndex((sheet) => new RegExp(`^\\s*${number}\\s*$`, "m").test(sheet));
  if (page < 0) throw new Error(`no separator sheet has the number ${number}`);
  return page + 1;
}
