import { describe, expect, it } from "vitest";
import { readPageNumbers } from "../../devices/virtual-mfp/index.mjs";
import { settleBatch, type StoredSheet } from "./account";
import { Stack } from "./stack";

const componentOf = (sheet: number) => [undefined, "one", "one", "two"][sheet];
const page = (sheet: number, componentId = componentOf(sheet) ?? null): StoredSheet => {
  return { pageId: `p${sheet}`, sheet, componentId, position: 1 };
};
const settle = (stored: StoredSheet[], pageIds = ["p1", "p2", "s", "p3"]) =>
  settleBatch({ pageIds, componentOf }, stored, new Set(["s"]));

describe("the account of a killed batch", () => {
  it("finds nothing when every sheet is where it belongs", () => {
    expect(settle([page(1), page(2), page(3)])).toEqual({ lost: [], duplicated: [], misplaced: [], strange: [] });
  });

  it("finds what was told and is not there, what is there twice, and what stands in the wrong place", () => {
    expect(settle([page(1), page(3)]).lost).toEqual(["p2"]);
    expect(settle([page(1), page(2), { ...page(2), pageId: "again" }, page(3)]).duplicated).toEqual([2]);
    expect(settle([page(1), page(2, "two"), page(3)]).misplaced).toEqual([2]);
    expect(settle([page(2), page(1), page(3)]).misplaced).toEqual([1]);
  });

  it("finds separator sheets among the pages, and takes them for no sheet of a paper", async () => {
    const stack = await Stack.print({ sheets: 6, papers: 2 });
    expect(await readPageNumbers(stack.without(new Set()))).toEqual([0, 1, 2, 3, 0, 4, 5, 6]);
    const separators = ["s1", "s2"].map((pageId) => ({ ...page(0, "one"), pageId }));
    const account = settle([page(1), ...separators, page(2), page(3)]);
    expect(account).toEqual({ lost: [], duplicated: [], misplaced: [], strange: ["s1", "s2"] });
  });
});
