import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { alone } from "./lock.mjs";

function lockFile(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "quay-lock-"));
  onTestFinished(() => fs.rmSync(folder, { recursive: true }));
  return path.join(folder, "setup.lock");
}

describe("a set-up", () => {
  it("waits for the one that is under way, also when that one fails", async () => {
    const file = lockFile();
    const order: string[] = [];
    const first = alone(async () => {
      await pause(300);
      order.push("first");
      throw new Error("offline");
    }, file);
    const second = alone(() => order.push("second"), file);
    await expect(first).rejects.toThrow("offline");
    await second;
    expect(order).toEqual(["first", "second"]);
    expect(fs.existsSync(file)).toBe(false);
  });

  it("goes on where one was killed", async () => {
    const file = lockFile();
    fs.writeFileSync(file, String(spawnSync(process.execPath, ["-e", ""]).pid));
    expect(await alone(() => "done", file)).toBe("done");
  });
});
