export { type CalendarDay, DEFAULT_HOURS, WorkCalendar } from "./calendar";
export { parseCitizenCard } from "./citizen-card";
export { formatProvisionalCode, isOfficialCode, isProcedureCode, normaliseCode, parseProvisionalCode } from "./codes";
export { componentKey } from "./component-key";
export { computeDue, DUE_STEP_CODES, resumeDue } from "./deadline";
export { HandOverPrint } from "./hand-over-data";
export { repairMojibake } from "./mojibake";
export { whyNoPages } from "./page-intake";
export { PATCH_LENGTH_MM, PATCH_MARGIN_MM, PATCH_SPACE_MM, PATCH_T, PATCH_WIDTHS_MM } from "./patch-code";
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
export { SeparatorPrint } from "./separator-data";
export { parseSeparatorText, type SeparatorMark, separatorText } from "./separator-sheet";
