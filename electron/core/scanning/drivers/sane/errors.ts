// Translates SANE's statuses into the program's own codes. scanimage ends with the status as its exit code.
import { DomainError, type ErrorCode } from "../../../../../shared/errors";

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  2: "CANCELLED",
  3: "SCANNER_BUSY",
  4: "SCANNER_OPTION_INVALID",
  6: "SCANNER_JAM",
  7: "SCANNER_NO_PAPER",
  8: "SCANNER_COVER_OPEN",
  9: "SCANNER_DISCONNECTED",
  11: "SCANNER_ACCESS_DENIED",
};

// scanimage ends with 1 for everything that fails before the first page; only its words tell the cases apart.
const BY_WORDS: readonly (readonly [words: RegExp, code: ErrorCode])[] = [
  [
    /unrecognized option|unrecognised option|bad option value|attempted to set|setting of option/i,
    "SCANNER_OPTION_INVALID",
  ],
  [/device busy/i, "SCANNER_BUSY"],
  [/access to resource has been denied|permission denied/i, "SCANNER_ACCESS_DENIED"],
  [/error during device i\/o/i, "SCANNER_DISCONNECTED"],
  [/open of device .* failed|no SANE devices found/i, "SCANNER_NOT_FOUND"],
];

export interface ScanimageEnd {
  /** null when it was ended by a signal. */
  exitCode: number | null;
  stderr: string;
}

export function scanimageFault({ exitCode, stderr }: ScanimageEnd, deviceId: string): DomainError {
  const byWords = exitCode === 1 ? BY_WORDS.find(([words]) => words.test(stderr))?.[1] : undefined;
  const code = byWords ?? BY_STATUS[exitCode ?? -1] ?? "SCANNER_FAILED";
  return new DomainError(code, { device: deviceId, status: exitCode });
}

/** @param error from starting the program */
export function startFault(error: unknown): unknown {
  if (!(error instanceof Error && "code" in error)) return error;
  if (error.code === "ENOENT")
    return new DomainError("SCANNER_SOFTWARE_MISSING", { program: "scanimage" }, { cause: error });
  if (error.code === "EACCES")
    return new DomainError("SCANNER_ACCESS_DENIED", { device: "scanimage", status: null }, { cause: error });
  if (error.code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER")
    return new DomainError("SCANNER_FAILED", { device: "scanimage", status: null }, { cause: error });
  return error;
}
