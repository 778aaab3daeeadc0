import { describe, expect, it } from "vitest";
import type { ReusablePaper } from "../../../../shared/contract";
import { sampleComponent, sampleDossier } from "../sample-dossier.fixture";
import { firstChoice, moveLine, nextForm, nextReusable, nextUndecided, shownPage } from "./component-choices";

const paper = (paperId: string): ReusablePaper => ({
  paperId,
  name: "Giấy chứng nhận kết hôn",
  pageCount: 1,
  digitisedAtUtc: "2025-03-02T02:00:00.000Z",
  fromDossier: "TAM-02-250302-0001",
  pageIds: [`page-of-${paperId}`],
  comingFiles: 0,
  fromUnit: null,
});

describe("what Enter does at a paper", () => {
  it("is reuse where there is an offer, then scanning, and seeing for what is only shown", () => {
    expect(firstChoice(sampleComponent("a", { reusable: [paper("p")] }))).toBe("reuse");
    expect(firstChoice(sampleComponent("a"))).toBe("scan");
    expect(firstChoice(sampleComponent("a", { duty: "present" }))).toBe("seen");
    expect(firstChoice(sampleComponent("a", { status: "missing" }))).toBe("next");
  });
});

describe("the next paper to decide", () => {
  const components = [
    sampleComponent("a"),
    sampleComponent("b", { conditional: true }),
    sampleComponent("c", { status: "scanned" }),
    sampleComponent("d"),
  ];

  it("skips what is decided and what only some cases need, and goes round", () => {
    expect(nextUndecided(components, 0)).toBe(3);
    expect(nextUndecided(components, 3)).toBe(0);
    expect(nextUndecided(components, "loose")).toBe(0);
  });

  it("is none when all are decided or there are none", () => {
    expect(nextUndecided([sampleComponent("a", { status: "seen" })], 0)).toBeUndefined();
    expect(nextUndecided([], 0)).toBeUndefined();
  });
});

describe("the selection", () => {
  it("stops at both ends and takes loose pages for the last line", () => {
    const dossier = sampleDossier({ components: [sampleComponent("a"), sampleComponent("b")], loosePageIds: ["x"] });
    expect(moveLine(dossier, 0, -1)).toBe(0);
    expect(moveLine(dossier, 1, 1)).toBe("loose");
    expect(moveLine(dossier, "loose", 1)).toBe("loose");
    expect(moveLine(sampleDossier(), 0, 1)).toBe(0);
  });

  it("shows the chosen page, else the latest, else the first, else the paper on offer", () => {
    const components = [
      sampleComponent("a", { pageIds: ["1", "2", "3"] }),
      sampleComponent("b", { reusable: [paper("p")] }),
    ];
    const dossier = sampleDossier({ components });
    expect(shownPage(dossier, { line: 0, pageId: "2", latestPageId: "3" })).toBe("2");
    expect(shownPage(dossier, { line: 0, pageId: null, latestPageId: "3" })).toBe("3");
    expect(shownPage(dossier, { line: 0, pageId: "gone", latestPageId: null })).toBe("1");
    expect(shownPage(dossier, { line: 1, pageId: null, latestPageId: "3" })).toBe("page-of-p");
    expect(shownPage(dossier, { line: 9, pageId: null, latestPageId: null })).toBeNull();
  });
});

describe("going round", () => {
  it("the forms of a paper and the papers on offer come back to the first", () => {
    expect(nextForm("original")).toBe("certified_copy");
    expect(nextForm("copy")).toBe("original");
    const reusable = [paper("p"), paper("q")];
    expect(nextReusable(sampleComponent("a", { reusable }))).toBe("p");
    expect(nextReusable(sampleComponent("a", { reusable, reusedPaper: paper("p") }))).toBe("q");
    expect(nextReusable(sampleComponent("a"))).toBeUndefined();
  });
});
