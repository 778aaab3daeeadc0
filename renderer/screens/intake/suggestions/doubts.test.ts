import { expect, it } from "vitest";
import { doubtsOf } from "./doubts";

const COUNTED = [
  { pageId: "c", doubts: 2 },
  { pageId: "a", doubts: 0 },
  { pageId: "b", doubts: 1 },
];

it.each([
  [["a", "b", "c"], { pageId: "b", doubts: 3 }],
  [["c"], { pageId: "c", doubts: 2 }],
  [["a"], null],
  [["not read yet"], null],
  [[], null],
])("pages %j have %j", (pageIds, doubts) => {
  expect(doubtsOf(COUNTED, pageIds)).toEqual(doubts);
});
