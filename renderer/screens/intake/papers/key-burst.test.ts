import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { KeyBurst } from "./key-burst";
import { isTypedCharacter, paperCommand } from "./paper-keys";

function press(burst: KeyBurst, keys: string, done: string[]): void {
  for (const key of keys) burst.push(() => void done.push(key));
}

describe("single-key commands", () => {
  it("run in order, even when two come at once", async () => {
    const done: string[] = [];
    press(new KeyBurst(), "2V", done);
    expect(done).toEqual([]);
    await pause(90);
    expect(done).toEqual(["2", "V"]);
  });

  it("do nothing when a scanner types them", async () => {
    const done: string[] = [];
    const burst = new KeyBurst();
    press(burst, "001094012345|NGUYEN VAN MON", done);
    await pause(90);
    expect(done).toEqual([]);
    press(burst, "M", done);
    await pause(90);
    expect(done).toEqual(["M"]);
  });

  it("run before an arrow that follows them", () => {
    const done: string[] = [];
    const burst = new KeyBurst();
    press(burst, "V", done);
    burst.flush();
    expect(done).toEqual(["V"]);
  });

  it("are known by the place of the key and never taken with Ctrl or Alt", () => {
    const plain = { ctrlKey: false, altKey: false, metaKey: false };
    expect(paperCommand({ ...plain, code: "KeyM" })).toEqual({ kind: "missing" });
    expect(paperCommand({ ...plain, code: "Numpad3" })).toEqual({ kind: "digit", digit: 3 });
    expect(paperCommand({ ...plain, code: "KeyN", ctrlKey: true })).toBeNull();
    expect(paperCommand({ ...plain, code: "Digit3", altKey: true })).toBeNull();
    expect(paperCommand({ ...plain, code: "ArrowDown", ctrlKey: true })).toEqual({ kind: "carry", by: 1 });
    expect(isTypedCharacter("F2")).toBe(false);
  });
});
