// The one table of what can go wrong on the way to the province: what the network or an answer says → our code.
import { DomainError, type ErrorCode, type ErrorFacts } from "../../../../shared/errors";
import { ClockError } from "./clock-evidence";
import { AnswerTooLarge, type HttpAnswer } from "./http";
import { ProxyError } from "./exchange";
import { retryAfterSeconds } from "./retry-after";

/** Codes of Node, OpenSSL and undici. */
const NETWORK: Readonly<Record<string, ErrorCode>> = {
  ENETUNREACH: "PROVINCE_NO_ROUTE",
  EHOSTUNREACH: "PROVINCE_NO_ROUTE",
  ENETDOWN: "PROVINCE_NO_ROUTE",
  EHOSTDOWN: "PROVINCE_NO_ROUTE",
  EADDRNOTAVAIL: "PROVINCE_NO_ROUTE",
  ENOTFOUND: "PROVINCE_NAME_UNKNOWN",
  EAI_AGAIN: "PROVINCE_NAME_UNKNOWN",
  EAI_FAIL: "PROVINCE_NAME_UNKNOWN",
  EAI_NODATA: "PROVINCE_NAME_UNKNOWN",
  EAI_NONAME: "PROVINCE_NAME_UNKNOWN",
  ETIMEDOUT: "PROVINCE_TIMEOUT",
  UND_ERR_CONNECT_TIMEOUT: "PROVINCE_TIMEOUT",
  UND_ERR_HEADERS_TIMEOUT: "PROVINCE_TIMEOUT",
  UND_ERR_BODY_TIMEOUT: "PROVINCE_TIMEOUT",
  ERR_BUFFER_TOO_LARGE: "PROVINCE_ANSWER_INVALID",
  Z_DATA_ERROR: "PROVINCE_ANSWER_INVALID",
  Z_BUF_ERROR: "PROVINCE_ANSWER_INVALID",
  CERT_HAS_EXPIRED: "PROVINCE_CERTIFICATE_EXPIRED",
  CERT_NOT_YET_VALID: "PROVINCE_CERTIFICATE_NOT_YET_VALID",
  ERR_TLS_CERT_ALTNAME_INVALID: "PROVINCE_CERTIFICATE_WRONG_HOST",
  HOSTNAME_MISMATCH: "PROVINCE_CERTIFICATE_WRONG_HOST",
  DEPTH_ZERO_SELF_SIGNED_CERT: "PROVINCE_CERTIFICATE_UNTRUSTED",
  SELF_SIGNED_CERT_IN_CHAIN: "PROVINCE_CERTIFICATE_UNTRUSTED",
  UNABLE_TO_GET_ISSUER_CERT: "PROVINCE_CERTIFICATE_UNTRUSTED",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "PROVINCE_CERTIFICATE_UNTRUSTED",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "PROVINCE_CERTIFICATE_UNTRUSTED",
  CERT_SIGNATURE_FAILURE: "PROVINCE_CERTIFICATE_UNTRUSTED",
  CERT_UNTRUSTED: "PROVINCE_CERTIFICATE_UNTRUSTED",
  CERT_REJECTED: "PROVINCE_CERTIFICATE_UNTRUSTED",
  CERT_REVOKED: "PROVINCE_CERTIFICATE_UNTRUSTED",
  CERT_CHAIN_TOO_LONG: "PROVINCE_CERTIFICATE_UNTRUSTED",
  INVALID_CA: "PROVINCE_CERTIFICATE_UNTRUSTED",
  INVALID_PURPOSE: "PROVINCE_CERTIFICATE_UNTRUSTED",
  PATH_LENGTH_EXCEEDED: "PROVINCE_CERTIFICATE_UNTRUSTED",
};

/** A request that got no whole answer. */
export function classifyNetwork(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof AnswerTooLarge) return new DomainError("PROVINCE_ANSWER_INVALID", {}, { cause: error });
  if (error instanceof ClockError)
    return new DomainError("PROVINCE_CLOCK_WRONG", { offsetSeconds: error.offsetSeconds }, { cause: error });
  const cause = networkCause(error);
  if (error instanceof ProxyError) return new DomainError("PROVINCE_PROXY_FAILED", { cause }, { cause: error });
  return new DomainError(NETWORK[cause] ?? "PROVINCE_UNREACHABLE", { cause }, { cause: error });
}

/** The system's code (ECONNREFUSED, CERT_HAS_EXPIRED, …): tells an administrator what to look at. */
function networkCause(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if ("code" in error && typeof error.code === "string" && error.code !== "") return error.code;
  const inner = error instanceof AggregateError ? (error.errors as unknown[])[0] : error.cause;
  return inner instanceof Error ? networkCause(inner) : error.name;
}

/** @returns undefined for an answer that may be the province's own: 2xx and refusals, which the caller reads */
export function classifyAnswer(answer: HttpAnswer): DomainError | undefined {
  const { status, headers } = answer;
  const facts: ErrorFacts = { status };
  if (isRedirect(status) || status === 511 || (status < 300 && isPage(headers["content-type"])))
    return new DomainError("PROVINCE_CAPTIVE_PORTAL", facts);
  if (status === 429 || status === 503) {
    const asked = retryAfterSeconds(headers["retry-after"], headers["date"]);
    return new DomainError("PROVINCE_BUSY", { ...facts, ...(asked !== undefined && { retryAfterSeconds: asked }) });
  }
  if (status === 407) return new DomainError("PROVINCE_PROXY_FAILED", facts);
  if (status === 408 || status === 504) return new DomainError("PROVINCE_TIMEOUT", facts);
  return status >= 500 ? new DomainError("PROVINCE_FAILED", facts) : undefined;
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

/** The province answers with pages only where no counter asks. */
function isPage(type: string | undefined): boolean {
  return /^(text\/html|application\/xhtml)/i.test(type ?? "");
}
