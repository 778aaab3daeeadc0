// Giấy cam đoan, bản cam kết, văn bản thỏa thuận of citizens, for instance that a birth was never registered.
import { ADDRESSEE, SIGNED_ON, SUBJECT } from "../../document-rules";
import type { PaperType } from "../../paper-type";
import { peopleRules } from "../../person-rules";

export const commitment: PaperType = {
  id: "commitment",
  name: { vi: "Giấy cam đoan, cam kết", en: "Statement or commitment" },
  titles: [
    "GIẤY CAM ĐOAN",
    "VĂN BẢN CAM ĐOAN",
    "BẢN CAM ĐOAN",
    "GIẤY CAM KẾT",
    "BẢN CAM KẾT",
    "VĂN BẢN THỎA THUẬN",
    "GIẤY THỎA THUẬN",
    "GIẤY BẢO LÃNH",
    "BẢN TƯỜNG TRÌNH",
    "DI CHÚC",
    "VĂN BẢN TỪ CHỐI NHẬN DI SẢN",
    "VĂN BẢN THỎA THUẬN PHÂN CHIA DI SẢN",
  ],
  marks: [
    ["Tôi xin cam đoan", 0.7],
    ["Tôi cam đoan", 0.5],
    ["Nội dung cam đoan", 1.5],
    ["Người cam đoan", 1.5],
    ["Người cam kết", 1.5],
    ["Nếu sai tôi xin chịu trách nhiệm", 1],
    ["Tờ khai", -1],
    ["Mã hồ sơ", -1],
  ],
  fields: [
    SUBJECT,
    ADDRESSEE,
    ...peopleRules([
      {
        key: "applicant",
        who: { vi: "Người cam đoan", en: "Person" },
        called: ["người cam đoan", "người cam kết"],
        alsoNamed: ["Tôi tên là", "Tên tôi là", "Tôi là"],
        has: ["birthDate", "personalNumber", "issuedOn", "issuedBy", "address", "phone"],
        keys: ["personalNumber"],
        isApplicant: true,
      },
    ]),
    {
      key: "content",
      label: { vi: "Nội dung cam đoan", en: "What is stated" },
      kind: "text",
      after: ["Nội dung cam đoan", "Tôi xin cam đoan những nội dung sau", "Nội dung cam kết", "Nội dung"],
    },
    SIGNED_ON,
  ],
};
