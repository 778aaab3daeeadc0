import { describe, expect, it } from "vitest";
import type { DossierComponent } from "../../../shared/contract";
import { samplePage } from "../../stores/sample-page.fixture";
import { carriedBefore, groupPages, pagesInOrder } from "./page-groups";

const component = (id: string, duty: DossierComponent["duty"] = "submit"): DossierComponent => ({
  id,
  code: id,
  name: id,
  label: id,
  duty,
  conditional: false,
  originals: 1,
  copies: 0,
  form: "original",
  status: "undecided",
  pageIds: [],
  reusedPaper: null,
  reusable: [],
});
const page = (id: string, componentId: string | null, position: number) => samplePage(id, { componentId, position });

describe("the stack by papers", () => {
  const pages = [page("loose", null, 1), page("b2", "b", 2), page("a1", "a", 1), page("b1", "b", 1)];

  it("shows papers in their order, pages by their place, loose ones last, with the digits that stand for them", () => {
    const groups = groupPages([component("a"), component("b")], pages);
    expect(groups.map(({ digit }) => digit)).toEqual([1, 2, 0]);
    expect(pagesInOrder(groups).map(({ id }) => id)).toEqual(["a1", "b1", "b2", "loose"]);
  });

  it("leaves out a paper that is only shown, without giving its digit to another", () => {
    const groups = groupPages([component("seen", "present"), component("b")], pages);
    expect(groups.map((group) => [group.component?.id, group.digit])).toEqual([
      ["b", 2],
      [undefined, 0],
    ]);
  });

  it("has no digit for the tenth", () => {
    const groups = groupPages(
      Array.from({ length: 10 }, (_, index) => component(String(index))),
      [page("x", null, 1)],
    );
    expect(groups.map(({ digit }) => digit)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, null, 0]);
  });
});

describe("moving pages by one place", () => {
  const pages = ["a", "b", "c", "d"].map((id, index) => page(id, "x", index + 1));

  it("goes before the one above, and behind the one below", () => {
    expect(carriedBefore(pages, ["c"], -1)).toBe("b");
    expect(carriedBefore(pages, ["b"], 1)).toBe("d");
    expect(carriedBefore(pages, ["b", "c"], 1)).toBeNull();
  });

  it("goes nowhere at the ends", () => {
    expect(carriedBefore(pages, ["a"], -1)).toBeUndefined();
    expect(carriedBefore(pages, ["d"], 1)).toBeUndefined();
    expect(carriedBefore(pages, ["gone"], 1)).toBeUndefined();
  });
});
