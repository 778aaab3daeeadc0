import { expect, it } from "vitest";
import { paperCommand } from "./paper-keys";

it("knows commands by the place of the key and never takes them with Ctrl or Alt", () => {
  const plain = { ctrlKey: false, altKey: false, metaKey: false };
  expect(paperCommand({ ...plain, code: "KeyM" })).toEqual({ kind: "missing" });
  expect(paperCommand({ ...plain, code: "Numpad3" })).toEqual({ kind: "digit", digit: 3 });
  expect(paperCommand({ ...plain, code: "KeyN", ctrlKey: true })).toBeNull();
  expect(paperCommand({ ...plain, code: "Digit3", altKey: true })).toBeNull();
  expect(paperCommand({ ...plain, code: "ArrowDown", ctrlKey: true })).toEqual({ kind: "carry", by: 1 });
});
