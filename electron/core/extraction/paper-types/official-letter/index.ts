// Công văn: a letter of one authority to another; it has no title but "V/v" under its number.
import { ADDRESSEE, ISSUED_ON, ISSUER, NOTATION, SIGNER, SUBJECT, key } from "../../document-rules";
import type { PaperType } from "../../paper-type";

export const officialLetter: PaperType = {
  id: "official_letter",
  name: { vi: "Công văn", en: "Official letter" },
  titles: ["CÔNG VĂN", "V/v"],
  marks: [
    ["V/v", 2],
    ["Kính gửi", 1],
    ["Nơi nhận", 0.7],
    ["Như trên", 1],
    ["Lưu: VT", 0.7],
    ["Trân trọng", 0.3],
    ["Tôi tên là", -1.5],
    ["Tôi cam đoan", -1.5],
    ["Người làm đơn", -1.5],
    ["Mã hồ sơ", -1],
  ],
  fields: [ISSUER, key(NOTATION), key(ISSUED_ON), key(SUBJECT), ADDRESSEE, SIGNER],
};
