#!/usr/bin/env node
// Runs a tool with the Electron runtime in its environment: run.mjs electron … | vitest … | node script …
// Where there is no display, what opens windows is wrapped in xvfb-run; as root Electron gets --no-sandbox.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { killTree } from "./process-tree.mjs";
import { resolveElectron } from "./setup/electron-runtime.mjs";
import { ROOT } from "./setup/places.mjs";

const GRACE_MS = 10_000;

/** Environment for child processes that start Electron themselves, Playwright's among them. */
export async function electronEnvironment() {
  const { dist, executable, version } = await resolveElectron();
  return {
    ...process.env,
    ELECTRON_OVERRIDE_DIST_PATH: dist,
    ELECTRON_EXEC_PATH: executable,
    ELECTRON_VERSION: version,
  };
}

/** @returns {string[]} the command, wrapped in a virtual display when there is none */
export function withDisplay(command) {
  const hasDisplay = process.platform !== "linux" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  return hasDisplay ? command : ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", ...command];
}

/**
 * Runs to the end with the terminal attached. A signal is passed on; what has not ended 10 s later is killed, with all
 * that it started: Electron that hangs at its end ignores SIGTERM.
 * @param {string[]} command @param {NodeJS.ProcessEnv} env
 * @param {(pid: number) => void} [onStart] told the number of the process
 * @returns {Promise<number>} the exit code; 1 for one that a signal ended
 */
export function runAttached([file, ...args], env, onStart) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: ROOT, env, stdio: "inherit" });
    if (child.pid) onStart?.(child.pid);
    for (const signal of ["SIGINT", "SIGTERM"])
      process.on(signal, () => {
        child.kill(signal);
        setTimeout(() => killTree(child.pid), GRACE_MS).unref();
      });
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(signal ? 1 : (code ?? 1)));
  });
}

async function main([what, ...args]) {
  const env = await electronEnvironment();
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const vitest = path.join(ROOT, "node_modules", "vitest", "vitest.mjs");
  const commands = {
    electron: () => withDisplay([env.ELECTRON_EXEC_PATH, ...sandbox, ROOT, ...args]),
    vitest: () => withDisplay([process.execPath, vitest, ...args]),
    node: () => withDisplay([process.execPath, ...args]),
  };
  if (!commands[what]) throw new Error("usage: run.mjs electron|vitest|node …");
  process.exit(await runAttached(commands[what](), env));
}

if (process.argv[1] && import.meta.url === pathToFileURL(fs.realpathSync(process.argv[1])).href)
  await main(process.argv.slice(2));
