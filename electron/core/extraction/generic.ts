// Fields that any paper may bear, for pages that no type is known of: person, numbers, dates, notation, issuer, signer.
import type { PaperType } from "./paper-type";
import { LABELS } from "./labels";

/** Looked for where no paper type is known. Its labels end values on every page. */
export const GENERIC: Pick<PaperType, "fields"> = {
  fields: [
    {
      key: "issuer",
      label: { vi: "Cơ quan ban hành", en: "Issued by" },
      kind: "organisation",
      after: [],
      part: "issuer",
    },
    {
      key: "notation",
      label: { vi: "Số, ký hiệu", en: "Number and notation" },
      kind: "notation",
      after: [],
      part: "notation",
    },
    { key: "documentDate", label: { vi: "Ngày văn bản", en: "Date" }, kind: "date", after: [], part: "place_date" },
    { key: "subject", label: { vi: "Trích yếu", en: "Subject" }, kind: "text", after: [], part: "subject" },
    {
      key: "person.fullName",
      label: { vi: "Họ và tên", en: "Full name" },
      kind: "name",
      after: [...LABELS.fullName, "Tôi tên là", "Tên tôi là", "Ông (bà)", "Ông/bà", "Người nộp tiền", "Người đề nghị"],
      suggests: "fullName",
    },
    {
      key: "person.birthDate",
      label: { vi: "Ngày sinh", en: "Date of birth" },
      kind: "date",
      after: LABELS.birthDate,
      suggests: "birthDate",
    },
    {
      key: "person.gender",
      label: { vi: "Giới tính", en: "Gender" },
      kind: "gender",
      after: LABELS.gender,
      suggests: "gender",
    },
    {
      key: "person.personalNumber",
      label: { vi: "Số định danh cá nhân", en: "Personal number" },
      kind: "personal_number",
      after: LABELS.personalNumber,
      suggests: "personalNumber",
    },
    { key: "person.issuedOn", label: { vi: "Ngày cấp", en: "Issued on" }, kind: "date", after: LABELS.issuedOn },
    {
      key: "person.address",
      label: { vi: "Địa chỉ", en: "Address" },
      kind: "address",
      after: LABELS.address,
      suggests: "address",
    },
    {
      key: "person.phone",
      label: { vi: "Số điện thoại", en: "Phone" },
      kind: "phone",
      after: LABELS.phone,
      suggests: "phone",
    },
    {
      key: "person.email",
      label: { vi: "Thư điện tử", en: "E-mail" },
      kind: "text",
      after: LABELS.email,
      suggests: "email",
    },
    {
      key: "amount",
      label: { vi: "Số tiền", en: "Amount" },
      kind: "money",
      after: ["Số tiền", "Tổng số tiền", "Tổng cộng"],
    },
    { key: "signer", label: { vi: "Người ký", en: "Signed by" }, kind: "name", after: [], part: "signer" },
  ],
};

/** Where personal numbers that no rule took are kept. */
export const OTHER_NUMBER = { vi: "Số định danh khác trên trang", en: "Other personal number on the page" } as const;
