// What an officer corrects in a received dossier: the form's values, what is wrong with them, and what has changed.
import type { Dossier } from "../../../shared/contract";
import { checkPersonalNumber, isOldIdNumber, isPhoneNumber, otherDocumentOf } from "../../../shared/domain";
import { localDateOf } from "../../../shared/text";

export const APPLICANT_FIELDS = ["fullName", "personalNumber", "address", "phone", "email"] as const;
type ApplicantField = (typeof APPLICANT_FIELDS)[number];
export type AmendmentValues = Record<ApplicantField | "summary" | "reason", string> & {
  returnMethod: "counter" | "post";
};
export type Problem = "required" | "personalNumber" | "phone" | "email";

export function valuesOf({ applicant, summary, returnMethod }: Dossier): AmendmentValues {
  const { fullName, personalNumber, address, phone, email } = applicant;
  return { fullName, personalNumber, address, phone, email, summary, returnMethod, reason: "" };
}

/** Only what is changed is judged: a number that was taken as it was at reception does not stop another correction. */
export function problemsOf(before: AmendmentValues, values: AmendmentValues): Partial<Record<string, Problem>> {
  const isChanged = (field: keyof AmendmentValues): boolean => values[field].trim() !== before[field];
  const problems: Partial<Record<string, Problem>> = {};
  if (values.fullName.trim() === "") problems.fullName = "required";
  if (values.summary.trim() === "") problems.summary = "required";
  if (values.reason.trim() === "") problems.reason = "required";
  const { personalNumber, phone, email } = values;
  if (personalNumber.trim() && isChanged("personalNumber") && !isNumber(personalNumber.trim()))
    problems.personalNumber = "personalNumber";
  if (phone.trim() && isChanged("phone") && !isPhoneNumber(phone.trim())) problems.phone = "phone";
  if (email.trim() && isChanged("email") && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(email.trim())) problems.email = "email";
  return problems;
}

function isNumber(text: string): boolean {
  const isPersonal = checkPersonalNumber(text, localDateOf(new Date())) === null;
  return isPersonal || isOldIdNumber(text) || otherDocumentOf(text) !== null;
}

/** What is left out stays as it was. */
export function changesOf(before: AmendmentValues, values: AmendmentValues) {
  const applicant: Partial<Record<ApplicantField, string>> = {};
  for (const field of APPLICANT_FIELDS)
    if (values[field].trim() !== before[field]) applicant[field] = values[field].trim();
  return {
    applicant,
    ...(values.summary.trim() !== before.summary ? { summary: values.summary.trim() } : {}),
    ...(values.returnMethod !== before.returnMethod ? { returnMethod: values.returnMethod } : {}),
    reason: values.reason.trim(),
  };
}

/** A refused record may be sent again with nothing changed but the reason for doing so. */
export function hasChanges(before: AmendmentValues, values: AmendmentValues): boolean {
  const { applicant, summary, returnMethod } = changesOf(before, values);
  return Object.keys(applicant).length > 0 || summary !== undefined || returnMethod !== undefined;
}
