// One at a time in one clone: two `npm ci` or two builds at once destroy each other's work.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { CACHE, ROOT } from "./places.mjs";

const LOCK = path.join(CACHE, `setup-${createHash("sha256").update(ROOT).digest("hex").slice(0, 12)}.lock`);
const LOOK_EVERY_MS = 200;

/**
 * Runs `work` while no other process does the same; waits for the one that does.
 * @template Result
 * @param {() => Result | Promise<Result>} work
 * @param {string} [file] names who works; that of a process that has died is taken over
 * @returns {Promise<Result>}
 */
export async function alone(work, file = LOCK) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  let told = 0;
  while (!take(file)) {
    const holder = holderOf(file);
    if (holder !== told && holder > 0) console.error(`[setup] waiting for another set-up (process ${holder}, ${file})`);
    told = holder;
    await pause(LOOK_EVERY_MS);
  }
  try {
    return await work();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

function take(file) {
  try {
    fs.writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  const holder = holderOf(file);
  // 0: just being written by another, or gone again.
  if (holder > 0 && !isAlive(holder)) fs.rmSync(file, { force: true });
  return false;
}

function holderOf(file) {
  try {
    return Number.parseInt(fs.readFileSync(file, "utf8"), 10) || 0;
  } catch (error) {
    if (error.code === "ENOENT") return 0;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
