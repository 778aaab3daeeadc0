#!/usr/bin/env node
// Draws assets/samples and assets/training from scripts/samples/pages.mjs: Electron prints the text, pdftoppm makes
// pixels of it, and the picture is made to look scanned (grey paper, noise, a slight turn), always the same way.
// `draw.mjs samples` or `draw.mjs training` draws one of them.
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { ROOT } from "../setup/places.mjs";
import { fontFaces } from "./fonts.mjs";
import { SAMPLE_PAGES, TRAINING_PAGES } from "./pages.mjs";
import { printHtml, rasterise } from "./print.mjs";

const SETS = {
  samples: { pages: SAMPLE_PAGES, dpi: 200, turns: [0.4, -0.3, 0.6, 0, -0.5, 0.2], noise: 4, quality: 62 },
  // Little noise: at 300 dpi it would make most of the file.
  training: { pages: TRAINING_PAGES, dpi: 300, turns: [0.4, -0.3, 0.2, 0, 5], noise: 0.2, quality: 40 },
};
const require = createRequire(import.meta.url);
const work = fs.mkdtempSync(path.join(os.tmpdir(), "quay-samples-"));

try {
  for (const name of Object.keys(SETS)) if ((process.argv[2] ?? name) === name) await draw(name, SETS[name]);
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}

async function draw(name, set) {
  const vips = await require("wasm-vips")({ dynamicLibraries: [] });
  const out = path.join(ROOT, "assets", name);
  fs.mkdirSync(out, { recursive: true });
  for (const [index, page] of set.pages.entries()) {
    const base = path.join(work, page.name);
    fs.writeFileSync(`${base}.html`, html(page));
    await printHtml(`${base}.html`, `${base}.pdf`);
    rasterise(`${base}.pdf`, base, { dpi: set.dpi });
    fs.writeFileSync(path.join(out, `${page.name}.jpg`), scan(vips, fs.readFileSync(`${base}.ppm`), { set, index }));
    const text = `${page.lines.map(([, line]) => line).join("\n")}\n`;
    if (!page.mark) fs.writeFileSync(path.join(out, `${page.name}.txt`), text);
    console.log(`drawn ${page.name}`);
  }
  vips.shutdown();
}

function html(page) {
  const style = `${fontFaces("Quay", "tinos")}
    @page { size: A4; margin: 20mm 20mm 20mm 25mm; }
    body { font: 14pt/1.5 Quay, serif; margin: 0; }
    p { margin: 0 0 3pt; } .centre { text-align: center; } .right { text-align: right; } .bold { font-weight: 700; }
    .space { margin-top: 16pt; }
    .mark { position: fixed; inset: 0; display: flex; align-items: center; justify-content: center; }
    .mark span { font-size: 88pt; font-weight: 700; color: #d9a3a3; transform: rotate(-35deg); white-space: nowrap; }
    p { position: relative; }`;
  const body = page.lines.map(([styles, text]) => `<p class="${styles}">${text}</p>`).join("\n");
  const mark = page.mark ? `<div class="mark"><span>${page.mark}</span></div>` : "";
  return `<!doctype html><meta charset="utf-8"><style>${style}</style>${mark}${body}`;
}

/** Paper that is not white, sensor noise with a fixed seed, and the turn of a sheet laid on the glass by hand. */
function scan(vips, ppm, { set, index }) {
  const page = vips.Image.newFromBuffer(ppm);
  const turned = page.rotate(set.turns[index % set.turns.length], { background: [255, 255, 255] });
  const left = Math.floor((turned.width - page.width) / 2);
  const top = Math.floor((turned.height - page.height) / 2);
  const sheet = turned.crop(left, top, page.width, page.height).linear([0.93, 0.93, 0.91], [6, 6, 8]);
  const noise = vips.Image.gaussnoise(page.width, page.height, { sigma: set.noise, mean: 0, seed: index + 1 });
  const noisy = sheet.add(noise).cast("uchar");
  const perMillimetre = set.dpi / 25.4;
  return Buffer.from(noisy.copy({ xres: perMillimetre, yres: perMillimetre }).jpegsaveBuffer({ Q: set.quality }));
}
