// What an administrator's command is. To add one: a file with a Command, and a line in registry.ts.
import type { Office } from "../office";

export interface CommandContext {
  office: Office;
  /** Words after the command's name. */
  args: string[];
  /** Folder that relative paths are meant from. */
  workingFolder: string;
  print(line: string): void;
}

export interface Command {
  usage: string;
  /** @returns the exit code @throws CommandError for bad input, DomainError for expected failures */
  run(context: CommandContext): Promise<number>;
}

/** Bad input of a command: one clear line. */
export class CommandError extends Error {}
