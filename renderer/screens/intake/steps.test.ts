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
  const named = { ...dossier, applicant: { ...dossier.applicant, fullName: " Nguyễn  Thị Đường " } };

  it("names the procedure and the citizen", () => {
    expect(suggestSummary("Đăng ký khai sinh", " Nguyễn  Thị Đường ")).toBe("Đăng ký khai sinh cho Nguyễn Thị Đường");
    expect(suggestSummary("", "Nguyễn")).toBe("");
    expect(suggestSummary("x".repeat(1200), "A")).toHaveLength(1000);
  });

  it("follows procedure and name until the officer writes another", () => {
    expect(followSummary("", "", dossier)).toBe("Đăng ký khai sinh");
    expect(followSummary("Đăng ký khai sinh", "Đăng ký khai sinh", named)).toBe(
      "Đăng ký khai sinh cho Nguyễn Thị Đường",
    );
    expect(followSummary("Của tôi", "Đăng ký khai sinh", named)).toBeUndefined();
  });
});
