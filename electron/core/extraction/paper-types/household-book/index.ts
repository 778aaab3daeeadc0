// Sổ hộ khẩu (until 2022), cover and pages of members: no longer valid, but brought along as proof.
import { ISSUED_ON, SIGNER } from "../../document-rules";
import { LABELS } from "../../labels";
import type { PaperType } from "../../paper-type";

export const householdBook: PaperType = {
  id: "household_book",
  name: { vi: "Sổ hộ khẩu (cũ)", en: "Household book (old)" },
  titles: ["SỔ HỘ KHẨU", "SỔ HỘ KHẨU GIA ĐÌNH", "SỔ TẠM TRÚ"],
  marks: [
    ["Họ và tên chủ hộ", 0.7],
    ["Hồ sơ hộ khẩu số", 1.5],
    ["Sổ đăng ký thường trú số", 1.5],
    ["Quan hệ với chủ hộ", 0.7],
    ["Chuyển đến ngày", 1],
    ["Nơi thường trú trước khi chuyển đến", 1],
    ["Cán bộ đăng ký", 1],
    ["Nghề nghiệp, nơi làm việc", 0.7],
    ["Lý do xóa đăng ký thường trú", 1],
    ["Họ và tên gọi khác", 0.7],
    ["Kính gửi", -1.5],
    ["Nội dung đề nghị", -1.5],
  ],
  fields: [
    {
      key: "bookNumber",
      label: { vi: "Sổ hộ khẩu số", en: "Book number" },
      kind: "notation",
      after: ["Sổ hộ khẩu số", "Sổ tạm trú số", "Số sổ hộ khẩu", "Số"],
      nth: 0,
      isKey: true,
    },
    {
      key: "householdHead.fullName",
      label: { vi: "Chủ hộ – Họ, chữ đệm, tên", en: "Head of household – Full name" },
      kind: "name",
      after: ["Họ và tên chủ hộ", "Họ, chữ đệm và tên chủ hộ", "Họ, chữ đệm, tên chủ hộ", "Họ tên chủ hộ", "Chủ hộ"],
      isKey: true,
    },
    {
      key: "householdHead.address",
      label: { vi: "Nơi thường trú", en: "Permanent address" },
      kind: "address",
      after: LABELS.address,
      nth: 0,
      isKey: true,
    },
    {
      key: "fileNumber",
      label: { vi: "Hồ sơ hộ khẩu số", en: "File number" },
      kind: "notation",
      after: ["Hồ sơ hộ khẩu số", "Hồ sơ số"],
    },
    {
      key: "registerNumber",
      label: { vi: "Sổ đăng ký thường trú số", en: "Register number" },
      kind: "notation",
      after: ["Sổ đăng ký thường trú số", "Sổ đăng ký tạm trú số"],
    },
    {
      key: "member.fullName",
      label: { vi: "Thành viên – Họ, chữ đệm, tên", en: "Member – Full name" },
      kind: "name",
      after: LABELS.fullName,
    },
    {
      key: "member.birthDate",
      label: { vi: "Thành viên – Ngày sinh", en: "Member – Date of birth" },
      kind: "date",
      after: LABELS.birthDate,
    },
    {
      key: "member.gender",
      label: { vi: "Thành viên – Giới tính", en: "Member – Gender" },
      kind: "gender",
      after: LABELS.gender,
    },
    {
      key: "member.homeTown",
      label: { vi: "Thành viên – Quê quán", en: "Member – Home town" },
      kind: "address",
      after: LABELS.homeTown,
    },
    {
      key: "member.ethnicity",
      label: { vi: "Thành viên – Dân tộc", en: "Member – Ethnicity" },
      kind: "text",
      after: LABELS.ethnicity,
    },
    {
      key: "member.personalNumber",
      label: { vi: "Thành viên – Số định danh", en: "Member – Personal number" },
      kind: "personal_number",
      after: LABELS.personalNumber,
    },
    {
      key: "member.relation",
      label: { vi: "Thành viên – Quan hệ với chủ hộ", en: "Member – Relation to the head" },
      kind: "text",
      after: ["Quan hệ với chủ hộ", "Mối quan hệ với chủ hộ"],
    },
    ISSUED_ON,
    SIGNER,
  ],
};
