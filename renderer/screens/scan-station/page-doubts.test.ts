import { describe, expect, it } from "vitest";
import { FindingKind, type Finding, type Page } from "../../../shared/contract";
import { samplePage } from "../../stores/sample-page.fixture";
import { ASPECTS, isBlank, isDoubtful, nextDoubt, suggestionFor } from "./page-doubts";

const finding = (kind: FindingKind, change: Partial<Finding> = {}): Finding => ({
  kind,
  severity: "warning",
  value: null,
  suggestedComponentId: null,
  accepted: false,
  ...change,
});
const pageWith = (id: string, ...findings: Finding[]): Page => samplePage(id, { findings });

describe("a page that a person should look at", () => {
  it("is one with an open warning, a blank one, or one that could not be read", () => {
    expect(isDoubtful(pageWith("a", finding("blurred")))).toBe(true);
    expect(isDoubtful(pageWith("a", finding("blank", { severity: "advice" })))).toBe(true);
    expect(isDoubtful(samplePage("a", { findings: [], recognition: "failed" }))).toBe(true);
  });

  it("is none when all was accepted, only advised, or not looked at yet", () => {
    expect(isDoubtful(pageWith("a", finding("blank", { accepted: true })))).toBe(false);
    expect(isBlank(pageWith("a", finding("blank", { accepted: true })))).toBe(false);
    expect(isDoubtful(pageWith("a", finding("low_resolution", { severity: "advice" })))).toBe(false);
    expect(isDoubtful(samplePage("a"))).toBe(false);
  });

  it("is found from the shown one on, going round", () => {
    const pages = [pageWith("a", finding("skewed")), pageWith("b"), pageWith("c", finding("blank"))];
    expect(nextDoubt(pages, "a")?.id).toBe("c");
    expect(nextDoubt(pages, "c")?.id).toBe("a");
    expect(nextDoubt(pages, null)?.id).toBe("a");
    expect(nextDoubt([pageWith("b")], "b")).toBeUndefined();
  });
});

describe("what one key does about a finding", () => {
  it("is moving, turning or removing, and nothing where only a new scan helps", () => {
    expect(suggestionFor(pageWith("a", finding("wrong_paper", { suggestedComponentId: "c" })))).toEqual({
      kind: "move",
      componentId: "c",
    });
    expect(suggestionFor(pageWith("a", finding("wrong_orientation", { value: 3 })))).toEqual({
      kind: "rotate",
      quarterTurns: 3,
    });
    expect(suggestionFor(pageWith("a", finding("blank")))).toEqual({ kind: "drop" });
    expect(suggestionFor(pageWith("a", finding("blurred")))).toBeNull();
    expect(suggestionFor(pageWith("a", finding("wrong_orientation")))).toBeNull();
    expect(suggestionFor(pageWith("a", finding("blank", { accepted: true })))).toBeNull();
  });
});

it("every kind of finding belongs to one aspect, but blankness, which has a place of its own", () => {
  const shown = ASPECTS.flatMap(({ kinds }): FindingKind[] => [...kinds]);
  expect(shown.toSorted()).toEqual(FindingKind.options.filter((kind) => kind !== "blank").toSorted());
});
