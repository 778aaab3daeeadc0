// SANE's own virtual scanners behind the real scanimage: "test" draws patterns and has a feeder, "pnm" gives a picture.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { makePpm } from "../../../sample-files.fixture";

export interface SaneBed {
  /** scanimage, with its messages copied to a log. */
  command: string;
  /** The sheet that lies on the glass of "pnm:0", which gives one page a scan. */
  sheet: string;
  layNewSheet(): void;
  sheetsFed(): number;
  /** Process ids of the scans under way. */
  scans(): number[];
  close(): void;
}

export function openSaneBed(): SaneBed {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sane-bed-"));
  const at = (name: string) => path.join(folder, name);
  const before = { SANE_CONFIG_DIR: process.env["SANE_CONFIG_DIR"], XDG_RUNTIME_DIR: process.env["XDG_RUNTIME_DIR"] };
  fs.writeFileSync(at("dll.conf"), "test\npnm\n");
  // Its glass is smaller than A4 by default.
  fs.writeFileSync(at("test.conf"), "geometry_max 300\n");
  fs.writeFileSync(at("log"), "");
  fs.writeFileSync(at("pids"), "");
  fs.writeFileSync(at("scanimage"), wrapper(at("log"), at("pids")), { mode: 0o755 });
  fs.mkdirSync(at("run"), { mode: 0o700 });
  process.env["SANE_CONFIG_DIR"] = folder;
  process.env["XDG_RUNTIME_DIR"] = at("run");
  const layNewSheet = () => fs.writeFileSync(at("sheet.ppm"), makePpm(400, 300));
  layNewSheet();
  return {
    command: at("scanimage"),
    sheet: at("sheet.ppm"),
    layNewSheet,
    sheetsFed: () => fs.readFileSync(at("log"), "utf8").match(/^Scanning page \d+/gm)?.length ?? 0,
    scans: () => fs.readFileSync(at("pids"), "utf8").split("\n").filter(Boolean).map(Number).filter(isRunning),
    close() {
      restoreEnvironment(before);
      fs.rmSync(folder, { recursive: true });
    },
  };
}

// exec keeps the process id: signals reach scanimage itself.
function wrapper(log: string, pids: string): string {
  return `#!/bin/bash\necho $$ >> '${pids}'\nexec scanimage "$@" 2> >(tee -a '${log}' >&2)\n`;
}

function isRunning(pid: number): boolean {
  return fs.existsSync(`/proc/${pid}`);
}

function restoreEnvironment(before: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(before))
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
}
