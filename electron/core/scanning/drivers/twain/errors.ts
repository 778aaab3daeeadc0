// Translates TWAIN's condition codes into the program's own codes. Some sources say the same code for two different
// things at two operations, so an entry may name the operation.
import { DomainError, type ErrorCode } from "../../../../../shared/errors";

const BY_CONDITION: Readonly<Record<string, ErrorCode>> = {
  // Most drivers answer this way to the opening of a scanner that is switched off.
  "OPENDS OPERATIONERROR": "SCANNER_DISCONNECTED",
  "OPENDS BUMMER": "SCANNER_DISCONNECTED",
  NODS: "SCANNER_NOT_FOUND",
  NOSOURCE: "SCANNER_NOT_FOUND",
  MAXCONNECTIONS: "SCANNER_BUSY",
  DENIED: "SCANNER_ACCESS_DENIED",
  PAPERJAM: "SCANNER_JAM",
  PAPERDOUBLEFEED: "SCANNER_DOUBLE_FEED",
  CHECKDEVICEONLINE: "SCANNER_DISCONNECTED",
  NOANSWER: "SCANNER_DISCONNECTED",
  INTERLOCK: "SCANNER_COVER_OPEN",
  NOMEDIA: "SCANNER_NO_PAPER",
  NODSM: "SCANNER_SOFTWARE_MISSING",
  BADPICTURE: "SCANNER_ANSWER_INVALID",
  NOMEMORY: "SCANNER_ANSWER_INVALID",
  CANCELLED: "CANCELLED",
};

export interface HelperFault {
  condition: string;
  operation: string;
}

export function twainFault({ condition, operation }: HelperFault, deviceId: string): DomainError {
  const code = BY_CONDITION[`${operation} ${condition}`] ?? BY_CONDITION[condition] ?? "SCANNER_FAILED";
  const facts = { device: deviceId, status: condition };
  return new DomainError(code, code === "SCANNER_SOFTWARE_MISSING" ? { ...facts, program: "TWAINDSM.dll" } : facts);
}
