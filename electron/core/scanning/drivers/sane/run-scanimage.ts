// Runs scanimage for a question that has a short answer.
import { execFile } from "node:child_process";
import { DomainError } from "../../../../../shared/errors";
import { scanimageFault, startFault } from "./errors";

const ANSWER_WITHIN_MS = 30_000;

export interface ScanimageCall {
  command: string;
  args: readonly string[];
  /** For the facts of a fault. */
  deviceId: string;
  signal: AbortSignal;
  answerWithinMs?: number | undefined;
}

/**
 * @returns its standard output
 * @throws DomainError CANCELLED, SCANNER_*
 */
export function askScanimage({ command, args, deviceId, signal, ...call }: ScanimageCall): Promise<string> {
  const timeout = call.answerWithinMs ?? ANSWER_WITHIN_MS;
  const options = { env: scanimageEnvironment(), timeout, killSignal: "SIGKILL", signal } as const;
  return new Promise((resolve, reject) => {
    execFile(command, args, { ...options, maxBuffer: 4 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else if (signal.aborted) reject(new DomainError("CANCELLED"));
      else if (typeof error.code === "string") reject(startFault(error));
      else reject(scanimageFault({ exitCode: error.code ?? null, stderr }, deviceId));
    });
  });
}

/** The options and messages that are parsed here are the untranslated ones. */
export function scanimageEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: "C", LANGUAGE: "C" };
}
