export { ERROR_CODES, type ErrorCode, type ErrorFacts } from "./codes";
export { DomainError, errorCodeOf, isErrorCode } from "./domain-error";
