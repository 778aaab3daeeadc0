export { type CalendarDay, DEFAULT_HOURS, WorkCalendar } from "./calendar";
export { parseCitizenCard } from "./citizen-card";
export { formatProvisionalCode, isOfficialCode, isProcedureCode, normaliseCode, parseProvisionalCode } from "./codes";
export { componentKey } from "./component-key";
export { computeDue, DUE_STEP_CODES, resumeDue } from "./deadline";
export {
  checkPersonalNumber,
  isOldIdNumber,
  isPhoneNumber,
  maskPersonalNumber,
  otherDocumentOf,
  personalNumberWarnings,
  readPersonalNumber,
  validatePersonalNumber,
} from "./personal-number";
export { type PaperHandling, ReceiptData, type ReceiptPrint } from "./receipt-data";
export { parseSeparatorText, type SeparatorMark, separatorText } from "./separator-sheet";
