// Giấy xác nhận tình trạng hôn nhân, given out by the commune.
import { ISSUED_ON, ISSUER, NOTATION, SIGNER, key } from "../../document-rules";
import type { PaperType } from "../../paper-type";
import { peopleRules } from "../../person-rules";

export const maritalStatusCertificate: PaperType = {
  id: "marital_status_certificate",
  name: { vi: "Giấy xác nhận tình trạng hôn nhân", en: "Marital status certificate" },
  titles: ["GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", "XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"],
  marks: [
    ["Tình trạng hôn nhân", 0.5],
    ["Giấy này có giá trị", 1],
    ["Giấy này được cấp để", 1],
    ["Giấy này được sử dụng để", 0.7],
    ["Xét đề nghị của ông/bà", 1],
    ["XÁC NHẬN:", 0.5],
    ["Kính gửi", -1.5],
    ["Tờ khai", -2],
    ["Tôi cam đoan", -1.5],
  ],
  fields: [
    ISSUER,
    key(NOTATION),
    ISSUED_ON,
    ...peopleRules(
      [
        {
          key: "person",
          who: { vi: "Người được xác nhận", en: "Person" },
          has: ["birthDate", "gender", "ethnicity", "nationality", "personalNumber", "address"],
          keys: ["birthDate", "personalNumber"],
          isApplicant: true,
        },
      ],
      ["Giấy này có giá trị"],
    ),
    {
      key: "maritalStatus",
      label: { vi: "Tình trạng hôn nhân", en: "Marital status" },
      kind: "text",
      after: ["Tình trạng hôn nhân hiện tại", "Tình trạng hôn nhân"],
      nth: 0,
      isKey: true,
    },
    {
      key: "purpose",
      label: { vi: "Mục đích", en: "Purpose" },
      kind: "text",
      after: ["Giấy này được cấp để", "Giấy này được sử dụng để", "Mục đích sử dụng"],
    },
    SIGNER,
  ],
};
