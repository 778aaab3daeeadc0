// Giấy chứng nhận kết hôn: wife and husband in two columns, or one under the other on older and copied forms.
import { LABELS } from "../../labels";
import { NOTATION } from "../../document-rules";
import type { PaperType } from "../../paper-type";
import { coupleRules } from "../../couple-rules";

export const marriageCertificate: PaperType = {
  id: "marriage_certificate",
  name: { vi: "Giấy chứng nhận kết hôn", en: "Marriage certificate" },
  titles: [
    "GIẤY CHỨNG NHẬN KẾT HÔN",
    "GIẤY CHỨNG NHẬN KẾT HÔN (BẢN SAO)",
    "GIẤY ĐĂNG KÝ KẾT HÔN",
    "CHỨNG NHẬN KẾT HÔN",
  ],
  marks: [
    ["Họ, chữ đệm, tên vợ", 1],
    ["Họ, chữ đệm, tên chồng", 1],
    ["Nơi đăng ký kết hôn", 1],
    ["Giấy chứng nhận này có giá trị kể từ ngày", 0.5],
    ["Kính gửi", -1.5],
    ["Tờ khai", -1.5],
    ["Chúng tôi cam đoan", -1.5],
    ["Trích lục", -1],
  ],
  fields: [
    NOTATION,
    ...coupleRules(["Nơi đăng ký kết hôn", "Nơi đăng ký", "Ngày, tháng, năm đăng ký"]),
    {
      key: "registeredAt",
      label: { vi: "Nơi đăng ký kết hôn", en: "Registered at" },
      kind: "organisation",
      after: ["Nơi đăng ký kết hôn", "Đăng ký tại", "Nơi đăng ký"],
    },
    {
      key: "registeredOn",
      label: { vi: "Ngày đăng ký", en: "Registered on" },
      kind: "date",
      after: [...LABELS.registeredOn, "Ngày, tháng, năm đăng ký kết hôn"],
      isKey: true,
    },
  ],
};
