// Tờ khai đăng ký kết hôn: a table with one column for the woman and one for the man.
import { LABELS } from "../../labels";
import type { PaperType } from "../../paper-type";
import { coupleRules } from "../../couple-rules";

export const marriageRegistration: PaperType = {
  id: "marriage_registration",
  name: { vi: "Tờ khai đăng ký kết hôn", en: "Marriage registration form" },
  titles: ["TỜ KHAI ĐĂNG KÝ KẾT HÔN", "TỜ KHAI ĐĂNG KÝ LẠI KẾT HÔN", "TỜ KHAI GHI CHÚ KẾT HÔN"],
  marks: [
    ["Kết hôn lần thứ mấy", 1.5],
    ["Chúng tôi cam đoan", 1],
    ["việc kết hôn của chúng tôi là tự nguyện", 1.5],
    ["không vi phạm quy định của Luật Hôn nhân và gia đình", 1],
    ["Kính gửi", 0.3],
    ["Bên nữ", 0.5],
    ["Bên nam", 0.5],
  ],
  fields: [
    ...coupleRules(["Chúng tôi cam đoan", "Kết hôn lần thứ mấy"]),
    {
      key: "addressee",
      label: { vi: "Kính gửi", en: "Addressed to" },
      kind: "organisation",
      after: LABELS.addressee,
    },
  ],
};
