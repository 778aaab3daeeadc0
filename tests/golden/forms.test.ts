// Each form is drawn from its sample.json by the app's own print window and held against its golden PDF.
// After a wanted change: UPDATE_GOLDEN=1 npx vitest run tests/golden, look at the PDF, commit it.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PATCH_SPACE_MM, PATCH_T, PATCH_WIDTHS_MM } from "../../shared/domain";
import { differenceOf, fontsOf, greyPagesOf, pageCountOf, textOf } from "./pdf-facts";
import { buildHarness, renderForms, type FormAnswer } from "./render-forms";

interface Sample {
  components?: unknown[];
  [field: string]: unknown;
}

const FORMS = path.resolve(import.meta.dirname, "..", "..", "renderer", "forms");
const NAMES = fs.readdirSync(FORMS).filter((name) => fs.existsSync(path.join(FORMS, name, "sample.json")));
/** Latin Extended Additional: every Vietnamese letter with a tone mark that Liberation and many other fonts lack. */
const VIETNAMESE = String.fromCodePoint(...Array.from({ length: 0x1ef9 - 0x1ea0 + 1 }, (_, index) => 0x1ea0 + index));
const VIETNAMESE_TOO = "ĂăÂâĐđÊêÔôƠơƯưÀÁẢÃẠàáảãạỲÝỶỸỴỳýỷỹỵ";

let folder = "";
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "quay-forms-"));
  await buildHarness(folder);
}, 120_000);
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function sampleOf(form: string): Sample {
  return JSON.parse(fs.readFileSync(path.join(FORMS, form, "sample.json"), "utf8")) as Sample;
}

async function draw(form: string, data: unknown): Promise<{ answer: FormAnswer; out: string }> {
  const out = path.join(folder, `${form}-${Math.random().toString(36).slice(2)}.pdf`);
  const [answer] = await renderForms(folder, [{ form, data, out }]);
  if (!answer) throw new Error("no answer");
  return { answer, out };
}

describe.each(NAMES)("form %s", (form) => {
  it("is the golden PDF: text, pages, fonts and picture", async () => {
    const { answer, out } = await draw(form, sampleOf(form));
    expect(answer.fault).toBeNull();
    const golden = path.join(FORMS, form, "golden.pdf");
    if (process.env.UPDATE_GOLDEN) {
      fs.copyFileSync(out, golden);
      fs.writeFileSync(path.join(FORMS, form, "golden.txt"), `${textOf(out)}\n`);
    }
    expect(textOf(out)).toBe(fs.readFileSync(path.join(FORMS, form, "golden.txt"), "utf8").trimEnd());
    expect(pageCountOf(out)).toBe(pageCountOf(golden));
    expect(fontsOf(out).every((font) => font.isEmbedded && font.name.startsWith("Tinos"))).toBe(true);
    const expected = greyPagesOf(golden, 60);
    for (const [index, page] of greyPagesOf(out, 60).entries())
      expect(differenceOf(page, expected[index] ?? page)).toBeLessThan(0.003);
  });

  it("refuses data that it cannot draw instead of printing an empty sheet", async () => {
    const { answer, out } = await draw(form, { nothing: true });
    expect(answer.fault).toContain("FORM_RENDER_FAILED");
    expect(fs.existsSync(out)).toBe(false);
  });
});

describe("the print window", () => {
  it("draws the next form after one that it could not draw", async () => {
    const data = sampleOf("receipt");
    const out = path.join(folder, "after-a-failure.pdf");
    const answers = await renderForms(folder, [
      { form: "receipt", data: {}, out },
      { form: "no-such-form", data, out },
      { form: "receipt", data, out },
    ]);
    expect(answers.map(({ fault }) => fault === null)).toEqual([false, false, true]);
    expect(pageCountOf(out)).toBe(1);
  });

  it("fails at once when its process crashes, and draws the next form", async () => {
    const data = sampleOf("receipt");
    const out = path.join(folder, "after-a-crash.pdf");
    const request = { form: "receipt", data, out };
    const [first, second] = await renderForms(folder, [request, request], ["--crash-first"]);
    expect(first?.fault).toContain("FORM_RENDER_FAILED");
    expect(first?.fault).not.toContain("timeout");
    expect(second?.fault).toBeNull();
  });
});

