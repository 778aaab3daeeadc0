// Scanned sheets are personal: until they are stored encrypted they lie in memory-backed folders of this user alone.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const PREFIX = "quay-scan-";

/** Mode 0700, empty. The caller removes it. */
export function makePrivateFolder(): string {
  const parent = findParent();
  removeAbandoned(parent);
  return fs.mkdtempSync(path.join(parent, `${PREFIX}${process.pid}-`));
}

function findParent(): string {
  const memoryBacked = [process.env["XDG_RUNTIME_DIR"], "/dev/shm"];
  return memoryBacked.find((folder): folder is string => folder !== undefined && isWritable(folder)) ?? os.tmpdir();
}

function isWritable(folder: string): boolean {
  try {
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch {
    return false; // absent or not ours: the next place is tried
  }
}

/** What a killed process left behind. */
function removeAbandoned(parent: string): void {
  for (const name of fs.readdirSync(parent)) {
    const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : NaN;
    if (pid > 0 && !isAlive(pid)) fs.rmSync(path.join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM"; // someone else's: not ours to clear
  }
}
