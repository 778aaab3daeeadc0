import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { watchRun } from "./watchdog.mjs";

const HANGING = `process.on("SIGTERM", () => {}); setInterval(() => {}, 1000);`;

function hangingRun() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "quay-watchdog-"));
  const child = spawn(process.execPath, ["-e", HANGING], { stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", (_code, signal) => resolve(signal)));
  onTestFinished(() => {
    child.kill("SIGKILL");
    fs.rmSync(folder, { recursive: true });
  });
  return { pid: child.pid ?? 0, progress: path.join(folder, "progress.txt"), ended };
}

describe.skipIf(process.platform === "win32")("the watchdog of the tests", () => {
  it("ends a run in which no file ends any more, and names the file that hangs and the processes", async () => {
    const { pid, progress, ended } = hangingRun();
    fs.writeFileSync(progress, "start /a.test.ts\nstart /b.test.ts\nend /a.test.ts\n");
    const said: string[] = [];
    watchRun(pid, progress, { quietMs: 600, lookMs: 50, say: (text) => said.push(text) });
    expect(await ended).toBe("SIGKILL");
    expect(said[0]).toContain("no test file has ended for 0.01 minutes; running: /b.test.ts");
    expect(said[1]).toContain(String(pid));
  });

  it("ends a run that goes on for too long, though its files do end", async () => {
    const { pid, progress, ended } = hangingRun();
    let count = 0;
    const writing = setInterval(() => {
      fs.appendFileSync(progress, `start /${++count}\nend /${count}\n`);
    }, 20);
    onTestFinished(() => clearInterval(writing));
    const said: string[] = [];
    watchRun(pid, progress, { quietMs: 60_000, totalMs: 1200, lookMs: 50, say: (text) => said.push(text) });
    expect(await ended).toBe("SIGKILL");
    expect(said[0]).toContain("the tests have run for 0.02 minutes; running: no file");
  });

  it("leaves one alone when it is told to stop", async () => {
    const { pid, progress, ended } = hangingRun();
    watchRun(pid, progress, { quietMs: 100, lookMs: 20, say: () => undefined }).stop();
    const late = new Promise((resolve) => setTimeout(() => resolve("still there"), 500));
    expect(await Promise.race([ended, late])).toBe("still there");
  });
});
