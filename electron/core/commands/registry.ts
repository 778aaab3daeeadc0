// All administrator's commands. NEW COMMAND = one file + one line.
import type { Command } from "./command";
import { bundleCommand } from "./bundle";
import { devicesCommand } from "./devices";
import { extractCommand } from "./extract";
import { ocrCommand } from "./ocr";
import { queueCommand } from "./queue";
import { registerCommand } from "./register";
import { scanCommand } from "./scan";
import { searchCommand } from "./search";
import { syncCommand } from "./sync";
import { unlockProfilesCommand } from "./unlock-profiles";
import { verifyCommand } from "./verify";

export const COMMANDS: Readonly<Record<string, Command>> = {
  devices: devicesCommand,
  scan: scanCommand,
  ocr: ocrCommand,
  extract: extractCommand,
  search: searchCommand,
  queue: queueCommand,
  register: registerCommand,
  sync: syncCommand,
  bundle: bundleCommand,
  verify: verifyCommand,
  "unlock-profiles": unlockProfilesCommand,
};
