// CT07, xác nhận thông tin về cư trú, given out by the police of the commune.
import { ISSUED_ON, ISSUER, NOTATION, SIGNER } from "../../document-rules";
import { LABELS } from "../../labels";
import type { PaperType } from "../../paper-type";
import { personTable } from "../../table-rules";

const HEAD_OF_HOUSEHOLD = ["Họ, chữ đệm và tên chủ hộ", "Họ, chữ đệm, tên chủ hộ", "Họ và tên chủ hộ"];

export const residenceConfirmation: PaperType = {
  id: "residence_confirmation",
  name: { vi: "Xác nhận thông tin về cư trú (CT07)", en: "Confirmation of residence (CT07)" },
  titles: [
    "XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ",
    "XÁC NHẬN THÔNG TIN CƯ TRÚ",
    "GIẤY XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ",
    "GIẤY XÁC NHẬN THÔNG TIN CƯ TRÚ",
  ],
  marks: [
    ["Mẫu CT07", 1.5],
    ["Theo đề nghị của Ông/Bà", 0.7],
    ["thông tin về cư trú", 0.5],
    ["Các thành viên khác trong hộ gia đình", 1],
    ["Xác nhận này có giá trị đến hết ngày", 1],
    ["Nội dung xác nhận khác", 0.7],
    ["Nơi ở hiện tại", 0.5],
    ["Kính gửi", -1],
  ],
  fields: [
    ISSUER,
    { ...NOTATION, isKey: true },
    ISSUED_ON,
    {
      key: "person.fullName",
      label: { vi: "Họ, chữ đệm, tên", en: "Full name" },
      kind: "name",
      after: LABELS.fullName,
      endsWith: HEAD_OF_HOUSEHOLD,
      isKey: true,
      suggests: "fullName",
    },
    {
      key: "person.birthDate",
      label: { vi: "Ngày sinh", en: "Date of birth" },
      kind: "date",
      after: LABELS.birthDate,
      endsWith: HEAD_OF_HOUSEHOLD,
      isKey: true,
      suggests: "birthDate",
    },
    {
      key: "person.gender",
      label: { vi: "Giới tính", en: "Gender" },
      kind: "gender",
      after: LABELS.gender,
      endsWith: HEAD_OF_HOUSEHOLD,
      suggests: "gender",
    },
    {
      key: "person.personalNumber",
      label: { vi: "Số định danh cá nhân", en: "Personal number" },
      kind: "personal_number",
      after: LABELS.personalNumber,
      endsWith: HEAD_OF_HOUSEHOLD,
      isKey: true,
      suggests: "personalNumber",
    },
    {
      key: "person.ethnicity",
      label: { vi: "Dân tộc", en: "Ethnicity" },
      kind: "text",
      after: LABELS.ethnicity,
    },
    {
      key: "person.nationality",
      label: { vi: "Quốc tịch", en: "Nationality" },
      kind: "text",
      after: LABELS.nationality,
    },
    { key: "person.homeTown", label: { vi: "Quê quán", en: "Home town" }, kind: "address", after: LABELS.homeTown },
    {
      key: "person.address",
      label: { vi: "Nơi thường trú", en: "Permanent address" },
      kind: "address",
      after: [
        "Nơi đăng ký thường trú",
        "Nơi thường trú",
        "Địa chỉ thường trú",
        "Hộ khẩu thường trú",
        "Thường trú tại",
        "Nơi cư trú",
        "Địa chỉ cư trú",
        "Cư trú tại",
      ],
      suggests: "address",
    },
    {
      key: "person.temporaryAddress",
      label: { vi: "Nơi tạm trú", en: "Temporary address" },
      kind: "address",
      after: ["Nơi đăng ký tạm trú", "Nơi tạm trú"],
    },
    {
      key: "person.currentAddress",
      label: { vi: "Nơi ở hiện tại", en: "Present address" },
      kind: "address",
      after: ["Nơi ở hiện tại", "Nơi ở hiện nay", "Chỗ ở hiện tại", "Chỗ ở hiện nay"],
    },
    {
      key: "householdHead.fullName",
      label: { vi: "Chủ hộ – Họ, chữ đệm, tên", en: "Head of household – Full name" },
      kind: "name",
      after: HEAD_OF_HOUSEHOLD,
    },
    {
      key: "person.relation",
      label: { vi: "Quan hệ với chủ hộ", en: "Relation to the head of household" },
      kind: "text",
      after: ["Mối quan hệ với chủ hộ", "Quan hệ với chủ hộ"],
      nth: 0,
    },
    {
      key: "householdHead.personalNumber",
      label: { vi: "Chủ hộ – Số định danh cá nhân", en: "Head of household – Personal number" },
      kind: "personal_number",
      after: ["Số định danh cá nhân của chủ hộ", "Số định danh cá nhân chủ hộ", "Số định danh của chủ hộ"],
    },
    {
      key: "validUntil",
      label: { vi: "Có giá trị đến", en: "Valid until" },
      kind: "date",
      after: ["Xác nhận này có giá trị đến hết ngày", "Có giá trị đến hết ngày", "Có giá trị đến"],
    },
    SIGNER,
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
