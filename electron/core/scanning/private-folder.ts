// Scanned sheets are personal: until they are stored encrypted they lie in memory-backed folders of this user alone.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const PREFIX = "quay-scan-";
/** `${PREFIX}${process id}-${namespace of process ids}-…` */
const NAME = new RegExp(`^${PREFIX}(\\d+)-(?:(\\d+)-)?`);
const FOREIGN_MS = 24 * 60 * 60 * 1000;

/** Mode 0700, empty. The caller removes it. */
export function makePrivateFolder(): string {
  removeAbandonedFolders();
  const [parent = os.tmpdir()] = findPlaces();
  return fs.mkdtempSync(path.join(parent, `${PREFIX}${process.pid}-${processNamespace()}-`));
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
    const folder = path.join(parent, name);
    if (NAME.test(name) && isAbandoned(folder)) fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** A process id of a container that shares the memory says nothing here: such a folder is given a day. */
function isAbandoned(folder: string): boolean {
  const [, pid, namespace = processNamespace()] = NAME.exec(path.basename(folder)) ?? [];
  if (namespace === processNamespace()) return Number(pid) > 0 && !isAlive(Number(pid));
  const changed = fs.statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  return Date.now() - changed > FOREIGN_MS;
}

/** "0" where there are none. */
function processNamespace(): string {
  if (process.platform !== "linux") return "0";
  return /\d+/.exec(fs.readlinkSync("/proc/self/ns/pid"))?.[0] ?? "0";
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM"; // someone else's: not ours to clear
  }
}
