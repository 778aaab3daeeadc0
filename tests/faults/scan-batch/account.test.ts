import { describe, expect, it } from "vitest";
import { settleBatch, type StoredSheet } from "./account";

const componentOf = (sheet: number) => (sheet <= 2 ? "one" : "two");
const page = (sheet: number, componentId = componentOf(sheet)): StoredSheet => {
  return { pageId: `p${sheet}`, sheet, componentId, position: 1 };
};
const settle = (stored: StoredSheet[], pageIds = ["p1", "p2", "s", "p3"]) =>
  settleBatch({ pageIds, componentOf }, stored, new Set(["s"]));

describe("the account of a killed batch", () => {
  it("finds nothing when every sheet is where it belongs", () => {
    expect(settle([page(1), page(2), page(3)])).toEqual({ lost: [], duplicated: [], misplaced: [] });
  });

  it("finds what was told and is not there, what is there twice, and what stands in the wrong place", () => {
    expect(settle([page(1), page(3)]).lost).toEqual(["p2"]);
    expect(settle([page(1), page(2), { ...page(2), pageId: "again" }, page(3)]).duplicated).toEqual([2]);
    expect(settle([page(1), page(2, "two"), page(3)]).misplaced).toEqual([2]);
    expect(settle([page(2), page(1), page(3)]).misplaced).toEqual([1]);
  });
});
