export {
  CalendarDay,
  CalendarDayKind,
  DEFAULT_HOURS,
  type OpeningHours,
  type OpenPeriod,
  WorkCalendar,
} from "./calendar";
export { type CardReading, type CardWarning, parseCitizenCard } from "./citizen-card";
export {
  formatProvisionalCode,
  isOfficialCode,
  isProcedureCode,
  normaliseCode,
  parseProvisionalCode,
  type ProvisionalCode,
} from "./codes";
export { computeDue, DUE_STEP_CODES, type DueInput, type DueStepCode, resumeDue, type ResumeInput } from "./deadline";
export {
  checkPersonalNumber,
  isOldIdNumber,
  isPhoneNumber,
  maskPersonalNumber,
  personalNumberWarnings,
  type PersonalNumberProblem,
  readPersonalNumber,
  validatePersonalNumber,
} from "./personal-number";
export { type PaperHandling, ReceiptData } from "./receipt-data";
