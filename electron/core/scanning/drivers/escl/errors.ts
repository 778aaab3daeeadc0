// Translates what the network and the device say into the program's own codes.
import { DomainError, type ErrorCode } from "../../../../../shared/errors";

/** AdfState of Mopria eSCL 2.6 (words of PWG 5109); the older word for an open door is still common. */
const BY_ADF_STATE: Readonly<Record<string, ErrorCode>> = {
  ScannerAdfJam: "SCANNER_JAM",
  ScannerAdfMispick: "SCANNER_JAM",
  ScannerAdfMultipickDetected: "SCANNER_DOUBLE_FEED",
  ScannerAdfHatchOpen: "SCANNER_COVER_OPEN",
  ScannerAdfDoorOpen: "SCANNER_COVER_OPEN",
  ScannerAdfInputTrayFailed: "SCANNER_FAILED",
  ScannerAdfInputTrayOverloaded: "SCANNER_FAILED",
  ScannerAdfDuplexPageTooShort: "SCANNER_FAILED",
  ScannerAdfDuplexPageTooLong: "SCANNER_FAILED",
};

const BY_HTTP_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: "SCANNER_ACCESS_DENIED",
  403: "SCANNER_ACCESS_DENIED",
  503: "SCANNER_BUSY",
};

const NO_SUCH_NAME: ReadonlySet<string> = new Set(["ENOTFOUND", "EAI_AGAIN", "ENODATA"]);
const NO_ROUTE: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "EHOSTDOWN",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "ETIMEDOUT",
  "EPROTO",
]);

const LOST_IN_MID_JOB: ReadonlySet<ErrorCode> = new Set(["SCANNER_UNREACHABLE", "SCANNER_NOT_FOUND"]);

/** undefined: the feeder has no fault to tell. */
export function adfFault(device: string, adfState: string | undefined): DomainError | undefined {
  const code = BY_ADF_STATE[adfState ?? ""];
  return code && new DomainError(code, { device, status: adfState ?? null });
}

export function httpFault(device: string, status: number): DomainError {
  return new DomainError(BY_HTTP_STATUS[status] ?? "SCANNER_FAILED", { device, status });
}

export function invalidAnswer(device: string, reason: string, cause?: unknown): DomainError {
  return new DomainError("SCANNER_ANSWER_INVALID", { device, status: reason }, { cause });
}

/** @param error of a socket or of Node's HTTP parser */
export function networkFault(device: string, error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const word = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  if (word.startsWith("HPE_")) return invalidAnswer(device, word, error);
  if (NO_SUCH_NAME.has(word)) return new DomainError("SCANNER_NOT_FOUND", { device, status: word }, { cause: error });
  const isRefused = NO_ROUTE.has(word) || word.startsWith("ERR_SSL_");
  const code = isRefused ? "SCANNER_UNREACHABLE" : "SCANNER_DISCONNECTED";
  return new DomainError(code, { device, status: word }, { cause: error });
}

/** Once a job is under way, a device that cannot be reached any more was disconnected. */
export function inMidJob(error: unknown): unknown {
  if (error instanceof DomainError && LOST_IN_MID_JOB.has(error.code))
    return new DomainError("SCANNER_DISCONNECTED", error.facts, { cause: error });
  return error;
}
