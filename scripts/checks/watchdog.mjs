// The watchdog of `npm test`: a run in which nothing ends any more is told with its processes and ended, never waited for.
import fs from "node:fs";
import { killTree, processTree } from "../process-tree.mjs";

const MINUTE_MS = 60_000;

/**
 * @param {number} pid of the run
 * @param {string} progressFile what the reporter in running-files.mjs writes
 * @param {{quietMs?: number, totalMs?: number, lookMs?: number, say?: (text: string) => void}} [limits] `quietMs`: since
 *   the last test file has ended
 * @returns {{stop(): void}} stops watching
 */
export function watchRun(pid, progressFile, limits = {}) {
  const { quietMs = 12 * MINUTE_MS, totalMs = 55 * MINUTE_MS, lookMs = 5000, say = console.error } = limits;
  const startedAt = Date.now();
  let ended = 0;
  let lastEndAt = startedAt;
  const timer = setInterval(() => {
    const progress = readProgress(progressFile);
    if (progress.ended > ended) [ended, lastEndAt] = [progress.ended, Date.now()];
    const quiet = Date.now() - lastEndAt >= quietMs;
    if (!quiet && Date.now() - startedAt < totalMs) return;
    clearInterval(timer);
    const [why, limitMs] = quiet ? ["no test file has ended for", quietMs] : ["the tests have run for", totalMs];
    say(`${why} ${limitMs / MINUTE_MS} minutes; running: ${progress.running.join(", ") || "no file"}`);
    for (const { line } of processTree(pid)) say(line);
    killTree(pid);
  }, lookMs);
  return { stop: () => clearInterval(timer) };
}

function readProgress(file) {
  const running = new Set();
  let ended = 0;
  for (const line of fs.existsSync(file) ? fs.readFileSync(file, "utf8").split("\n") : []) {
    const [, event, name] = /^(start|end) (.+)$/.exec(line) ?? [];
    if (event === "start") running.add(name);
    if (event === "end" && running.delete(name)) ended++;
  }
  return { running: [...running], ended };
}
