import { describe, expect, it } from "vitest";
import { inText, isDeciding, type KeyPlace, reviewCommand } from "./review-keys";

const key = (text: string) => {
  const parts = text.split("+");
  const held = (name: string): boolean => parts.includes(name);
  const code = parts.at(-1) ?? "";
  return { code, ctrlKey: held("Ctrl"), altKey: held("Alt"), shiftKey: held("Shift"), metaKey: held("Meta") };
};

describe("a key of the review screen", () => {
  it.each<[string, KeyPlace, object | null]>([
    ["Enter", "field", { kind: "confirm" }],
    ["Enter", "page", null],
    ["Enter", "text", null],
    ["Enter", "box", { kind: "readBox" }],
    ["Ctrl+Enter", "field", { kind: "done" }],
    ["Ctrl+Enter", "text", { kind: "done" }],
    ["Delete", "field", { kind: "dismiss" }],
    ["Delete", "page", null],
    ["ArrowDown", "field", { kind: "field", by: 1 }],
    ["ArrowDown", "text", null],
    ["ArrowLeft", "field", null],
    ["ArrowLeft", "box", { kind: "shift", x: -1, y: 0, isSize: false }],
    ["Shift+ArrowDown", "box", { kind: "shift", x: 0, y: 1, isSize: true }],
    ["Alt+ArrowDown", "field", { kind: "pan", x: 0, y: 1 }],
    ["PageDown", "field", { kind: "page", by: 1 }],
    ["F6", "field", { kind: "words" }],
    ["KeyW", "field", null],
    ["Escape", "text", null],
    ["Escape", "field", { kind: "escape" }],
    ["Meta+Enter", "field", null],
  ])("%s in the %s", (text, place, command) => {
    expect(reviewCommand(key(text), place)).toEqual(command);
  });
});

it("tells what decides from what only looks", () => {
  for (const text of ["Enter", "Delete", "Ctrl+Enter", "Ctrl+KeyZ"])
    expect(reviewCommand(key(text), "field"), text).toSatisfy(isDeciding);
  for (const text of ["ArrowDown", "PageDown", "Ctrl+Equal", "Alt+ArrowUp", "F6"])
    expect(reviewCommand(key(text), "field"), text).not.toSatisfy(isDeciding);
});

describe("a key in the text of a field", () => {
  it.each([
    ["dismiss", null, true, { kind: "dismiss" }],
    ["dismiss", null, false, null],
    ["dismiss", "abc", true, null],
    ["undo", null, true, { kind: "undo" }],
    ["undo", "abc", false, { kind: "revert" }],
    ["escape", "abc", false, { kind: "revert" }],
    ["escape", null, true, { kind: "escape" }],
    ["confirm", "abc", false, { kind: "confirm" }],
  ] as const)("%s after typing %j, whole text chosen: %s", (...[kind, typed, isWhole, command]) => {
    expect(inText({ kind }, { typed, isWhole })).toEqual(command);
  });
});
