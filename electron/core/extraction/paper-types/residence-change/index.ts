// CT01, tờ khai thay đổi thông tin cư trú (TT 56/2021, 66/2023, 53/2025/TT-BCA): digit boxes and a table of members.
import { ADDRESSEE, SIGNED_ON } from "../../document-rules";
import { LABELS } from "../../labels";
import type { PaperType } from "../../paper-type";
import { personTable } from "../../table-rules";

const HEAD_OF_HOUSEHOLD = ["Họ, chữ đệm và tên chủ hộ", "Họ, chữ đệm, tên chủ hộ", "Họ và tên chủ hộ", "Họ tên chủ hộ"];
const REQUEST = ["Nội dung đề nghị"];

export const residenceChange: PaperType = {
  id: "residence_change",
  name: { vi: "Tờ khai thay đổi thông tin cư trú (CT01)", en: "Change of residence form (CT01)" },
  titles: ["TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ", "TỜ KHAI THAY ĐỔI THÔNG TIN VỀ CƯ TRÚ"],
  marks: [
    ["Mẫu CT01", 1.5],
    ["Họ, chữ đệm và tên chủ hộ", 1],
    ["Mối quan hệ với chủ hộ", 0.7],
    ["Số định danh cá nhân của chủ hộ", 1],
    ["Những thành viên trong hộ gia đình cùng thay đổi", 1.5],
    ["Ý kiến của chủ hộ", 1],
    ["Kính gửi: Công an", 0.5],
    ["Ý kiến của chủ sở hữu hoặc người đại diện chỗ ở hợp pháp", 1],
  ],
  fields: [
    ADDRESSEE,
    {
      key: "applicant.fullName",
      label: { vi: "Người kê khai – Họ, chữ đệm, tên", en: "Applicant – Full name" },
      kind: "name",
      after: LABELS.fullName,
      endsWith: HEAD_OF_HOUSEHOLD,
      isKey: true,
      suggests: "fullName",
    },
    {
      key: "applicant.birthDate",
      label: { vi: "Người kê khai – Ngày sinh", en: "Applicant – Date of birth" },
      kind: "date",
      after: LABELS.birthDate,
      endsWith: HEAD_OF_HOUSEHOLD,
      isKey: true,
      suggests: "birthDate",
    },
    {
      key: "applicant.gender",
      label: { vi: "Người kê khai – Giới tính", en: "Applicant – Gender" },
      kind: "gender",
      after: LABELS.gender,
      endsWith: HEAD_OF_HOUSEHOLD,
      suggests: "gender",
    },
    {
      key: "applicant.personalNumber",
      label: { vi: "Người kê khai – Số định danh cá nhân", en: "Applicant – Personal number" },
      kind: "personal_number",
      after: LABELS.personalNumber,
      endsWith: HEAD_OF_HOUSEHOLD,
      isKey: true,
      suggests: "personalNumber",
    },
    {
      key: "applicant.phone",
      label: { vi: "Người kê khai – Số điện thoại", en: "Applicant – Phone number" },
      kind: "phone",
      after: LABELS.phone,
      endsWith: HEAD_OF_HOUSEHOLD,
      suggests: "phone",
    },
    {
      key: "applicant.email",
      label: { vi: "Người kê khai – Thư điện tử", en: "Applicant – E-mail" },
      kind: "text",
      after: LABELS.email,
      endsWith: HEAD_OF_HOUSEHOLD,
      suggests: "email",
    },
    {
      key: "householdHead.fullName",
      label: { vi: "Chủ hộ – Họ, chữ đệm, tên", en: "Head of household – Full name" },
      kind: "name",
      after: HEAD_OF_HOUSEHOLD,
      isKey: true,
    },
    {
      key: "householdHead.personalNumber",
      label: { vi: "Chủ hộ – Số định danh cá nhân", en: "Head of household – Personal number" },
      kind: "personal_number",
      after: [
        "Số định danh cá nhân của chủ hộ",
        "Số định danh cá nhân chủ hộ",
        "Số định danh của chủ hộ",
        "Số CCCD của chủ hộ",
        "Số định danh cá nhân/CMND của chủ hộ",
      ],
      isKey: true,
    },
    {
      key: "applicant.relation",
      label: { vi: "Quan hệ với chủ hộ", en: "Relation to the head of household" },
      kind: "text",
      after: ["Mối quan hệ với chủ hộ", "Quan hệ với chủ hộ"],
      endsWith: REQUEST,
    },
    {
      key: "request",
      label: { vi: "Nội dung đề nghị", en: "Request" },
      kind: "text",
      after: REQUEST,
      endsWith: ["Những thành viên trong hộ gia đình cùng thay đổi"],
      isKey: true,
    },
    SIGNED_ON,
  ],
  tables: [
    personTable("member", { vi: "Thành viên", en: "Member" }, [
      "fullName",
      "birthDate",
      "gender",
      "personalNumber",
      "relation",
    ]),
  ],
};
