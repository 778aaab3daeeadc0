#!/usr/bin/env node
// Draws assets/samples/papers, a clean page for every sample of a paper type, from the samples' own folders.
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { sheetsHtml } from "./paper-blocks.mjs";
import { listPapers } from "./papers.mjs";
import { printHtml, rasterise } from "./print.mjs";

const DPI = 200;
const QUALITY = 23;
const require = createRequire(import.meta.url);
const work = fs.mkdtempSync(path.join(os.tmpdir(), "quay-papers-"));

try {
  await draw(listPapers());
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}

async function draw(papers) {
  const html = path.join(work, "papers.html");
  const pdf = path.join(work, "papers.pdf");
  fs.writeFileSync(html, sheetsHtml(papers));
  await printHtml(html, pdf);
  const vips = await require("wasm-vips")({ dynamicLibraries: [] });
  for (const [index, paper] of papers.entries()) {
    const base = path.join(work, paper.name);
    rasterise(pdf, base, { dpi: DPI, page: index + 1, isGrey: true });
    const page = vips.Image.newFromBuffer(fs.readFileSync(`${base}.pgm`));
    const perMillimetre = DPI / 25.4;
    const jpeg = page
      .copy({ xres: perMillimetre, yres: perMillimetre })
      .jpegsaveBuffer({ Q: QUALITY, optimize_coding: true });
    fs.mkdirSync(path.dirname(paper.picture), { recursive: true });
    fs.writeFileSync(paper.picture, jpeg);
    fs.writeFileSync(paper.picture.replace(/jpg$/, "txt"), paper.text);
    console.log(`drawn ${paper.name}: ${Math.round(jpeg.length / 1024)} KB`);
  }
  vips.shutdown();
}
