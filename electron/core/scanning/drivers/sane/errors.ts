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

// sane_strstatus() of the backends, which scanimage prints when a sheet cannot be started or read.
const STATUS_WORDS: Readonly<Record<string, number>> = {
  "Operation was cancelled": 2,
  "Device busy": 3,
  "Invalid argument": 4,
  "Document feeder jammed": 6,
  "Document feeder out of documents": 7,
  "Scanner cover is open": 8,
  "Error during device I/O": 9,
  "Out of memory": 10,
  "Access to resource has been denied": 11,
};
const UNKNOWN_STATUS = 1;

/** @returns the SANE status in a line of scanimage about a sheet that failed; null for any other line */
export function statusInWords(line: string): number | null {
  const words = /^\S*scanimage\S*: sane_(?:start|read): (.+)$/.exec(line)?.[1];
  return words === undefined ? null : (STATUS_WORDS[words] ?? UNKNOWN_STATUS);
}

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
