// Folders and commands that every set-up script shares; no dependency beyond Node, since it runs before `npm ci`.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");
const CACHE_HOME = process.platform === "win32" ? process.env.LOCALAPPDATA : process.env.XDG_CACHE_HOME;
export const CACHE = path.join(CACHE_HOME || path.join(os.homedir(), ".cache"), "quay-mot-cua");

/** npm without a shell: the script that started us if there is one, else the command on the PATH. */
export function npmCommand() {
  const script = process.env.npm_execpath;
  if (script && /\.c?js$/.test(script)) return { command: process.execPath, args: [script] };
  const beside = path.join(path.dirname(process.execPath), "node_modules", "npm", "bin", "npm-cli.js");
  if (fs.existsSync(beside)) return { command: process.execPath, args: [beside] };
  return { command: "npm", args: [] };
}

/** Runs a command with its output shown; throws with `what` in words when it fails. */
export function runOrThrow(what, command, args) {
  const run = spawnSync(command, args, { cwd: ROOT, stdio: "inherit" });
  if (run.status !== 0) throw new Error(`${what} failed (${run.error?.message ?? `exit ${run.status}`})`);
}
