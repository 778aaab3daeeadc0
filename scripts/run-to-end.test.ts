import { describe, expect, it } from "vitest";
import { processTree } from "./process-tree.mjs";
import { runToEnd } from "./run-to-end.mjs";

const node = (script: string): string[] => [process.execPath, "-e", script];
const STUBBORN = `process.on("SIGTERM", () => {}); setInterval(() => {}, 1000);`;
/** Starts a child that hears no SIGTERM, in a group of its own, says its number, and hangs as well. */
const WITH_CHILD = `
  const child = require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(STUBBORN)}],
    { detached: true, stdio: "inherit" });
  console.log(child.pid);
  ${STUBBORN}`;

describe.skipIf(process.platform === "win32")("a command that is run to its end", () => {
  it("gives its code and both of its outputs", async () => {
    const run = await runToEnd(node(`console.log("a"); console.error("b"); process.exitCode = 3`), {
      timeoutMs: 30_000,
    });
    expect(run).toEqual({ code: 3, out: "a\n", err: "b\n" });
  });

  it("is ended with what it started when it hangs, and what it printed is told", async () => {
    const failure: unknown = await runToEnd(node(WITH_CHILD), { timeoutMs: 3000 }).catch((error: unknown) => error);
    expect(String(failure)).toMatch(/not at its end after 3 s\n\d+/);
    const pid = Number(/after 3 s\n(\d+)/.exec(String(failure))?.[1]);
    await expect.poll(() => processTree(pid).filter(({ line }) => !line.includes("<defunct>"))).toEqual([]);
  });

  it("fails when there is no such command", async () => {
    await expect(runToEnd(["/nowhere/at-all"], { timeoutMs: 1000 })).rejects.toThrow("ENOENT");
  });
});
