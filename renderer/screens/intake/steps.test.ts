import { describe, expect, it } from "vitest";
import { sampleDossier } from "./sample-dossier.fixture";
import { firstOpenStep, stepAfter, stepState } from "./steps";
import { followSummary, suggestSummary } from "./summary-suggestion";

describe("a draft that is opened again", () => {
  it("is taken up at the first line that lacks something", () => {
    const blockers = [
      { code: "summary", detail: "" },
      { code: "name", detail: "" },
    ] as const;
    expect(firstOpenStep(sampleDossier({ blockers: [...blockers] }))).toBe("citizen");
    expect(firstOpenStep(sampleDossier())).toBe("due");
  });
});

describe("a line", () => {
  it("is done when nothing is missing and asks for a look when there is a warning", () => {
    const dossier = sampleDossier({
      procedureCode: "1.001193",
      blockers: [{ code: "component", detail: "Tờ khai" }],
      warnings: [{ code: "CALENDAR_MISSING", facts: {} }],
    });
    expect(stepState(dossier, "citizen")).toBe("done");
    expect(stepState(dossier, "papers")).toBe("todo");
    expect(stepState(dossier, "due")).toBe("attention");
    expect(stepAfter("due")).toBe("due");
  });
});

describe("the suggested abstract", () => {
  const dossier = sampleDossier({ procedureName: "Đăng ký khai sinh" });
  const other = sampleDossier({ procedureName: "Đăng ký kết hôn" });

  it("is the procedure, and not the citizen who hands in: the child is another", () => {
    expect(suggestSummary(" Đăng ký khai sinh ")).toBe("Đăng ký khai sinh");
    expect(suggestSummary("")).toBe("");
    expect(suggestSummary("x".repeat(1200))).toHaveLength(1000);
  });

  it("follows the procedure until the officer writes another", () => {
    expect(followSummary("", "", dossier)).toBe("Đăng ký khai sinh");
    expect(followSummary("Đăng ký khai sinh", "Đăng ký khai sinh", other)).toBe("Đăng ký kết hôn");
    expect(followSummary("Của tôi", "Đăng ký khai sinh", other)).toBeUndefined();
  });
});
