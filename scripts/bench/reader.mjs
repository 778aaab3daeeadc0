// The program's own way of reading a page, bundled from the sources, for the rows that measure it.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { ROOT } from "../setup/places.mjs";

export const TESSDATA = path.join(ROOT, "assets", "tessdata");
const CORE = path.join(ROOT, "electron", "core");
const OUT = path.join(ROOT, "out", "bench", "reader");
const ENTRIES = {
  imaging: "imaging/index.ts",
  pool: "recognition/engine-pool.ts",
  reader: "recognition/page-reader.ts",
  engine: "recognition/engines/tesseract-js/index.ts",
  format: "recognition/tesseract-format.ts",
};
const EXTERNAL = ["tesseract.js", "wasm-vips", "@hyzyla/pdfium", "zxing-wasm", "zxing-wasm/reader"];

/**
 * @param {number} workers engines at the same time
 * @returns {Promise<{read(bytes: Uint8Array): Promise<import("../../electron/core/recognition/page-reading").PageRead>, clean(bytes: Uint8Array): Promise<object>,
 *   toPgm(picture: object): Buffer, close(): void}>}
 */
export async function openReader(workers) {
  await bundle(ENTRIES, "es", "[name].mjs");
  await bundle({ images: "imaging/process/main.ts" }, "cjs", "[name].cjs");
  const load = (name) => import(pathToFileURL(path.join(OUT, `${name}.mjs`)).href);
  const [imagings, pools, readers, engines, format] = await Promise.all(Object.keys(ENTRIES).map(load));
  const startImageProcess = async () => imagings.startNodeImageProcess(path.join(OUT, "images.cjs"));
  const imaging = imagings.createImaging({ startImageProcess });
  const pool = new pools.EnginePool({ size: workers });
  const reader = readers.createPageReader({ imaging, pool });
  const kind = engines.tesseractJsEngine(TESSDATA);
  return {
    read: async (bytes) => reader.read(await asPicture(imaging, bytes), kind),
    clean: async (bytes) => imaging.clean(await asPicture(imaging, bytes)),
    toPgm: format.toPgm,
    close() {
      pool.close();
      imaging.close();
    },
  };
}

/** How tesseract's tables are read. @returns {Promise<typeof import("../../electron/core/recognition/tesseract-format")>} */
export async function loadFormat() {
  await bundle({ format: ENTRIES.format }, "es", "[name].mjs");
  return import(pathToFileURL(path.join(OUT, "format.mjs")).href);
}

async function asPicture(imaging, bytes) {
  return { ...(await imaging.toStoredImage(bytes, null)), quarterTurns: 0, off: [] };
}

async function bundle(entries, format, entryFileNames) {
  const input = Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, path.join(CORE, file)]));
  for (const file of Object.values(input)) if (!fs.existsSync(file)) throw new Error(`${file} is not there`);
  const rollupOptions = { input, output: { format, entryFileNames }, external: EXTERNAL };
  const target = "node20.18";
  await build({
    configFile: false,
    logLevel: "error",
    root: ROOT,
    build: { ssr: true, target, outDir: OUT, emptyOutDir: false, rollupOptions },
  });
}
