// Processor time of this process, its threads and all its children, living and ended: what a busy machine does not blur.
import fs from "node:fs";

const TICKS_PER_SECOND = 100;

/** Seconds of user and system time since this process began. Linux only. */
export function processorSeconds() {
  return treeOf(process.pid).reduce((sum, pid) => sum + secondsOf(pid), 0);
}

/** Proportional set size of the process and its descendants, in MB. */
export function treeMemoryMb(pid = process.pid) {
  return treeOf(pid).reduce((sum, one) => sum + memoryOf(one), 0) / 1024;
}

/** @returns {number[]} the process and its living descendants */
function treeOf(root) {
  const parents = new Map();
  for (const name of fs.readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(fieldsOf(Number(name))[1]);
    if (Number.isFinite(parent)) parents.set(Number(name), parent);
  }
  const isBelow = (pid) => pid === root || (parents.has(pid) && isBelow(parents.get(pid)));
  return [...parents.keys()].filter(isBelow);
}

/** Of /proc/<pid>/stat what follows the name: state, parent, …; empty when the process has just ended. */
function fieldsOf(pid) {
  const stat = readOrEmpty(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

function secondsOf(pid) {
  const [user, system, childrenUser, childrenSystem] = fieldsOf(pid).slice(11, 15).map(Number);
  const ticks = user + system + childrenUser + childrenSystem;
  return Number.isFinite(ticks) ? ticks / TICKS_PER_SECOND : 0;
}

function memoryOf(pid) {
  return Number(/^Pss:\s+(\d+)/m.exec(readOrEmpty(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
}

function readOrEmpty(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return ""; // the process ended between the listing and the look
  }
}
