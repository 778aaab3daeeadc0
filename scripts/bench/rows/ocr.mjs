// Row: pages per minute and character errors of the program's own reading against the native tesseract command, on the
// same pages with the same model. Page by page in turns, so that both meet the same load of the machine.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { build } from "vite";
import { ROOT } from "../../setup/places.mjs";
import { characterErrors } from "../character-errors.mjs";
import { pagesToRead } from "../pages.mjs";

const TESSDATA = path.join(ROOT, "assets", "tessdata");
const MODEL = "vie.traineddata";

export const ocrRow = { name: "ocr", run };

async function run({ pages: count }) {
  const pages = pagesToRead(count);
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "quay-bench-"));
  const pool = await openPool();
  try {
    fs.writeFileSync(path.join(scratch, MODEL), gunzipSync(fs.readFileSync(path.join(TESSDATA, `${MODEL}.gz`))));
    await pool.recognise(fs.readFileSync(pages[0].image), pages[0].dpi); // both are measured warm: model and file cache
    readNatively(pages[0], scratch);
    const [ours, rival] = [newScore(), newScore()];
    for (const page of pages) {
      await score(ours, page, async () => (await pool.recognise(fs.readFileSync(page.image), page.dpi)).text);
      await score(rival, page, () => readNatively(page, scratch));
    }
    return figures(ours, rival);
  } finally {
    pool.close();
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

/** The program's own engine and pool, bundled from the sources: one worker, as the program takes on two cores. */
async function openPool() {
  const source = path.join(ROOT, "electron", "core", "recognition");
  const outDir = path.join(ROOT, "out", "bench");
  const input = { pool: path.join(source, "engine-pool.ts"), engine: path.join(source, "engines/tesseract/index.ts") };
  const output = { entryFileNames: "[name].mjs" };
  await build({
    configFile: false,
    logLevel: "error",
    root: ROOT,
    build: { ssr: true, outDir, rollupOptions: { input, output, external: ["tesseract.js"] } },
  });
  const load = (name) => import(pathToFileURL(path.join(outDir, name)).href);
  const { EnginePool } = await load("pool.mjs");
  const { tesseractEngine } = await load("engine.mjs");
  return new EnginePool({ kind: tesseractEngine(TESSDATA), size: 1 });
}

/** One thread: its OpenMP takes a second core and gives nothing for it. */
function readNatively({ image, dpi }, tessdata) {
  const args = [
    image,
    "stdout",
    "--tessdata-dir",
    tessdata,
    "-l",
    "vie",
    "--oem",
    "1",
    "--psm",
    "4",
    "--dpi",
    String(dpi),
  ];
  const run = spawnSync("tesseract", args, { encoding: "utf8", env: { ...process.env, OMP_THREAD_LIMIT: "1" } });
  if (run.error || run.status !== 0) throw new Error(`native tesseract: ${run.error?.message ?? run.stderr.trim()}`);
  return run.stdout;
}

function newScore() {
  return { pages: 0, ms: 0, errors: 0, characters: 0 };
}

async function score(total, page, read) {
  const before = performance.now();
  const text = await read();
  total.ms += performance.now() - before;
  total.pages += 1;
  const { errors, characters } = characterErrors(page.truth, text);
  total.errors += errors;
  total.characters += characters;
}

function figures(ours, rival) {
  const perMinute = ({ pages, ms }) => (pages * 60_000) / ms;
  const errorRate = ({ errors, characters }) => (100 * errors) / characters;
  return [
    {
      name: "OCR against native tesseract",
      ours: perMinute(ours),
      rival: perMinute(rival),
      unit: "pages/min",
      goal: 0.85,
      better: "higher",
    },
    {
      name: "OCR character errors",
      ours: errorRate(ours),
      rival: errorRate(rival),
      unit: "%",
      goal: 1,
      better: "lower",
    },
  ];
}
