import { ERROR_CODES, type ErrorCode, type ErrorFacts } from "./codes";

/** An expected failure: a permanent code and facts. The words are chosen by the window, from the code. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly facts: ErrorFacts = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = "DomainError";
  }
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && (ERROR_CODES as readonly string[]).includes(value);
}

/** The code of any failure: its own when it is expected, INTERNAL for everything else. */
export function errorCodeOf(error: unknown): ErrorCode {
  if (error instanceof DomainError) return error.code;
  if (error instanceof Error && error.name === "AbortError") return "CANCELLED";
  return "INTERNAL";
}