describe("the separator sheet", () => {
  it("has patch T in its measures, read inwards from its top and from its bottom", async () => {
    const { out } = await draw("separator", sampleOf("separator"));
    const pages = greyPagesOf(out, RESOLUTION_DPI);
    expect(pages).toHaveLength(3);
    for (const page of pages) {
      const column = Array.from({ length: page.height }, (_, y) => page.pixels[y * page.width + COLUMN] ?? 255);
      for (const inwards of [column, column.toReversed()]) expectPatchT(runLengthsMm(inwards));
    }
  });

  it("gives no sheet without a paper", async () => {
    const { answer } = await draw("separator", { ...sampleOf("separator"), sheets: [] });
    expect(answer.fault).toContain("FORM_RENDER_FAILED");
  });
});

const RESOLUTION_DPI = 254;
/** Left of the middle, where nothing but bars is. */
const COLUMN = 400;

function expectPatchT([margin = 0, ...runs]: readonly number[]): void {
  expect(margin).toBeGreaterThan(6.4);
  const expected = PATCH_T.flatMap((bar) => [PATCH_WIDTHS_MM[bar], PATCH_SPACE_MM]).slice(0, -1);
  for (const [index, lengthMm] of expected.entries())
    expect(Math.abs((runs[index] ?? 0) - lengthMm)).toBeLessThan(0.25);
}

/** Lengths of white, black, white … from the first white on. */
function runLengthsMm(line: readonly number[]): number[] {
  const runs = [0];
  let isBlack = false;
  for (const value of line) {
    if (value < 128 !== isBlack) runs.push(0);
    isBlack = value < 128;
    runs[runs.length - 1] = (runs.at(-1) ?? 0) + 25.4 / RESOLUTION_DPI;
  }
  return runs;
}

describe("the receipt", () => {
  const sample = sampleOf("receipt");
  const papers = sample.components ?? [];
  const withPapers = (count: number) => ({
    ...sample,
    components: Array.from({ length: count }, (_, index) => papers[index % papers.length]),
  });

  it("stands on one sheet with eight papers", async () => {
    const { out } = await draw("receipt", withPapers(8));
    expect(pageCountOf(out)).toBe(1);
  });

  it("flows to further sheets that repeat the code", async () => {
    const { out } = await draw("receipt", withPapers(40));
    expect(pageCountOf(out)).toBeGreaterThan(1);
    expect(textOf(out).match(/^Mã hồ sơ: TAM-02-261123-0007 {2}Mẫu số 01/gm)).toHaveLength(pageCountOf(out));
    expect(textOf(out)).toContain("NGƯỜI TIẾP NHẬN HỒ SƠ");
  });

  it("says which reprint it is, and both codes once the province has answered", async () => {
    const { out } = await draw("receipt", { ...sample, copyNumber: 3, officialCode: "H34.12.5-261123-0001" });
    expect(textOf(out)).toContain("In lại lần 3");
    expect(textOf(out)).toContain("Mã hồ sơ: H34.12.5-261123-0001 (mã tạm: TAM-02-261123-0007)");
    expect(textOf(out)).not.toContain("Mã hồ sơ tạm;");
  });

  it("names the representative only when there is one", async () => {
    const representative = { ...(sample.applicant as object), document: "Giấy ủy quyền số 12" };
    const { out } = await draw("receipt", { ...sample, representative });
    expect(textOf(out)).toContain("Giấy tờ ủy quyền: Giấy ủy quyền số 12");
    expect(fs.readFileSync(path.join(FORMS, "receipt", "golden.txt"), "utf8")).not.toContain("ủy quyền:");
  });

  it("leaves dots for what is not known", async () => {
    const { out } = await draw("receipt", { ...sample, dueAtUtc: null, processingTime: null, number: "" });
    expect(textOf(out)).toContain("Thời gian trả kết quả giải quyết hồ sơ: …… giờ …… phút");
    expect(textOf(out)).toContain("Số: ……/-TTPVHCC(BPTNTKQ)");
  });

  it("prints every Vietnamese letter in the shipped font", async () => {
    const subject = `${VIETNAMESE} ${VIETNAMESE_TOO}`;
    const { out } = await draw("receipt", { ...sample, subject });
    const printed = new Set(textOf(out));
    expect([...subject].filter((letter) => !printed.has(letter))).toEqual([]);
    expect(fontsOf(out).every((font) => font.isEmbedded && font.name.startsWith("Tinos"))).toBe(true);
  });

  it("breaks a word without spaces instead of running off the sheet", async () => {
    const { out } = await draw("receipt", { ...sample, subject: "W".repeat(600) });
    expect(textOf(out).replace(/\s/g, "").match(/W/g)?.length).toBe(600);
  });
});
