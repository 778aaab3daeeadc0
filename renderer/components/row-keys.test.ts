import { expect, it } from "vitest";
import { nextRow } from "./row-keys";

it("stays within the list and starts at its first row", () => {
  expect(nextRow("ArrowDown", -1, 3)).toBe(0);
  expect(nextRow("ArrowDown", 2, 3)).toBe(2);
  expect(nextRow("ArrowUp", 0, 3)).toBe(0);
  expect(nextRow("End", 0, 3)).toBe(2);
  expect(nextRow("ArrowDown", 0, 0)).toBeNull();
  expect(nextRow("x", 0, 3)).toBeNull();
});
