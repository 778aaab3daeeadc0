// A scanimage of our own, for devices and misbehaviour that SANE's virtual scanners cannot show: a real process.
import fs from "node:fs";
import path from "node:path";

export interface FakeScanimage {
  /** What it does when it is asked for devices, for options, and to scan; lines of bash. */
  list?: string;
  options?: string;
  scan?: string;
}

/** @returns the command */
export function writeFakeScanimage(folder: string, { list, options, scan }: FakeScanimage): string {
  const command = path.join(folder, `fake-${fs.readdirSync(folder).length}`);
  const real = 'exec scanimage "$@"';
  const script = `#!/bin/bash
case "$*" in
  *--formatted-device-list*) ${list ?? real} ;;
  *--all-options*) ${options ?? real} ;;
  *) ${scan ?? real} ;;
esac
`;
  fs.writeFileSync(command, script, { mode: 0o755 });
  return command;
}
