// Runs a command of ours that might hang: it is ended with all that it started, and what it had printed is told.
import { spawn } from "node:child_process";
import { killTree } from "./process-tree.mjs";

const OUTPUT_SHOWN = 4000;

/**
 * Not `spawnSync`: while it waits nothing else runs, a test's own time limit neither, and it ends only the first process.
 * @param {string[]} command
 * @param {{timeoutMs: number, env?: NodeJS.ProcessEnv, cwd?: string}} options
 * @returns {Promise<{code: number | null, out: string, err: string}>} `code`: null when a signal ended it
 * @throws Error when the command cannot be started, or is not at its end, its output closed, after `timeoutMs`
 */
export function runToEnd([file, ...args], { timeoutMs, env = process.env, cwd }) {
  const child = spawn(file, args, {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  const printed = { out: "", err: "" };
  for (const [stream, name] of [
    [child.stdout, "out"],
    [child.stderr, "err"],
  ])
    stream.setEncoding("utf8").on("data", (text) => (printed[name] += text));
  const end = () => killTree(child.pid);
  process.once("exit", end);
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => {
      end();
      const shown = `${printed.out}\n${printed.err}`.slice(-OUTPUT_SHOWN);
      reject(new Error(`${[file, ...args].join(" ")}: not at its end after ${timeoutMs / 1000} s\n${shown}`));
    }, timeoutMs);
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, ...printed }));
    for (const ending of ["error", "close"])
      child.once(ending, () => {
        clearTimeout(deadline);
        process.off("exit", end);
      });
  });
}
