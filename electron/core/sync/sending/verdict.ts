// What a failure means for the queue: for the whole line, for this dossier now, or for this dossier until somebody looks.
import type { Fault } from "../../../../shared/contract";
import { DomainError, errorCodeOf, type ErrorCode } from "../../../../shared/errors";

/** line: end the run · again: only this dossier waits · attention: an officer has to look · stop: nothing can be noted now */
export type Verdict = "line" | "again" | "attention" | "stop";

/** They may be the province's illness or this dossier's: told apart by whether others pass. */
const AGAIN: readonly ErrorCode[] = ["PROVINCE_FAILED", "PROVINCE_ANSWER_INVALID", "PROVINCE_PROTOCOL"];
const OWN: readonly ErrorCode[] = ["PROVINCE_REFUSED", "PROVINCE_CONFLICT"];

export function verdictOf(code: ErrorCode): Verdict {
  // The next run begins by putting the operation back.
  if (code.startsWith("STORAGE_")) return "stop";
  if (AGAIN.includes(code)) return "again";
  if (code === "CANCELLED" || code === "DEVICE_KEY_UNAVAILABLE") return "line";
  return code.startsWith("PROVINCE_") && !OWN.includes(code) ? "line" : "attention";
}

export function toFault(error: unknown): Fault {
  return { code: errorCodeOf(error), facts: error instanceof DomainError ? error.facts : {} };
}
