// Scanned sheets are personal: until they are stored encrypted they lie in memory-backed folders of this user alone.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const PREFIX = "quay-scan-";

/** Mode 0700, empty. The caller removes it. */
export function makePrivateFolder(): string {
  removeAbandonedFolders();
  const [parent = os.tmpdir()] = findPlaces();
  return fs.mkdtempSync(path.join(parent, `${PREFIX}${process.pid}-`));
}

/** What a killed process left behind: sheets in clear. */
export function removeAbandonedFolders(): void {
  for (const place of findPlaces()) removeAbandoned(place);
}

/** The best first. */
function findPlaces(): string[] {
  const memoryBacked = [process.env["XDG_RUNTIME_DIR"], "/dev/shm"];
  return [...memoryBacked, os.tmpdir()].filter(
    (folder): folder is string => Boolean(folder) && isWritable(folder ?? ""),
  );
}

function isWritable(folder: string): boolean {
  try {
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch {
    return false; // absent or not ours: the next place is tried
  }
}

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
