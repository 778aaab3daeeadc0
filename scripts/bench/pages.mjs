// Pages with their true text for measuring: a corpus beside the repository where there is one, else our own samples.
import fs from "node:fs";
import path from "node:path";
import { ROOT } from "../setup/places.mjs";

const CORPUS = path.join(ROOT, "..", "shared", "corpus", "ocr");
const SAMPLES = path.join(ROOT, "assets", "samples");
const SAMPLES_DPI = 200;

/** @returns {{image: string, truth: string, dpi: number}[]} `count` pages, spread evenly over all there are */
export function pagesToRead(count) {
  const all = fs.existsSync(CORPUS) ? listPages(CORPUS, ".gt.txt") : listPages(SAMPLES, ".txt");
  if (all.length === 0) throw new Error("there are no pages to read");
  const step = Math.max(1, all.length / count);
  return all.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step)).slice(0, count);
}

function listPages(folder, truthEnding) {
  const names = fs.readdirSync(folder).filter((name) => /\.(jpg|png)$/.test(name));
  return names.sort().flatMap((name) => {
    const base = path.join(folder, name.replace(/\.\w+$/, ""));
    if (!fs.existsSync(base + truthEnding)) return [];
    return { image: path.join(folder, name), truth: fs.readFileSync(base + truthEnding, "utf8"), dpi: dpiOf(base) };
  });
}

function dpiOf(base) {
  return fs.existsSync(`${base}.json`) ? JSON.parse(fs.readFileSync(`${base}.json`, "utf8")).dpi : SAMPLES_DPI;
}

/** @returns {Buffer[]} `count` scanned pages, our samples again and again */
export function samplePages(count) {
  const names = fs.readdirSync(SAMPLES).filter((name) => name.endsWith(".jpg"));
  const jpegs = names.map((name) => fs.readFileSync(path.join(SAMPLES, name)));
  return Array.from({ length: count }, (_, page) => jpegs[page % jpegs.length]);
}
