// Runs one program of the print system with its input, and gives back what it said.
import { spawn } from "node:child_process";
import { DomainError } from "../../../../shared/errors";

export interface ProgramResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

export interface ProgramCall {
  program: string;
  argv: readonly string[];
  input?: Uint8Array;
  env?: Readonly<Record<string, string>>;
  timeoutMs: number;
}

/** @throws DomainError PRINT_SYSTEM_MISSING when there is no such program, PRINTER_UNREACHABLE when it hangs */
export function runProgram(call: ProgramCall): Promise<ProgramResult> {
  const { program, argv, input, timeoutMs } = call;
  // Messages in English, for the table of errors; UTF-8 for titles and printer names.
  const env = { ...process.env, LC_ALL: "C.UTF-8", LANGUAGE: "en", ...call.env };
  return new Promise((resolve, reject) => {
    const child = spawn(program, argv, { env, stdio: ["pipe", "pipe", "pipe"], timeout: timeoutMs, windowsHide: true });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.once("error", (cause) => reject(new DomainError("PRINT_SYSTEM_MISSING", { program }, { cause })));
    child.once("close", (code, signal) => {
      if (signal) reject(new DomainError("PRINTER_UNREACHABLE", { program, reason: "timeout" }));
      else resolve({ exitCode: code ?? 1, stdout, stderr });
    });
    // The program may refuse and end before it has read everything: its exit code tells, not the broken pipe.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}
