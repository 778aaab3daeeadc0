/**
 * Permanent error codes. A code is never renamed, reused or removed once released: support notes, audit entries and
 * the province's replies refer to it. Words for people live in the locale files under `errors.<CODE>`;
 * a test holds this list against every locale file and docs/errors.md.
 */
export const ERROR_CODES = [
  // any module
  "NOT_FOUND",
  "INPUT_INVALID",
  "CANCELLED",
  "INTERNAL",
  // storage
  "STORAGE_FULL",
  "STORAGE_UNWRITABLE",
  "STORAGE_KEY_WRONG",
  "STORAGE_KEY_UNAVAILABLE",
  "STORAGE_DAMAGED",
  "STORAGE_TOO_NEW",
  "STORAGE_ENGINE_TOO_OLD",
  "BLOB_MISSING",
  "BLOB_DAMAGED",
  // catalogue and calendar
  "CATALOGUE_DAMAGED",
  "PROCEDURE_UNKNOWN",
  "CALENDAR_MISSING",
  // identity
  "CARD_NOT_CITIZEN_CARD",
  "CARD_DATE_IMPOSSIBLE",
  "PERSONAL_NUMBER_INVALID",
  // dossiers
  "DOSSIER_NOT_DRAFT",
  "DOSSIER_FINISHED",
  "DOSSIER_INCOMPLETE",
  "DOSSIER_PAPERS_MISSING",
  "COUNTER_NOT_CONFIGURED",
  // scanning
  "SCANNER_NOT_FOUND",
  "SCANNER_BUSY",
  "SCANNER_JAM",
  "SCANNER_NO_PAPER",
  "SCANNER_COVER_OPEN",
  "SCANNER_DISCONNECTED",
  "SCANNER_ACCESS_DENIED",
  "SCANNER_OPTION_INVALID",
  "SCANNER_FAILED",
  "SCANNER_SOFTWARE_MISSING",
  "SCANNER_DOUBLE_FEED",
  "SCANNER_UNREACHABLE",
  "SCANNER_CERTIFICATE_CHANGED",
  "SCANNER_ANSWER_INVALID",
  "SCANNER_DRIVER_CRASHED",
  "SCAN_FOLDER_UNREACHABLE",
  "CAMERA_NOT_FOUND",
  "CAMERA_REFUSED",
  "CAMERA_BUSY",
  "PROFILES_LOCKED",
  "ADMIN_CODE_WRONG",
  // files
  "FILE_EMPTY",
  "FILE_TRUNCATED",
  "FILE_TYPE_UNSUPPORTED",
  "FILE_PASSWORD_PROTECTED",
  "FILE_TOO_MANY_PAGES",
  "FILE_TOO_LARGE",
  "IMAGE_TOO_LARGE",
  "FILE_UNREADABLE",
  "FILE_TIMEOUT",
  "FILE_HEIC_UNSUPPORTED",
  "FILE_ALREADY_TAKEN",
  // papers
  "NOTHING_TO_UNDO",
  "DOCUMENT_EMPTY",
  // recognition
  "OCR_TIMEOUT",
  "OCR_FAILED",
  // printing
  "PRINTER_NOT_FOUND",
  "PRINTER_UNREACHABLE",
  "PRINTER_REJECTED",
  "PRINT_SYSTEM_MISSING",
  "FORM_RENDER_FAILED",
  // sync
  "PROVINCE_NOT_CONFIGURED",
  "PROVINCE_UNREACHABLE",
  "PROVINCE_FAILED",
  "PROVINCE_ANSWER_INVALID",
  "PROVINCE_REFUSED",
  "PROVINCE_UNAUTHORISED",
  // processes
  "CORE_UNAVAILABLE",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Facts that the words of an error need: plain values, never personal data. */
export type ErrorFacts = Record<string, string | number | boolean | null>;
