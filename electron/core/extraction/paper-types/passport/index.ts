// Hộ chiếu: the page with the photograph.
import { LABELS } from "../../labels";
import type { PaperType } from "../../paper-type";

export const passport: PaperType = {
  id: "passport",
  name: { vi: "Hộ chiếu", en: "Passport" },
  titles: ["HỘ CHIẾU", "HỘ CHIẾU / PASSPORT", "HỘ CHIẾU PHỔ THÔNG"],
  marks: [
    ["Passport", 1],
    ["Số hộ chiếu", 1],
    ["Passport No", 1],
    ["Mã số / Code", 0.7],
    ["Cục Quản lý xuất nhập cảnh", 1],
    ["Kính gửi", -1.5],
    ["Identity card", -1.5],
  ],
  fields: [
    {
      key: "passportNumber",
      label: { vi: "Số hộ chiếu", en: "Passport number" },
      kind: "notation",
      after: ["Số hộ chiếu / Passport No", "Số hộ chiếu", "Passport No"],
      isKey: true,
    },
    {
      key: "person.fullName",
      label: { vi: "Họ, chữ đệm, tên", en: "Full name" },
      kind: "name",
      after: LABELS.fullName,
      isKey: true,
      suggests: "fullName",
    },
    {
      key: "person.birthDate",
      label: { vi: "Ngày sinh", en: "Date of birth" },
      kind: "date",
      after: LABELS.birthDate,
      isKey: true,
      suggests: "birthDate",
    },
    {
      key: "person.birthPlace",
      label: { vi: "Nơi sinh", en: "Place of birth" },
      kind: "address",
      after: LABELS.birthPlace,
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
      after: ["Số ĐDCN/CMND / Personal No", "Số ĐDCN/CMND", ...LABELS.personalNumber, "Personal No"],
      suggests: "personalNumber",
    },
    {
      key: "issuedOn",
      label: { vi: "Ngày cấp", en: "Date of issue" },
      kind: "date",
      after: ["Ngày cấp / Date of issue", "Ngày cấp", "Date of issue"],
    },
    {
      key: "expiresOn",
      label: { vi: "Có giá trị đến", en: "Date of expiry" },
      kind: "date",
      after: ["Có giá trị đến / Date of expiry", "Có giá trị đến", "Date of expiry", "Ngày hết hạn"],
    },
  ],
};
