// Giấy tiếp nhận hồ sơ và hẹn trả kết quả (NĐ 61/2018, TT 03/2025/TT-VPCP), ours and those of other counters.
import { LABELS } from "../../labels";
import type { PaperType } from "../../paper-type";

export const receipt: PaperType = {
  id: "receipt",
  name: { vi: "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", en: "Receipt and appointment" },
  titles: ["Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Giấy tiếp nhận hồ sơ", "Giấy tiếp nhận và hẹn trả kết quả"],
  marks: [
    ["Mã hồ sơ", 1],
    ["Thành phần hồ sơ nộp gồm", 1],
    ["Thời gian trả kết quả", 1],
    ["Người tiếp nhận hồ sơ", 1],
  ],
  codes: ["receipt"],
  fields: [
    { key: "notation", label: { vi: "Số", en: "Number" }, kind: "notation", after: [], part: "notation" },
    {
      key: "dossierCode",
      label: { vi: "Mã hồ sơ", en: "Dossier code" },
      kind: "notation",
      after: ["Mã hồ sơ", "Mã số hồ sơ", "Mã biên nhận"],
      code: "receipt.code",
      isKey: true,
    },
    {
      key: "applicant.fullName",
      label: { vi: "Người nộp hồ sơ", en: "Applicant" },
      kind: "name",
      after: ["Tiếp nhận hồ sơ của", "Người nộp hồ sơ", "Của ông/bà", "Ông/bà", "Tổ chức, cá nhân"],
      isKey: true,
      suggests: "fullName",
    },
    {
      key: "applicant.personalNumber",
      label: { vi: "Số định danh cá nhân", en: "Personal number" },
      kind: "personal_number",
      after: LABELS.personalNumber,
      suggests: "personalNumber",
    },
    {
      key: "applicant.issuedOn",
      label: { vi: "Ngày cấp", en: "Issued on" },
      kind: "date",
      after: LABELS.issuedOn,
      suggests: "cardIssuedOn",
    },
    {
      key: "applicant.address",
      label: { vi: "Địa chỉ", en: "Address" },
      kind: "address",
      after: LABELS.address,
      suggests: "address",
    },
    {
      key: "applicant.phone",
      label: { vi: "Số điện thoại", en: "Phone" },
      kind: "phone",
      after: LABELS.phone,
      suggests: "phone",
    },
    {
      key: "applicant.email",
      label: { vi: "Thư điện tử", en: "E-mail" },
      kind: "text",
      after: LABELS.email,
      suggests: "email",
    },
    {
      key: "content",
      label: { vi: "Nội dung yêu cầu giải quyết", en: "Request" },
      kind: "text",
      after: ["Nội dung yêu cầu giải quyết", "Yêu cầu giải quyết", "Thủ tục"],
    },
    {
      key: "receivedOn",
      label: { vi: "Ngày nhận hồ sơ", en: "Received on" },
      kind: "date",
      after: ["Thời gian nhận hồ sơ", "Ngày nhận hồ sơ", "Ngày tiếp nhận"],
      isKey: true,
    },
    {
      key: "dueOn",
      label: { vi: "Ngày hẹn trả", en: "Due on" },
      kind: "date",
      after: [
        "Thời gian trả kết quả giải quyết hồ sơ",
        "Thời gian trả kết quả",
        "Ngày hẹn trả kết quả",
        "Ngày trả kết quả",
      ],
      isKey: true,
    },
    { key: "fee", label: { vi: "Lệ phí", en: "Fee" }, kind: "money", after: ["Phí, lệ phí", "Lệ phí"] },
  ],
};
