import { describe, expect, it } from "vitest";
import { WedgeDetector, type WedgeKey, type WedgeScan } from "./wedge";

const CARD = "001094012345|012345678|Nguyễn Thị Đường|12031994|Nữ|Thôn Đăk Rơ, Đăk Tô|01052021";

function type(text: string, gapMs: number, more: Partial<WedgeKey> = {}): WedgeScan | null {
  const detector = new WedgeDetector();
  let timeMs = 1_000;
  for (const key of text) {
    timeMs += gapMs;
    detector.take({ key, code: "", shiftKey: false, timeMs, ...more });
  }
  return detector.take({ key: "Enter", code: "Enter", shiftKey: false, timeMs: timeMs + gapMs });
}

describe("a wedge scan", () => {
  it("is a card when fields are parted by bars", () => {
    expect(type(CARD, 8)).toEqual({ kind: "card", payload: CARD });
  });

  it("is a code when it looks like a dossier's code, provisional or official", () => {
    expect(type("TAM-02-261122-0007", 8)?.kind).toBe("code");
    expect(type("H34.12.5-261122-0001", 8)?.kind).toBe("code");
  });

  it("is not what a person types", () => {
    expect(type("TAM-02-261122-0007", 110)).toBeNull();
    expect(type("khai sinh", 8)).toBeNull();
    expect(type("1|2", 8)).toBeNull();
  });

  it("forgets what was typed before the scanner began", () => {
    const detector = new WedgeDetector();
    detector.take({ key: "x", code: "KeyX", shiftKey: false, timeMs: 0 });
    let timeMs = 2_000;
    for (const key of CARD) detector.take({ key, code: "", shiftKey: false, timeMs: (timeMs += 5) });
    const scan = detector.take({ key: "Enter", code: "Enter", shiftKey: false, timeMs: timeMs + 5 });
    expect(scan?.payload).toBe(CARD);
  });

  it("survives keys that an input method hides, and its corrections", () => {
    const detector = new WedgeDetector();
    const keys: [string, string, boolean][] = [
      ["Process", "Digit0", false],
      ["Process", "Digit1", false],
      ["Process", "Backslash", true],
      ["a", "KeyA", false],
      ["Backspace", "Backspace", false],
      ["ă", "", false],
      ["Process", "KeyB", true],
      ["Shift", "ShiftLeft", true],
      ["Process", "KeyC", false],
      ["Process", "Minus", false],
      ["Process", "Space", false],
    ];
    let timeMs = 500;
    for (const [key, code, shiftKey] of keys) detector.take({ key, code, shiftKey, timeMs: (timeMs += 5) });
    const scan = detector.take({ key: "Process", code: "Enter", shiftKey: false, timeMs: timeMs + 5 });
    expect(scan).toEqual({ kind: "card", payload: "01|ăBc- " });
  });
});
