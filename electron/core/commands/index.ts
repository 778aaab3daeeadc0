// Runs one administrator's command on the office and tells how it ended by the exit code.
import { DomainError } from "../../../shared/errors";
import type { Office } from "../office";
import { CommandError } from "./command";
import { COMMANDS } from "./registry";

const BAD_INPUT = 2;
const FAILED = 1;

/** @returns exit code: 0 done, 1 an expected failure or something found wrong, 2 bad input */
export async function runCommand(office: Office, words: string[]): Promise<number> {
  const [name = "", ...args] = words;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    const usages = Object.values(COMMANDS).map((known) => `  quay ${known.usage}`);
    console.error(`quay: ${name ? `no command "${name}"` : "no command given"}\n${usages.join("\n")}`);
    return BAD_INPUT;
  }
  const workingFolder = process.env.INIT_CWD ?? process.env.QUAY_WORKING_DIR ?? process.cwd();
  try {
    return await command.run({ office, args, workingFolder, print: (line) => void process.stdout.write(`${line}\n`) });
  } catch (error) {
    if (error instanceof DomainError) {
      console.error(`quay ${name}: ${error.code} ${JSON.stringify(error.facts)}`);
      return FAILED;
    }
    if (!isBadInput(error)) throw error;
    console.error(`quay ${name}: ${error.message}. Usage: quay ${command.usage}`);
    return BAD_INPUT;
  }
}

/** Our own complaint, or that of node:util's parseArgs. */
function isBadInput(error: unknown): error is Error {
  if (error instanceof CommandError) return true;
  return error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}
