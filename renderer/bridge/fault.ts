// Turns whatever a call failed with into the permanent code and facts from which the window chooses its words.
import { ORPCError } from "@orpc/client";
import { DomainError, errorCodeOf, isErrorCode, type ErrorCode, type ErrorFacts } from "../../shared/errors";

export interface FaultOf {
  code: ErrorCode;
  facts: ErrorFacts;
}

/** oRPC's own codes for what never reached a handler, or was refused at the border. */
const TRANSPORT_CODES: Readonly<Record<string, ErrorCode>> = {
  BAD_REQUEST: "INPUT_INVALID",
  NOT_FOUND: "NOT_FOUND",
  CLIENT_CLOSED_REQUEST: "CANCELLED",
};

/** Code and facts of any failure of a call; INTERNAL for what nobody foresaw. */
export function faultOf(error: unknown): FaultOf {
  if (error instanceof ORPCError) return faultOfAnswer(String(error.code), error.data);
  if (error instanceof DomainError) return { code: error.code, facts: error.facts };
  return { code: errorCodeOf(error), facts: {} };
}

function faultOfAnswer(code: string, data: unknown): FaultOf {
  const inner = isRecord(data) ? data : {};
  const facts = plainFacts(isRecord(inner.facts) ? inner.facts : inner);
  if (typeof inner.code === "string" && isErrorCode(inner.code)) return { code: inner.code, facts };
  if (isErrorCode(code)) return { code, facts };
  return { code: TRANSPORT_CODES[code] ?? "INTERNAL", facts: {} };
}

function plainFacts(source: Record<string, unknown>): ErrorFacts {
  const facts: ErrorFacts = {};
  for (const [name, value] of Object.entries(source)) {
    if (name === "code") continue;
    if (value === null || ["string", "number", "boolean"].includes(typeof value)) {
      facts[name] = value as ErrorFacts[string];
    }
  }
  return facts;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
