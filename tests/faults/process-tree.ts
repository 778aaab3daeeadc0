// Processes and what they have started, as Linux knows them; elsewhere a process seems to have started nothing.
import fs from "node:fs";

export function childrenOf(pid: number): number[] {
  if (!fs.existsSync("/proc/self/stat")) return [];
  const processes = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return processes.filter((name) => parentOf(name) === pid).map(Number);
}

export function treeOf(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(treeOf)];
}

export function killAll(pids: readonly number[]): void {
  for (const pid of pids) killQuietly(pid);
}

/** It may have ended by itself just now. */
function killQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

function parentOf(name: string): number | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${name}/stat`, "utf8");
    // "pid (name) state ppid …", and the name may hold anything.
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined; // it has ended since the folder was read
  }
}
