// Rules for what papers of an authority share: number and notation, issuer, subject, date and signer (NĐ 30/2020).
import type { FieldRule } from "./paper-type";

export const NOTATION: FieldRule = {
  key: "notation",
  label: { vi: "Số, ký hiệu", en: "Number and notation" },
  kind: "notation",
  after: [],
  part: "notation",
};

export const ISSUER: FieldRule = {
  key: "issuer",
  label: { vi: "Cơ quan ban hành", en: "Issued by" },
  kind: "organisation",
  after: [],
  part: "issuer",
};

export const ISSUED_ON: FieldRule = {
  key: "issuedOn",
  label: { vi: "Ngày ban hành", en: "Issued on" },
  kind: "date",
  after: [],
  part: "place_date",
};

/** Of a form: the date at which it was filled in. */
export const SIGNED_ON: FieldRule = { ...ISSUED_ON, key: "signedOn", label: { vi: "Ngày ký", en: "Signed on" } };

export const SIGNER: FieldRule = {
  key: "signer",
  label: { vi: "Người ký", en: "Signed by" },
  kind: "name",
  after: [],
  part: "signer",
};

export const SUBJECT: FieldRule = {
  key: "subject",
  label: { vi: "Trích yếu", en: "Subject" },
  kind: "text",
  after: [],
  part: "subject",
};

export const ADDRESSEE: FieldRule = {
  key: "addressee",
  label: { vi: "Kính gửi", en: "Addressed to" },
  kind: "organisation",
  after: ["Kính gửi"],
};

/** Without it the page is suspicious. */
export function key(rule: FieldRule): FieldRule {
  return { ...rule, isKey: true };
}
