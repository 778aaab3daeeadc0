// Trích lục kết hôn (bản sao), and extracts of the note of a marriage registered abroad.
import { LABELS } from "../../labels";
import { NOTATION } from "../../document-rules";
import type { PaperType } from "../../paper-type";
import { coupleRules } from "../../couple-rules";

export const marriageExtract: PaperType = {
  id: "marriage_extract",
  name: { vi: "Trích lục kết hôn", en: "Marriage register extract" },
  titles: [
    "TRÍCH LỤC KẾT HÔN",
    "TRÍCH LỤC KẾT HÔN (BẢN SAO)",
    "TRÍCH LỤC ĐĂNG KÝ KẾT HÔN",
    "TRÍCH LỤC GHI CHÚ KẾT HÔN",
    "BẢN SAO TRÍCH LỤC KẾT HÔN",
  ],
  marks: [
    ["Trích lục kết hôn", 1],
    ["Họ, chữ đệm, tên vợ", 0.5],
    ["Họ, chữ đệm, tên chồng", 0.5],
    ["Đăng ký kết hôn tại", 0.5],
    ["Kính gửi", -1.5],
    ["Chúng tôi cam đoan", -1.5],
  ],
  fields: [
    NOTATION,
    ...coupleRules(["Nơi đăng ký kết hôn", "Đăng ký kết hôn tại", "Nơi đăng ký"]),
    {
      key: "registeredAt",
      label: { vi: "Nơi đăng ký kết hôn", en: "Registered at" },
      kind: "organisation",
      after: ["Nơi đăng ký kết hôn", "Đăng ký kết hôn tại", "Đăng ký tại", "Nơi đăng ký"],
    },
    {
      key: "registeredOn",
      label: { vi: "Ngày đăng ký", en: "Registered on" },
      kind: "date",
      after: LABELS.registeredOn,
    },
  ],
};
