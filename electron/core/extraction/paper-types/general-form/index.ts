// Tờ khai, phiếu of any other matter (social aid, tax, certification): whose form it is and what it asks for.
import { ADDRESSEE, SIGNED_ON, SUBJECT } from "../../document-rules";
import type { PaperType } from "../../paper-type";
import { peopleRules } from "../../person-rules";

export const generalForm: PaperType = {
  id: "general_form",
  name: { vi: "Tờ khai, phiếu khác", en: "Other form" },
  titles: [
    "TỜ KHAI",
    "PHIẾU KHAI",
    "PHIẾU ĐĂNG KÝ",
    "PHIẾU YÊU CẦU",
    "PHIẾU ĐỀ NGHỊ",
    "PHIẾU THÔNG TIN",
    "TỜ KHAI ĐỀ NGHỊ TRỢ GIÚP XÃ HỘI",
    "TỜ KHAI HƯỞNG MAI TÁNG PHÍ",
    "TỜ KHAI THUẾ",
    "PHIẾU YÊU CẦU CHỨNG THỰC",
  ],
  marks: [
    ["Kính gửi", 0.3],
    ["Người khai", 1],
    ["Người kê khai", 0.7],
    ["Tôi xin cam đoan", 0.7],
    ["Thông tin người khai thay", 1],
    ["Thông tin của đối tượng", 1],
    ["Mẫu số", 0.3],
  ],
  fields: [
    SUBJECT,
    ADDRESSEE,
    ...peopleRules([
      {
        key: "applicant",
        who: { vi: "Người khai", en: "Applicant" },
        called: ["người khai", "người kê khai", "người yêu cầu", "người đề nghị", "đối tượng"],
        alsoNamed: ["Tôi tên là", "Tôi là"],
        has: [
          "birthDate",
          "gender",
          "ethnicity",
          "nationality",
          "personalNumber",
          "issuedOn",
          "issuedBy",
          "homeTown",
          "address",
          "phone",
          "email",
        ],
        keys: ["personalNumber"],
        isApplicant: true,
      },
    ]),
    {
      key: "reason",
      label: { vi: "Nội dung đề nghị", en: "Request" },
      kind: "text",
      after: ["Nội dung đề nghị", "Nội dung yêu cầu", "Đề nghị giải quyết", "Lý do", "Mục đích"],
    },
    SIGNED_ON,
  ],
};
