import { expect, it } from "vitest";
import { neighbour } from "./pages-in-order";

it("goes to the next and previous page and no further", () => {
  expect(neighbour(["a", "b"], "a", 1)).toBe("b");
  expect(neighbour(["a", "b"], "a", -1)).toBeNull();
  expect(neighbour(["a", "b"], "b", 1)).toBeNull();
  expect(neighbour(["a", "b"], "gone", 1)).toBeNull();
});
