// Folders that an administrator names.
import fs from "node:fs";
import path from "node:path";
import { CommandError, type CommandContext } from "./command";

/** @throws CommandError when it is not there */
export function existingFolder(context: CommandContext, option: string, value: string | undefined): string {
  if (!value) throw new CommandError(`${option} is missing`);
  const folder = path.resolve(context.workingFolder, value);
  if (!fs.existsSync(folder) || !fs.statSync(folder).isDirectory()) throw new CommandError(`no folder ${folder}`);
  return folder;
}

/** Made when it is not there. @throws CommandError when it cannot be */
export function outputFolder(context: CommandContext, option: string, value: string | undefined): string {
  if (!value) throw new CommandError(`${option} is missing`);
  const folder = path.resolve(context.workingFolder, value);
  try {
    fs.mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new CommandError(`cannot write to ${folder}`, { cause: error });
  }
  return folder;
}
