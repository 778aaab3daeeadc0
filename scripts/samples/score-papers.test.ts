// The whole way on drawn pages: cleaned, read, understood; clean ones and such as come from counters.
import { createRequire } from "node:module";
import fs from "node:fs";
import { describe, expect, test } from "vitest";
import { degrade, DEGRADATIONS } from "./degrade.mjs";
import { listPapers } from "./papers.mjs";
import { scorePapers } from "./score-papers.mjs";

const require = createRequire(import.meta.url);
const PAPERS = listPapers();

function named(...names: string[]) {
  return PAPERS.filter(({ name }) => names.includes(name));
}

describe("drawn papers", () => {
  test("every one is there with its text", () => {
    for (const { name, picture, text } of PAPERS) {
      expect(fs.existsSync(picture), `${name}: run scripts/samples/draw-papers.mjs`).toBe(true);
      expect(fs.readFileSync(picture.replace(/jpg$/, "txt"), "utf8"), name).toBe(text);
    }
  });

  test("are known, and most of their fields are right", async () => {
    const papers = named("birth-registration", "death-certificate", "fee-receipt", "identity-card-front");
    const score = await scorePapers(papers);
    expect(score.pages.map(({ readAs }) => readAs)).toEqual(papers.map(({ typeId }) => typeId));
    expect(score.f1, JSON.stringify(score.pages)).toBeGreaterThan(0.85);
  }, 180_000);

  test("are known also when they lie askew or upside down, or are badly lit", async () => {
    const papers = named("authorisation", "decision", "marriage-registration");
    const kinds = ["skew", "turned", "light"] as const;
    const score = await scorePapers(papers, { kindOf: (index) => kinds[index] ?? null });
    expect(score.pages.map(({ readAs }) => readAs)).toEqual(papers.map(({ typeId }) => typeId));
    expect(score.f1, JSON.stringify(score.pages)).toBeGreaterThan(0.8);
  }, 180_000);
});

describe("spoiling a page", () => {
  test("gives the same picture for the same seed, and another one for another", async () => {
    const vips = await require("wasm-vips")({ dynamicLibraries: [] });
    const [paper] = named("receipt");
    const page = fs.readFileSync(paper?.picture ?? "");
    const spoil = (kind: (typeof DEGRADATIONS)[number], seed: number) =>
      Buffer.from(degrade(vips, page, { kind, seed }));
    for (const kind of DEGRADATIONS) expect(spoil(kind, 3).equals(spoil(kind, 3)), kind).toBe(true);
    for (const kind of ["skew", "noise", "light", "stamp"] as const)
      expect(spoil(kind, 3).equals(spoil(kind, 4)), kind).toBe(false);
    vips.shutdown();
  }, 120_000);
});
