import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { isTypedCharacter, KeyBurst } from "./key-burst";

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

  it("wait only for keys that a scanner types, too", () => {
    expect(["KeyM", "Digit1", "Numpad0"].map(isTypedCharacter)).toEqual([true, true, true]);
    expect(["F2", "Delete", "ArrowUp", "BracketLeft"].map(isTypedCharacter)).toEqual([false, false, false, false]);
  });
});
