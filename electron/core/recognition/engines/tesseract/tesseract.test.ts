import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { build } from "vite";
import type { OcrEngine } from "../../engine";
import { LETTER, LETTER_DPI, LETTER_TEXT, TESSDATA } from "../../fixtures/test-office";
import { tesseractEngine } from ".";

const flat = (text: string) => text.replace(/\s+/g, " ").trim();

let engine: OcrEngine | undefined;
afterEach(() => engine?.close());
const open = (folder = TESSDATA) => (engine = tesseractEngine(folder).open());

describe("tesseract", () => {
  it("reads a Vietnamese letter letter by letter, with the place of each word", async () => {
    const read = await open().recognise(LETTER, LETTER_DPI);
    expect(flat(read.text)).toBe(flat(LETTER_TEXT));
    expect(read.text).toBe(read.text.normalize("NFC"));
    expect(read.confidence).toBeGreaterThan(85);
    const number = read.words.find((word) => word.text.startsWith("038184001257"));
    expect(number).toMatchObject({ x0: expect.closeTo(222, -1), y0: expect.closeTo(324, -1) });
    expect(read.words.map((word) => word.text).join(" ")).toBe(flat(LETTER_TEXT));
  });

  it("refuses what is no picture, says why, and reads the next page", async () => {
    const opened = open();
    await expect(opened.recognise(Buffer.from("no picture"), 300)).rejects.toMatchObject({
      code: "OCR_FAILED",
      facts: { reason: expect.stringContaining("read image") as string },
    });
    engine = undefined;
    opened.close();
    expect((await open().recognise(LETTER, LETTER_DPI)).words.length).toBeGreaterThan(40);
  });

  it("refuses an empty and a truncated picture", async () => {
    await expect(open().recognise(new Uint8Array(), 300)).rejects.toMatchObject({ code: "OCR_FAILED" });
    engine?.close();
    await expect(open().recognise(LETTER.subarray(0, 900), 300)).rejects.toMatchObject({ code: "OCR_FAILED" });
  });

  it("ends in the middle of a page at once when it is closed", async () => {
    const opened = open();
    const reading = opened.recognise(LETTER, LETTER_DPI);
    setTimeout(() => opened.close(), 700);
    await expect(reading).rejects.toMatchObject({ code: "CANCELLED" });
    await expect(opened.recognise(LETTER, LETTER_DPI)).rejects.toMatchObject({ code: "CANCELLED" });
  });

  it("says that the model is missing instead of looking for it elsewhere", async () => {
    await expect(open(path.join(TESSDATA, "nowhere")).recognise(LETTER, 300)).rejects.toMatchObject({
      code: "OCR_FAILED",
      facts: { reason: "the Vietnamese model is missing" },
    });
  });

  it("fails when the model is damaged", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "quay-tessdata-"));
    fs.writeFileSync(path.join(folder, "vie.traineddata.gz"), "not gzip");
    await expect(open(folder).recognise(LETTER, 300)).rejects.toMatchObject({
      code: "OCR_FAILED",
      facts: { reason: "the Vietnamese model is damaged" },
    });
    fs.rmSync(folder, { recursive: true });
  });
});

describe("tesseract in a process that may not use the network", () => {
  const folder = path.resolve("out/test/offline");
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
  });

  /** Every thread of the child gets the guard; it throws on and reports each attempt to reach anything by network. */
  function runGuarded(script: string) {
    const guard = path.join(import.meta.dirname, "..", "..", "fixtures", "network-guard.cjs");
    return spawnSync(process.execPath, ["--require", guard, "-e", script], { encoding: "utf8", timeout: 60_000 });
  }

  it("reads a page without a single call", () => {
    const run = runGuarded(`
      const { tesseractEngine } = require(${JSON.stringify(path.join(folder, "engine.cjs"))});
      const image = require("fs").readFileSync(${JSON.stringify(path.join(import.meta.dirname, "..", "..", "fixtures", "letter.png"))});
      const engine = tesseractEngine(${JSON.stringify(TESSDATA)}).open();
      engine.recognise(image, 250).then((read) => { console.log(read.text); engine.close(); });
    `);
    expect(run.stderr).not.toContain("NETWORK");
    expect(flat(run.stdout)).toBe(flat(LETTER_TEXT));
    expect(run.status).toBe(0);
  });

  it("would be caught, also in a thread", () => {
    const attempt = "fetch('http://127.0.0.1:40009/').catch(() => undefined)";
    expect(runGuarded(attempt).stderr).toContain("NETWORK");
    const inThread = `new (require("worker_threads").Worker)(${JSON.stringify(attempt)}, { eval: true })`;
    expect(runGuarded(inThread).stderr).toContain("NETWORK");
  });
});
