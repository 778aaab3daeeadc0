// Giấy xác nhận, giấy chứng nhận of any other matter: disability, income, merit, study.
import { ISSUED_ON, ISSUER, NOTATION, SIGNER, SUBJECT, key } from "../../document-rules";
import type { PaperType } from "../../paper-type";
import { peopleRules } from "../../person-rules";

export const confirmation: PaperType = {
  id: "confirmation",
  name: { vi: "Giấy xác nhận, chứng nhận khác", en: "Other confirmation or certificate" },
  titles: [
    "GIẤY XÁC NHẬN",
    "GIẤY CHỨNG NHẬN",
    "XÁC NHẬN",
    "GIẤY XÁC NHẬN KHUYẾT TẬT",
    "GIẤY XÁC NHẬN MỨC ĐỘ KHUYẾT TẬT",
    "GIẤY XÁC NHẬN NƠI CƯ TRÚ",
    "GIẤY XÁC NHẬN THU NHẬP",
    "GIẤY XÁC NHẬN SỐ CMND",
    "GIẤY CHỨNG NHẬN THƯƠNG BINH",
    "GIẤY CHỨNG NHẬN GIA ĐÌNH LIỆT SĨ",
    "GIẤY CHỨNG NHẬN NUÔI CON NUÔI",
  ],
  marks: [
    ["Xác nhận ông (bà)", 1],
    ["Xác nhận ông/bà", 1],
    ["Chứng nhận ông (bà)", 1],
    ["Mức độ khuyết tật", 1],
    ["Dạng khuyết tật", 1],
    ["Kính gửi", -1],
    ["Tôi cam đoan", -0.7],
  ],
  fields: [
    ISSUER,
    key(NOTATION),
    ISSUED_ON,
    SUBJECT,
    ...peopleRules([
      {
        key: "person",
        who: { vi: "Người được xác nhận", en: "Person" },
        called: ["người được xác nhận", "người khuyết tật", "người được cấp"],
        alsoNamed: [
          "Xác nhận ông (bà)",
          "Xác nhận ông/bà",
          "Chứng nhận ông (bà)",
          "Chứng nhận ông/bà",
          "Xác nhận ông",
          "Xác nhận bà",
          "Ông (bà)",
          "Ông/Bà",
        ],
        has: ["birthDate", "gender", "ethnicity", "personalNumber", "issuedOn", "homeTown", "address"],
        keys: ["personalNumber"],
        isApplicant: true,
      },
    ]),
    {
      key: "disability.kind",
      label: { vi: "Dạng khuyết tật", en: "Kind of disability" },
      kind: "text",
      after: ["Dạng khuyết tật"],
    },
    {
      key: "disability.degree",
      label: { vi: "Mức độ khuyết tật", en: "Degree of disability" },
      kind: "text",
      after: ["Mức độ khuyết tật"],
    },
    SIGNER,
  ],
};
