// Reads drawn papers as the program does, from the picture to the fields, and holds what it understood against the truth.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { openReader } from "../bench/reader.mjs";
import { ROOT } from "../setup/places.mjs";
import { degrade } from "./degrade.mjs";

const OUT = path.join(ROOT, "out", "bench", "extraction");
const EXTRACTION = path.join(ROOT, "electron", "core", "extraction");
const require = createRequire(import.meta.url);
/** The day on which the samples are read: none of their dates lies after it. */
const TODAY = "2026-11-27";

/** @typedef {{read(bytes: Uint8Array): Promise<object>, close(): void}} PaperReader gives what extraction starts from */

/**
 * @typedef {object} PaperScore
 * @property {number} right fields with exactly the value that is true
 * @property {number} wrong fields with another value
 * @property {number} sureWrong … of which the program would accept unseen
 * @property {number} missed fields without a value
 * @property {{name: string, typeId: string, readAs: string | null, confidence: number, faults: string[]}[]} pages
 */

/**
 * @param {ReturnType<typeof import("./papers.mjs").listPapers>} papers
 * @param {{kindOf?: (index: number) => import("./degrade.mjs").Degradation | null, open?: () => Promise<PaperReader>}}
 *   [options] how each page is spoilt, by default not at all; what reads it, by default the program's own reader
 * @returns {Promise<PaperScore & {f1: number}>}
 */
export async function scorePapers(papers, { kindOf = () => null, open = () => openReader(1) } = {}) {
  const extraction = await loadExtraction();
  const vips = await require("wasm-vips")({ dynamicLibraries: [] });
  const reader = await open();
  const score = { right: 0, wrong: 0, sureWrong: 0, missed: 0, pages: [] };
  try {
    for (const [index, paper] of papers.entries()) {
      const picture = fs.readFileSync(paper.picture);
      const kind = kindOf(index);
      const { width, height } = vips.Image.newFromBuffer(picture);
      const read = await reader.read(kind ? degrade(vips, picture, { kind, seed: index + 1 }) : picture);
      const size = { widthPx: width, heightPx: height };
      count(score, paper, extraction.extract(read, { size, types: extraction.PAPER_TYPES, today: TODAY }));
    }
  } finally {
    reader.close();
    vips.shutdown();
  }
  return { ...score, f1: f1Of(score) };
}

function count(score, { name, typeId, fields }, result) {
  const own = new Map(result.fields.map((field) => [field.key, field]));
  const page = { name, typeId, readAs: result.type?.id ?? null, confidence: result.typeConfidence, faults: [] };
  for (const [key, value] of Object.entries(fields)) {
    const found = own.get(key);
    if (found?.value === value) score.right += 1;
    else {
      score[found?.value ? "wrong" : "missed"] += 1;
      if (found?.value && found.state === "sure") score.sureWrong += 1;
      page.faults.push(`${key}: ${found?.value || "–"} instead of ${value}`);
    }
  }
  score.pages.push(page);
}

/** A wrong value is one found too many and one missed. */
function f1Of({ right, wrong, missed }) {
  const all = 2 * right + 2 * wrong + missed;
  return all === 0 ? 0 : (2 * right) / all;
}

export async function loadExtraction() {
  const input = {
    extract: path.join(EXTRACTION, "extract.ts"),
    registry: path.join(EXTRACTION, "paper-types", "registry.ts"),
  };
  const rollupOptions = { input, output: { format: "es", entryFileNames: "[name].mjs" } };
  const options = { ssr: true, target: "node20.18", outDir: OUT, emptyOutDir: false, rollupOptions };
  await build({ configFile: false, logLevel: "error", root: ROOT, build: options });
  const load = (name) => import(pathToFileURL(path.join(OUT, `${name}.mjs`)).href);
  return { ...(await load("extract")), ...(await load("registry")) };
}
