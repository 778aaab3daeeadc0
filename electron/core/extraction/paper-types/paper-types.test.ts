// Every paper type finds its own samples: which paper it is, and what stands in its fields.
import fs from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { extract, type Extraction } from "../extract";
import { PAPER_TYPES } from "./registry";
import { readOf, SAMPLE_SIZE, samplePages, type Block, type SamplePage } from "./samples.fixture";
import { UNKNOWN_PAGES } from "./unknown-pages.fixture";

const TODAY = "2026-11-27";
const SAMPLES = samplePages();

function understood(blocks: readonly Block[]): Extraction {
  return extract(readOf(blocks), { size: SAMPLE_SIZE, types: PAPER_TYPES, today: TODAY });
}

function idOf({ folder }: SamplePage): string {
  return folder.replaceAll("-", "_");
}

interface Score {
  found: number;
  wrong: string[];
  missed: string[];
}

function scoreOf(page: SamplePage, result: Extraction): Score {
  const values = new Map(result.fields.map(({ key, value }) => [key, value]));
  const score: Score = { found: 0, wrong: [], missed: [] };
  for (const [key, value] of Object.entries(page.fields)) {
    const own = values.get(key) ?? "";
    if (own === value) score.found += 1;
    else if (own === "") score.missed.push(`${key}: ${value}`);
    else score.wrong.push(`${key}: ${own} instead of ${value}`);
  }
  return score;
}

const report: string[] = [];

afterAll(() => {
  const folder = path.join(import.meta.dirname, "../../../../test-out");
  fs.mkdirSync(folder, { recursive: true });
  const head =
    "# Paper types: samples as a perfect reading gives them\n\n| page | read as | confidence | fields |\n|---|---|---|---|\n";
  fs.writeFileSync(path.join(folder, "paper-types.md"), `${head}${report.join("\n")}\n`);
});

describe("every type", () => {
  test("has an id, a title or a code of its own, and keys that are told apart", () => {
    const ids = PAPER_TYPES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const type of PAPER_TYPES) {
      expect(type.id).toMatch(/^[a-z]+(_[a-z]+)*$/);
      expect(type.titles.length + (type.codes?.length ?? 0), type.id).toBeGreaterThan(0);
      for (const { key } of type.fields) expect(key, type.id).toMatch(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)*$/);
      expect(type.fields.some(({ isKey }) => isKey) || type.tables, type.id).toBeTruthy();
    }
  });

  test("has one name for a field, whatever its layout", () => {
    for (const type of PAPER_TYPES)
      for (const rule of type.fields)
        expect(type.fields.find(({ key }) => key === rule.key)?.label, `${type.id} ${rule.key}`).toEqual(rule.label);
  });

  test("has a folder of its name with a sample", () => {
    const folders = new Set(SAMPLES.map(idOf));
    expect([...folders].sort()).toEqual(PAPER_TYPES.map(({ id }) => id).sort());
  });
});

describe("samples", () => {
  test.each(SAMPLES)("$folder, layout $layout, is known and its fields are found", (page) => {
    const result = understood(page.blocks);
    const score = scoreOf(page, result);
    const fields = `${score.found}/${Object.keys(page.fields).length}`;
    const name = `${page.folder} ${page.layout + 1}`;
    report.push(`| ${name} | ${result.type?.id ?? "–"} | ${result.typeConfidence.toFixed(2)} | ${fields} |`);
    expect([...score.wrong, ...score.missed].join("\n")).toBe("");
    expect(result.type?.id).toBe(idOf(page));
    expect(result.typeConfidence).toBeGreaterThan(0.55);
  });

  test("of all fields at least 95 of 100 are found, and hardly one is wrong", () => {
    const scores = SAMPLES.map((page) => scoreOf(page, understood(page.blocks)));
    const sum = (count: (score: Score) => number) => scores.reduce((total, score) => total + count(score), 0);
    const right = sum(({ found }) => found);
    const wrong = sum((score) => score.wrong.length);
    const missed = sum((score) => score.missed.length);
    report.push(`| **all** | | | ${right} right, ${wrong} wrong, ${missed} missed |`);
    expect((2 * right) / (2 * right + 2 * wrong + missed)).toBeGreaterThanOrEqual(0.95);
  });
});

describe("papers that are nearly alike", () => {
  test.each([
    { lines: ["GIẤY XÁC NHẬN", "TÌNH TRẠNG HÔN NHÂN"], id: "marital_status_certificate" },
    { lines: ["TỜ KHAI", "CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"], id: "marital_status_request" },
    { lines: ["TỜ KHAI", "ĐĂNG KÝ KHAI SINH"], id: "birth_registration" },
    { lines: ["GIẤY KHAI SINH"], id: "birth_certificate" },
    { lines: ["GIẤY CHỨNG SINH"], id: "birth_notice" },
    { lines: ["TRÍCH LỤC KHAI SINH", "(BẢN SAO)"], id: "birth_extract" },
    { lines: ["GIẤY CHỨNG NHẬN", "KẾT HÔN"], id: "marriage_certificate" },
    { lines: ["TRÍCH LỤC KẾT HÔN"], id: "marriage_extract" },
    { lines: ["GIẤY CHỨNG NHẬN", "HỘ NGHÈO"], id: "poor_household_certificate" },
    { lines: ["GIẤY CHỨNG NHẬN"], id: "confirmation" },
  ])("$lines is $id", ({ lines, id }) => {
    const blocks: Block[] = [{ centre: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" }, ...lines.map((title) => ({ title }))];
    expect(understood([...blocks, "Họ, chữ đệm, tên: HỒ ĐẮC KHIÊM"]).type?.id).toBe(id);
  });
});

describe("pages that are none of the papers", () => {
  test.each(UNKNOWN_PAGES)("$name", ({ blocks }) => {
    const { type, guesses } = understood(blocks);
    report.push(`| none: ${guesses.length} guesses | ${type?.id ?? "–"} | ${guesses[0]?.confidence.toFixed(2)} | |`);
    expect(type?.id).toBeUndefined();
  });
});
