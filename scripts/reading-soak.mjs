#!/usr/bin/env node
// `node scripts/reading-soak.mjs [pages]`: reads that many pages (1,000 by default) through the real queue, cleaning and
// engine, and prints every 50 pages how much memory the process tree takes: it must stay flat.
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { build } from "vite";
import { samplePages } from "./bench/pages.mjs";
import { processorSeconds, treeMemoryMb } from "./bench/processor-time.mjs";
import { ROOT } from "./setup/places.mjs";

const EVERY = 50;
const LIMIT_MB = 700;
const A4_AT_200_DPI = { widthPx: 1654, heightPx: 2339, resolutionDpi: 200, rotation: 0 };
const NOW = "2026-01-01T00:00:00.000Z";
const EXTERNAL = [/^node:/, "better-sqlite3", "tesseract.js", "wasm-vips", /^zxing-wasm/, "@hyzyla/pdfium"];

if (process.platform !== "linux") throw new Error("memory shared between processes is told apart on Linux only");
const total = Number(process.argv[2] ?? 1000);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "quay-soak-"));
const office = await openOffice(folder);
try {
  await readPages(office, total);
} finally {
  await office.close();
  fs.rmSync(folder, { recursive: true });
}

async function openOffice(dataFolder) {
  const outDir = await bundle();
  const load = (name) => createRequire(import.meta.url)(path.join(outDir, `${name}.cjs`));
  const { createImaging, startNodeImageProcess } = load("imaging");
  const [{ createRecognition }, { openStorage }, { ChangeBus }] = ["recognition", "storage", "changes"].map(load);
  const storage = openStorage({ file: path.join(dataFolder, "office.db"), keyHex: "ab".repeat(32) });
  const entry = path.join(outDir, "image-process.cjs");
  const imaging = createImaging({ startImageProcess: async () => startNodeImageProcess(entry) });
  const pictures = new Map();
  const papers = {
    getPage: (id) => ({ ...A4_AT_200_DPI, sha256: sha256(pictures.get(id)) }),
    readPage: (id) => pictures.get(id),
  };
  const parts = { storage, papers, imaging, changes: new ChangeBus(), clock: { now: () => new Date() } };
  const tessdataFolder = path.join(ROOT, "assets", "tessdata");
  const recognition = createRecognition({ ...parts, tessdataFolder, ocrEngine: () => "tesseract.js", workers: 1 });
  return {
    ...{ storage, recognition, pictures },
    async close() {
      await recognition.stop();
      imaging.close();
      storage.close();
    },
  };
}

async function bundle() {
  const core = path.join(ROOT, "electron", "core");
  const outDir = path.join(ROOT, "out", "soak");
  const input = {
    ...{ imaging: `${core}/imaging/index.ts`, recognition: `${core}/recognition/index.ts` },
    ...{ storage: `${core}/storage/index.ts`, changes: `${core}/changes.ts` },
    "image-process": `${core}/imaging/process/main.ts`,
  };
  const rollupOptions = {
    input,
    external: EXTERNAL,
    output: { format: "cjs", entryFileNames: "[name].cjs", chunkFileNames: "[name].cjs" },
  };
  await build({ configFile: false, root: ROOT, logLevel: "error", build: { ssr: true, outDir, rollupOptions } });
  return outDir;
}

/** A few pages wait at a time, as in an office; each is a file of its own, so that none has been read before. */
async function readPages({ storage, recognition, pictures }, count) {
  const samples = samplePages(count);
  storage.transaction((writer) =>
    writer.run(
      "INSERT INTO dossiers (id, stage, created_at_utc, updated_at_utc) VALUES ('d', 'draft', ?, ?)",
      NOW,
      NOW,
    ),
  );
  recognition.start();
  console.log("pages  PSS MB  CPU s/page");
  let cpu = processorSeconds();
  const seen = [];
  for (let done = 0; done < count;) {
    const batch = samples
      .slice(done, done + EVERY)
      .map((bytes, index) => Buffer.concat([bytes, Buffer.from(`\n${done + index}`)]));
    for (const [index, bytes] of batch.entries())
      addPage({ storage, recognition, pictures }, `page-${done + index}`, bytes);
    await untilRead(recognition);
    done += batch.length;
    const used = processorSeconds() - cpu;
    cpu += used;
    seen.push(treeMemoryMb());
    const perPage = used / batch.length;
    console.log(`${String(done).padStart(5)}  ${seen.at(-1).toFixed(0).padStart(6)}  ${perPage.toFixed(2)}`);
    pictures.clear();
  }
  const { failed } = recognition.queue();
  const [least, most] = [Math.min(...seen), Math.max(...seen)];
  const isFlat = most <= least * 1.2 && most <= LIMIT_MB && failed === 0;
  console.log(`${isFlat ? "flat" : "NOT flat"}: ${least.toFixed(0)}–${most.toFixed(0)} MB, ${failed} pages failed`);
  process.exitCode = isFlat ? 0 : 1;
}

function addPage({ storage, recognition, pictures }, pageId, bytes) {
  pictures.set(pageId, bytes);
  const { widthPx, heightPx, resolutionDpi } = A4_AT_200_DPI;
  storage.transaction((writer) => {
    writer.run("INSERT INTO blobs VALUES (?, ?, 'image/jpeg', ?)", sha256(bytes), bytes.length, NOW);
    writer.run(
      `INSERT INTO pages (id, dossier_id, position, sha256, mime_type, width_px, height_px, resolution_dpi, size_bytes,
         source, created_at_utc) VALUES (?, 'd', 1, ?, 'image/jpeg', ?, ?, ?, ?, 'file', ?)`,
      ...[pageId, sha256(bytes), widthPx, heightPx, resolutionDpi, bytes.length, NOW],
    );
    recognition.enqueue(writer, pageId);
  });
}

async function untilRead(recognition) {
  for (;;) {
    const { queued, running } = recognition.queue();
    if (queued + running === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}
