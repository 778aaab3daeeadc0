import { describe, expect, it } from "vitest";
import { isArranging, stationCommand } from "./station-keys";

const held = (code: string, ...modifiers: ("ctrlKey" | "altKey" | "shiftKey" | "metaKey")[]) =>
  stationCommand({
    code,
    ctrlKey: modifiers.includes("ctrlKey"),
    altKey: modifiers.includes("altKey"),
    shiftKey: modifiers.includes("shiftKey"),
    metaKey: modifiers.includes("metaKey"),
  });

describe("the keys of the scan station", () => {
  it("are known by their place and what is held with them", () => {
    expect(held("Enter", "ctrlKey")).toEqual({ kind: "scan" });
    expect(held("Enter")).toEqual({ kind: "suggestion" });
    expect(held("F2")).toEqual({ kind: "scan" });
    expect(held("Numpad0")).toEqual({ kind: "digit", digit: 0 });
    expect(held("BracketLeft")).toEqual({ kind: "rotate", quarterTurns: 3 });
    expect(held("ArrowRight", "ctrlKey", "shiftKey")).toEqual({ kind: "rotate", quarterTurns: 1 });
    expect(held("ArrowRight", "shiftKey")).toEqual({ kind: "step", to: "next", extends: true });
    expect(held("ArrowUp", "ctrlKey")).toEqual({ kind: "carry", by: -1 });
    expect(held("KeyZ")).toEqual({ kind: "zoom" });
    expect(held("KeyZ", "ctrlKey")).toEqual({ kind: "undo" });
    expect(held("KeyZ", "ctrlKey", "shiftKey")).toEqual({ kind: "redo" });
  });

  it("leave the window's own keys and those of an input method alone", () => {
    expect(held("KeyN", "ctrlKey")).toBeNull();
    expect(held("Digit1", "altKey")).toBeNull();
    expect(held("Digit1", "shiftKey")).toBeNull();
    expect(held("KeyR", "metaKey")).toBeNull();
    expect(held("Slash", "shiftKey")).toBeNull();
  });
});

it("tells what changes pages from what adds them", () => {
  for (const code of ["KeyR", "KeyI", "Delete", "KeyX", "KeyK", "KeyS", "KeyM", "KeyG", "Enter", "BracketLeft"])
    expect(held(code), code).toSatisfy(isArranging);
  for (const code of ["F2", "KeyC", "KeyO", "KeyP", "KeyB", "KeyN", "KeyZ", "F4", "F7", "Digit1", "ArrowLeft"])
    expect(held(code), code).not.toSatisfy(isArranging);
  expect(held("KeyZ", "ctrlKey")).toSatisfy(isArranging);
  expect(held("ArrowUp", "ctrlKey")).toSatisfy(isArranging);
});
