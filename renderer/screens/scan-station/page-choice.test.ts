import { describe, expect, it } from "vitest";
import { chooseAll, choosePage, extendTo, keepExisting, NO_CHOICE, pageAfter, pageAt, togglePage } from "./page-choice";

const ORDER = ["a", "b", "c", "d", "e"];

describe("choosing pages", () => {
  it("extends from where Shift began, forwards and back over the beginning", () => {
    const toD = extendTo(choosePage("b"), "d", ORDER);
    expect(toD).toEqual({ currentId: "d", anchorId: "b", selectedIds: ["b", "c", "d"] });
    expect(extendTo(toD, "a", ORDER).selectedIds).toEqual(["a", "b"]);
  });

  it("begins at the page itself when nothing was chosen, or what was chosen is gone", () => {
    expect(extendTo(NO_CHOICE, "c", ORDER).selectedIds).toEqual(["c"]);
    expect(extendTo(choosePage("gone"), "c", ORDER).selectedIds).toEqual(["c"]);
  });

  it("takes single pages in and out, in the order of the list", () => {
    const two = togglePage(choosePage("d"), "b", ORDER);
    expect(two.selectedIds).toEqual(["b", "d"]);
    expect(togglePage(two, "d", ORDER).selectedIds).toEqual(["b"]);
  });

  it("takes all", () => {
    expect(chooseAll(NO_CHOICE, ORDER)).toEqual({ currentId: "a", anchorId: "a", selectedIds: ORDER });
    expect(chooseAll(NO_CHOICE, [])).toEqual({ currentId: null, anchorId: null, selectedIds: [] });
  });
});

describe("when pages have gone", () => {
  it("shows the page that took the place of the shown one, else the one before it", () => {
    expect(keepExisting(choosePage("c"), ORDER, ["a", "b", "d", "e"])).toEqual(choosePage("d"));
    expect(keepExisting(choosePage("e"), ORDER, ["a", "b"])).toEqual(choosePage("b"));
    expect(keepExisting(choosePage("a"), ["a"], [])).toEqual(NO_CHOICE);
  });

  it("keeps what is still there", () => {
    const choice = extendTo(choosePage("b"), "c", ORDER);
    expect(keepExisting(choice, ORDER, ["a", "c", "b"]).selectedIds).toEqual(["b", "c"]);
    expect(keepExisting(choice, ORDER, ["a", "c"])).toMatchObject({ currentId: "c", selectedIds: ["c"] });
  });
});

describe("sorting by digits", () => {
  it("goes on to the page behind those that were moved, and ends with the last", () => {
    expect(pageAfter(ORDER, ["b", "c"])).toBe("d");
    expect(pageAfter(ORDER, ["e"])).toBeUndefined();
  });
});

describe("the arrow keys", () => {
  // Three in a row, then two under another heading, a little further right.
  const boxes = [
    { id: "a", left: 0, top: 0 },
    { id: "b", left: 100, top: 0 },
    { id: "c", left: 200, top: 0 },
    { id: "d", left: 5, top: 180 },
    { id: "e", left: 105, top: 180 },
  ];

  it("go where the eye goes", () => {
    expect(pageAt(boxes, "b", "down")).toBe("e");
    expect(pageAt(boxes, "c", "down")).toBe("e");
    expect(pageAt(boxes, "d", "up")).toBe("a");
    expect(pageAt(boxes, "c", "next")).toBe("d");
    expect(pageAt(boxes, "d", "previous")).toBe("c");
  });

  it("stop at both ends and begin at the first page", () => {
    expect(pageAt(boxes, "a", "up")).toBe("a");
    expect(pageAt(boxes, "a", "previous")).toBe("a");
    expect(pageAt(boxes, "e", "down")).toBe("e");
    expect(pageAt(boxes, "e", "next")).toBe("e");
    expect(pageAt(boxes, null, "next")).toBe("a");
    expect(pageAt(boxes, "b", "last")).toBe("e");
    expect(pageAt([], null, "down")).toBeNull();
    expect(pageAt([], null, "last")).toBeNull();
  });
});
