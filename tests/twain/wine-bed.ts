// A Windows PC with our own TWAIN data source: wine, Windows' Node and the driver's real helper.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { startsProgram, type HelperStarter } from "../../electron/core/scanning/drivers/twain";
import { buildTwainHelper } from "../../electron/core/scanning/drivers/twain/helper-bundle.fixture";
import { ensureWineLane, windowsPath } from "../../scripts/setup/wine-lane.mjs";

export const SOURCE = "64:Test source";

/** What the data source does when it is opened next; see fixture/data-source.c. */
export interface Scene {
  sheets?: number;
  transferMs?: number;
  readyMs?: number;
  dialog?: "scan" | "close";
  fault?: string;
  /** Page of the fault; 0: while it is enabled. */
  at?: number;
}

export interface WineBed {
  starter: HelperStarter;
  set(scene: Scene): void;
  /** "fed" for each sheet taken in, "ui" for its own dialog. */
  notes(): string[];
  /** Where pages lie until they are taken. */
  pagesFolder: string;
  /** Processes of this PC that run the helper now. */
  helpers(): number[];
  close(): void;
}

/** @param manager "ours", or the whole path of a TWAINDSM.dll; wine's own by default */
export async function openWineBed(manager?: string): Promise<WineBed> {
  const lane = await ensureWineLane(path.join(import.meta.dirname, "fixture"));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "twain-bed-"));
  const at = (name: string) => path.join(folder, name);
  const pagesFolder = at("run");
  fs.mkdirSync(pagesFolder, { mode: 0o700 });
  fs.writeFileSync(at("log.txt"), "");
  const runtimeFolder = process.env["XDG_RUNTIME_DIR"];
  process.env["XDG_RUNTIME_DIR"] = pagesFolder;
  const helper = await buildTwainHelper(folder);
  const starter = startsProgram({
    bitness: 64,
    command: lane.wine,
    args: [lane.node, windowsPath(helper)],
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      WINEPREFIX: lane.prefix,
      WINEDEBUG: "-all",
      NODE_PATH: windowsPath(path.join(lane.modules, "node_modules")),
      QUAY_TWAIN_BED: windowsPath(folder),
      ...(manager && { QUAY_TWAIN_DSM: windowsPath(manager === "ours" ? lane.manager : path.resolve(manager)) }),
    },
    pathFor: windowsPath,
  });
  return {
    starter,
    pagesFolder,
    set: (scene) => fs.writeFileSync(at("scene.ini"), toIni(scene)),
    notes: () => fs.readFileSync(at("log.txt"), "utf8").split("\n").filter(Boolean),
    helpers: () => findProcesses(windowsPath(helper)),
    close() {
      if (runtimeFolder === undefined) Reflect.deleteProperty(process.env, "XDG_RUNTIME_DIR");
      else process.env["XDG_RUNTIME_DIR"] = runtimeFolder;
      fs.rmSync(folder, { recursive: true });
    },
  };
}

function toIni(scene: Scene): string {
  const lines = Object.entries(scene).map(([key, value]) => `${key}=${value}`);
  return ["[scene]", ...lines, ""].join("\r\n");
}

/** By an argument of theirs; those that have ended and are not yet collected do not count. */
function findProcesses(argument: string): number[] {
  return fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && runs(name, argument))
    .map(Number);
}

function runs(pid: string, argument: string): boolean {
  try {
    const name = fs.readFileSync(`/proc/${pid}/cmdline`, "latin1");
    return name.includes(argument) && name.includes("node.exe");
  } catch {
    return false; // it has just ended
  }
}
