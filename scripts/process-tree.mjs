// A process and all that it started, children of children too: to show them, and to end them when one of them hangs.
import { spawnSync } from "node:child_process";

const LEAF = { encoding: "utf8", timeout: 10_000, killSignal: "SIGKILL", maxBuffer: 1 << 26 };

/**
 * @param {number} root
 * @returns {{pid: number, parent: number, line: string}[]} the process first; empty where it is gone, or there is no ps
 */
export function processTree(root) {
  const listed = spawnSync("ps", ["-A", "-o", "pid=,ppid=,etime=,stat=,args="], LEAF).stdout ?? "";
  const all = listed.split("\n").flatMap((line) => {
    const [, pid, parent] = /^\s*(\d+)\s+(\d+)\s/.exec(line) ?? [];
    return pid ? [{ pid: Number(pid), parent: Number(parent), line: line.slice(0, 200) }] : [];
  });
  const tree = all.filter(({ pid }) => pid === root);
  for (const above of tree) tree.push(...all.filter(({ parent, pid }) => parent === above.pid && pid !== above.pid));
  return tree;
}

/** Ends a process, its group when it leads one, and all below it, without asking. @param {number} root */
export function killTree(root) {
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/PID", String(root), "/T", "/F"], LEAF);
    return;
  }
  // Below a program that has ended may still be its helpers: they are in its group, or were seen in the tree before.
  const below = processTree(root).map(({ pid }) => pid);
  for (const target of [-root, root, ...below]) kill(target);
}

function kill(target) {
  try {
    process.kill(target, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error; // it has ended meanwhile, or leads no group
  }
}
