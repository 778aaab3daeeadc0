// Which helpers this PC can run. Many older scanners have only a 32-bit driver, which a 64-bit process cannot see.
import fs from "node:fs";
import path from "node:path";
import type { ChildProcess } from "../../../host";
import { startsByShell, startsProgram, type HelperStarter } from "./helper-link";

export interface TwainHelpers {
  /** The helper in the program's own Node; undefined where nobody can start one. */
  startHelper: (() => Promise<ChildProcess>) | undefined;
  /** Of an installation with 32-bit support: node.exe, twain-helper.js and its node_modules. It may be absent. */
  ia32Folder: string;
  /** This PC by default. */
  system?: { platform: NodeJS.Platform; arch: NodeJS.Architecture };
}

export function findHelpers({ startHelper, ia32Folder, system = process }: TwainHelpers): HelperStarter[] {
  if (system.platform !== "win32") return [];
  const [node, script] = ["node.exe", "twain-helper.js"].map((name) => path.join(ia32Folder, name));
  const has32 = node && script && [node, script].every((file) => fs.existsSync(file));
  return [
    // A process for ARM sees neither kind of driver.
    ...(startHelper && system.arch === "x64" ? [startsByShell(64, startHelper)] : []),
    ...(has32 ? [startsProgram({ bitness: 32, command: node, args: [script] })] : []),
  ];
}
