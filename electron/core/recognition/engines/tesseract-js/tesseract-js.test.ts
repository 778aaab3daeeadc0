import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { build } from "vite";
import type { OcrEngine } from "../../engine";
import { LETTER_TEXT, letterPicture, TESSDATA } from "../../fixtures/letter";
import { toPgm } from "../../tesseract-format";
import { describeOcrEngine } from "../conformance.fixture";
import { tesseractJsEngine } from ".";

describeOcrEngine("tesseract.js", () => Promise.resolve(tesseractJsEngine(TESSDATA)));

describe("the model of tesseract.js", () => {
  let engine: OcrEngine | undefined;
  afterEach(() => engine?.close());
  const readWith = async (folder: string) => {
    engine = tesseractJsEngine(folder).open();
    return engine.recognise({ picture: await letterPicture(), layout: "page" });
  };

  it("is not looked for elsewhere when it is missing", async () => {
    await expect(readWith(path.join(TESSDATA, "nowhere"))).rejects.toMatchObject({
      code: "OCR_FAILED",
      facts: { reason: "the Vietnamese model is missing" },
    });
  });

  it("is checked before it is used", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "quay-tessdata-"));
    fs.writeFileSync(path.join(folder, "vie.traineddata.gz"), "not gzip");
    await expect(readWith(folder)).rejects.toMatchObject({
      code: "OCR_FAILED",
      facts: { reason: "the Vietnamese model is damaged" },
    });
    fs.rmSync(folder, { recursive: true });
  });
});

describe("tesseract.js in a process that may not use the network", () => {
  const folder = path.resolve("out/test/offline");
  const letter = path.join(folder, "letter.pgm");
  beforeAll(async () => {
    await build({
      configFile: false,
      logLevel: "error",
      build: {
        ssr: path.join(import.meta.dirname, "index.ts"),
        outDir: folder,
        rollupOptions: { external: ["tesseract.js"], output: { format: "cjs", entryFileNames: "engine.cjs" } },
      },
    });
    fs.writeFileSync(letter, toPgm(await letterPicture()));
  });

  /** Every thread of the child gets the guard; it throws on and reports each attempt to reach anything by network. */
  function runGuarded(script: string) {
    const guard = path.join(import.meta.dirname, "..", "..", "fixtures", "network-guard.cjs");
    return spawnSync(process.execPath, ["--require", guard, "-e", script], { encoding: "utf8", timeout: 60_000 });
  }

  it("reads a page without a single call", () => {
    const run = runGuarded(`
      const { tesseractJsEngine } = require(${JSON.stringify(path.join(folder, "engine.cjs"))});
      const data = require("fs").readFileSync(${JSON.stringify(letter)}).subarray(-1654 * 820);
      const engine = tesseractJsEngine(${JSON.stringify(TESSDATA)}).open();
      const picture = { data, widthPx: 1654, heightPx: 820, resolutionDpi: 250 };
      engine.recognise({ picture, layout: "page" }).then(({ words }) => {
        console.log(words.map((word) => word.text).join(" "));
        engine.close();
      });
    `);
    expect(run.stderr).not.toContain("NETWORK");
    expect(run.stdout.trim()).toBe(LETTER_TEXT.replace(/\s+/g, " ").trim());
    expect(run.status).toBe(0);
  });

  it("would be caught, also in a thread", () => {
    const attempt = "fetch('http://127.0.0.1:40009/').catch(() => undefined)";
    expect(runGuarded(attempt).stderr).toContain("NETWORK");
    const inThread = `new (require("worker_threads").Worker)(${JSON.stringify(attempt)}, { eval: true })`;
    expect(runGuarded(inThread).stderr).toContain("NETWORK");
  });
});
