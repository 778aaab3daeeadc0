import { describe, expect, it } from "vitest";
import { pageToShow } from "./page-to-show";

const PAGES = [{ id: "a" }, { id: "b" }, { id: "c" }];
const COUNTED = [
  { pageId: "a", doubts: 0 },
  { pageId: "c", doubts: 2 },
];

describe("the page that the review opens with", () => {
  it.each([
    ["b", COUNTED, "b"],
    [undefined, COUNTED, "c"],
    ["of another dossier", COUNTED, "c"],
    [undefined, [], "a"],
  ])("asked for %s", (askedFor, counted, shown) => {
    expect(pageToShow(PAGES, askedFor, counted)?.id).toBe(shown);
  });

  it("is none of a dossier without pages", () => expect(pageToShow([], "a", COUNTED)).toBeUndefined());
});
