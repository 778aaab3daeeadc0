#!/usr/bin/env node
// Measures the look at pages: how many faults are found, how many are told that are not there, and what a page costs.
// Takes the pages of `pagesToRead`, and each of them again with one fault put in. -- --pages N
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { ROOT } from "../setup/places.mjs";
import { pagesToRead } from "./pages.mjs";

const require = createRequire(import.meta.url);
const CORE = path.join(ROOT, "electron", "core");
const OUT = path.join(ROOT, "out", "bench", "quality");

const vips = await require("wasm-vips")({ dynamicLibraries: [] });
vips.concurrency(1);
vips.Cache.max(0);

/** What is done to a page, and the finding that must follow: null when none may. */
const TRIALS = [
  { name: "as it is", wanted: null, change: (image) => image },
  { name: "turned by 5 degrees", wanted: "skewed", change: turnBy(5) },
  { name: "turned by -2 degrees", wanted: "skewed", change: turnBy(-2) },
  { name: "blurred by 0.4 mm", wanted: "blurred", change: (image, perMm) => image.gaussblur(0.4 * perMm) },
  { name: "on its right side", wanted: "wrong_orientation", change: (image) => image.rot("d90") },
  { name: "upside down", wanted: "wrong_orientation", change: (image) => image.rot("d180") },
  { name: "on its left side", wanted: "wrong_orientation", change: (image) => image.rot("d270") },
  { name: "left 40 mm missing", wanted: "cut_edge", change: (image, perMm) => cutLeft(image, Math.round(40 * perMm)) },
  { name: "dark (× 0.35)", wanted: "too_dark", change: tone(0.35, 0) },
  { name: "faint (× 0.1)", wanted: "too_light", change: tone(0.1, 216) },
];

const pages = uprightPages(numberOption("--pages", 50));
const parts = await openParts();
const rows = TRIALS.map(({ name }) => ({ name, pages: 0, found: 0, otherWarnings: 0, blank: 0, ms: 0 }));
let patches = 0;
for (const page of pages) {
  const bytes = fs.readFileSync(page.image);
  patches += (await parts.readPageCodes(parts.images.grey(bytes, 2339))).filter(({ kind }) => kind === "patch").length;
  for (const [index, trial] of TRIALS.entries()) tryOut(page, bytes, { trial, row: rows[index] });
}
console.table(
  rows.map(({ name, pages, found, otherWarnings, blank, ms }) => ({
    trial: name,
    pages,
    "found or, unchanged, warned of": found,
    "other warnings": otherWarnings,
    "called blank": blank,
    "CPU ms/page": Math.round(ms / pages),
  })),
);
console.log(`patch T seen on ${patches} of ${pages.length} pages that have none`);
process.exit(0);

function tryOut(page, bytes, { trial, row }) {
  const jpeg = changed(bytes, (image, keep) => trial.change(image, page.dpi / 25.4, keep));
  const before = process.cpuUsage().user;
  const metrics = parts.inspect(parts.images, { bytes: jpeg, resolutionDpi: page.dpi, quarterTurns: 0 });
  row.ms += (process.cpuUsage().user - before) / 1000;
  const findings = parts.judge(metrics, page.dpi);
  // The resolution of a page of the corpus is what it is.
  const warnings = findings.filter(({ kind, severity }) => severity === "warning" && kind !== "low_resolution");
  row.pages++;
  row.blank += metrics.isBlank ? 1 : 0;
  row.found += (trial.wanted ? findings.some(({ kind }) => kind === trial.wanted) : warnings.length > 0) ? 1 : 0;
  const others = trial.wanted ? warnings.filter(({ kind }) => kind !== trial.wanted) : warnings;
  row.otherWarnings += others.length;
  if (others.length > 0) console.log(path.basename(page.image), trial.name, others.map(({ kind }) => kind).join());
}

/** What libvips makes is freed by hand. */
function changed(bytes, change) {
  const kept = new Set();
  const keep = (image) => {
    kept.add(image);
    return image;
  };
  try {
    const image = keep(keep(vips.Image.newFromBuffer(bytes)).copyMemory());
    return keep(change(image, keep)).writeToBuffer(".jpg", { Q: 88 });
  } finally {
    for (const image of kept) image.delete();
  }
}

function turnBy(degrees) {
  return (image, _perMm, keep) => {
    const turned = keep(image.similarity({ angle: degrees, background: [250] }));
    const left = (turned.width - image.width) >> 1;
    const top = (turned.height - image.height) >> 1;
    return turned.crop(left, top, image.width, image.height);
  };
}

function cutLeft(image, px) {
  return image.crop(px, 0, image.width - px, image.height);
}

function tone(factor, offset) {
  return (image, _perMm, keep) => keep(image.linear([factor], [offset])).cast("uchar");
}

async function openParts() {
  const input = {
    images: path.join(CORE, "imaging/process/images.ts"),
    inspect: path.join(CORE, "imaging/process/inspect.ts"),
    codes: path.join(CORE, "imaging/process/codes.ts"),
    judge: path.join(CORE, "inspection/judge.ts"),
  };
  const output = { entryFileNames: "[name].mjs" };
  const external = ["wasm-vips", /^zxing-wasm/];
  await build({
    configFile: false,
    logLevel: "error",
    root: ROOT,
    build: { ssr: true, outDir: OUT, rollupOptions: { input, output, external } },
  });
  const load = (name) => import(pathToFileURL(path.join(OUT, `${name}.mjs`)).href);
  const [{ Images }, { inspect }, { readPageCodes }, { judge }] = await Promise.all(
    ["images", "inspect", "codes", "judge"].map(load),
  );
  return { images: await Images.open(), inspect, readPageCodes, judge };
}

/** Those that a corpus turned already say nothing about being turned. */
function uprightPages(count) {
  return pagesToRead(count).filter(({ image }) => !/__rot\d+\./.test(image));
}

function numberOption(name, fallback) {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
}
