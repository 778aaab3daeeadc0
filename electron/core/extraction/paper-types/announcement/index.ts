// Thông báo, báo cáo, kế hoạch, tờ trình, chỉ thị, kết luận: papers of an authority that bear their kind as a title.
import { ADDRESSEE, ISSUED_ON, ISSUER, NOTATION, SIGNER, SUBJECT, key } from "../../document-rules";
import type { PaperType } from "../../paper-type";

export const announcement: PaperType = {
  id: "announcement",
  name: { vi: "Thông báo, báo cáo, văn bản hành chính khác", en: "Announcement, report or other official document" },
  titles: [
    "THÔNG BÁO",
    "BÁO CÁO",
    "KẾ HOẠCH",
    "TỜ TRÌNH",
    "CHỈ THỊ",
    "KẾT LUẬN",
    "NGHỊ QUYẾT",
    "BIÊN BẢN",
    "GIẤY MỜI",
    "GIẤY GIỚI THIỆU",
    "CÔNG ĐIỆN",
    "HƯỚNG DẪN",
    "CHƯƠNG TRÌNH",
  ],
  marks: [
    ["Nơi nhận", 0.7],
    ["Lưu: VT", 0.7],
    ["Thông báo", 0.3],
    ["TM. ỦY BAN NHÂN DÂN", 0.5],
    ["Tôi cam đoan", -1.5],
    ["Mã hồ sơ", -0.7],
  ],
  fields: [ISSUER, key(NOTATION), key(ISSUED_ON), key(SUBJECT), ADDRESSEE, SIGNER],
};
