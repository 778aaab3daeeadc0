// Giấy khám sức khỏe (TT 32/2023/TT-BYT).
import { ISSUED_ON, ISSUER, NOTATION } from "../../document-rules";
import type { PaperType } from "../../paper-type";
import { peopleRules } from "../../person-rules";

export const healthCertificate: PaperType = {
  id: "health_certificate",
  name: { vi: "Giấy khám sức khỏe", en: "Health certificate" },
  titles: ["GIẤY KHÁM SỨC KHỎE", "GIẤY KHÁM SỨC KHOẺ", "GIẤY CHỨNG NHẬN SỨC KHỎE"],
  marks: [
    ["Tiền sử bệnh", 1],
    ["Khám thể lực", 1],
    ["Khám lâm sàng", 1],
    ["Lý do khám sức khỏe", 1],
    ["Phân loại sức khỏe", 1],
    ["Người kết luận", 0.7],
  ],
  fields: [
    ISSUER,
    NOTATION,
    ...peopleRules(
      [
        {
          key: "person",
          who: { vi: "Người được khám", en: "Person examined" },
          has: ["birthDate", "gender", "personalNumber", "issuedOn", "issuedBy", "address"],
          keys: ["birthDate"],
          isApplicant: true,
        },
      ],
      ["Lý do khám sức khỏe", "Tiền sử bệnh"],
    ),
    {
      key: "purpose",
      label: { vi: "Lý do khám", en: "Purpose" },
      kind: "text",
      after: ["Lý do khám sức khỏe", "Lý do khám"],
    },
    {
      key: "verdict",
      label: { vi: "Kết luận", en: "Verdict" },
      kind: "text",
      after: ["Phân loại sức khỏe", "Kết luận", "Hiện tại đủ sức khỏe"],
    },
    ISSUED_ON,
  ],
};
