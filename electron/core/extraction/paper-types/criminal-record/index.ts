// Phiếu lý lịch tư pháp.
import { ISSUED_ON, ISSUER, NOTATION, SIGNER, key } from "../../document-rules";
import type { PaperType } from "../../paper-type";
import { peopleRules } from "../../person-rules";

export const criminalRecord: PaperType = {
  id: "criminal_record",
  name: { vi: "Phiếu lý lịch tư pháp", en: "Criminal record certificate" },
  titles: ["PHIẾU LÝ LỊCH TƯ PHÁP", "PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1", "PHIẾU LÝ LỊCH TƯ PHÁP SỐ 2"],
  marks: [
    ["Tình trạng án tích", 1.5],
    ["Không có án tích", 1],
    ["Cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp", 1.5],
    ["Căn cứ Luật Lý lịch tư pháp", 1],
    ["Kính gửi", -1.5],
  ],
  fields: [
    ISSUER,
    key(NOTATION),
    ISSUED_ON,
    ...peopleRules(
      [
        {
          key: "person",
          who: { vi: "Người được cấp", en: "Person" },
          has: ["gender", "birthDate", "birthPlace", "nationality", "address", "personalNumber", "issuedOn"],
          keys: ["birthDate"],
          isApplicant: true,
        },
      ],
      ["Tình trạng án tích"],
    ),
    {
      key: "record",
      label: { vi: "Tình trạng án tích", en: "Record" },
      kind: "text",
      after: ["Tình trạng án tích"],
    },
    SIGNER,
  ],
};
