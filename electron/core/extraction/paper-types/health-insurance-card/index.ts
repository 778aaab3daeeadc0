// Thẻ bảo hiểm y tế, and its printed confirmation.
import { LABELS } from "../../labels";
import type { PaperType } from "../../paper-type";

export const healthInsuranceCard: PaperType = {
  id: "health_insurance_card",
  name: { vi: "Thẻ bảo hiểm y tế", en: "Health insurance card" },
  titles: ["THẺ BẢO HIỂM Y TẾ", "BẢO HIỂM Y TẾ"],
  marks: [
    ["Nơi ĐK KCB BĐ", 1.5],
    ["Nơi đăng ký KCB ban đầu", 1.5],
    ["Nơi cấp, đổi thẻ BHYT", 1.5],
    ["Thời điểm đủ 05 năm liên tục", 1],
    ["Bảo hiểm xã hội Việt Nam", 1],
    ["Giá trị sử dụng", 0.7],
    ["Kính gửi", -1.5],
  ],
  fields: [
    {
      key: "cardNumber",
      label: { vi: "Mã số thẻ", en: "Card number" },
      kind: "notation",
      after: ["Mã số BHXH", "Mã số thẻ", "Mã số", "Số thẻ"],
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
      key: "person.gender",
      label: { vi: "Giới tính", en: "Gender" },
      kind: "gender",
      after: LABELS.gender,
      suggests: "gender",
    },
    {
      key: "hospital",
      label: { vi: "Nơi đăng ký khám chữa bệnh", en: "First place of treatment" },
      kind: "organisation",
      after: ["Nơi ĐK KCB BĐ", "Nơi đăng ký KCB ban đầu", "Nơi đăng ký khám, chữa bệnh ban đầu"],
    },
    {
      key: "validFrom",
      label: { vi: "Giá trị sử dụng từ", en: "Valid from" },
      kind: "date",
      after: ["Giá trị sử dụng từ ngày", "Giá trị sử dụng", "Có giá trị từ ngày"],
    },
  ],
};
