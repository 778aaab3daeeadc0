// Tờ khai cấp bản sao trích lục hộ tịch, and confirmation of a civil status fact.
import { ADDRESSEE, SIGNED_ON } from "../../document-rules";
import type { PaperType } from "../../paper-type";
import { peopleRules } from "../../person-rules";

export const extractRequest: PaperType = {
  id: "extract_request",
  name: { vi: "Tờ khai cấp bản sao trích lục hộ tịch", en: "Request for a register extract" },
  titles: [
    "TỜ KHAI CẤP BẢN SAO TRÍCH LỤC HỘ TỊCH",
    "TỜ KHAI CẤP BẢN SAO TRÍCH LỤC",
    "TỜ KHAI ĐỀ NGHỊ CẤP BẢN SAO TRÍCH LỤC HỘ TỊCH",
    "TỜ KHAI CẤP BẢN SAO GIẤY KHAI SINH",
  ],
  marks: [
    ["Đề nghị cơ quan cấp bản sao trích lục", 2],
    ["Số lượng bản sao yêu cầu cấp", 1.5],
    ["Đã đăng ký tại", 0.7],
    ["Theo Giấy chứng nhận/Trích lục", 0.7],
    ["Tôi cam đoan", 0.5],
    ["Kính gửi", 0.5],
  ],
  fields: [
    ADDRESSEE,
    ...peopleRules(
      [
        {
          key: "applicant",
          who: { vi: "Người yêu cầu", en: "Applicant" },
          called: ["người yêu cầu"],
          has: ["birthDate", "personalNumber", "issuedOn", "issuedBy", "address", "phone"],
          keys: ["personalNumber"],
          isApplicant: true,
        },
        {
          key: "person",
          who: { vi: "Người có tên trong trích lục", en: "Person" },
          under: ["cho người có tên dưới đây", "của người có tên dưới đây", "cho người dưới đây"],
          has: ["birthDate", "gender", "ethnicity", "nationality", "address", "personalNumber"],
        },
      ],
      ["Đã đăng ký tại", "Đã đăng ký", "Số lượng bản sao"],
    ),
    {
      key: "applicant.relation",
      label: { vi: "Quan hệ với người được cấp", en: "Relation to the person" },
      kind: "text",
      after: [
        "Quan hệ với người được cấp bản sao Trích lục hộ tịch",
        "Quan hệ với người được cấp bản sao",
        "Quan hệ với người được cấp",
      ],
    },
    {
      key: "registeredAt",
      label: { vi: "Đã đăng ký tại", en: "Registered at" },
      kind: "organisation",
      after: ["Đã đăng ký tại", "Đã đăng ký hộ tịch tại"],
    },
    {
      key: "registeredOn",
      label: { vi: "Ngày đăng ký", en: "Registered on" },
      kind: "date",
      after: ["Đăng ký ngày", "ngày"],
      within: ["Đã đăng ký tại", "Đã đăng ký"],
      endsWith: ["Số lượng bản sao", "Tôi cam đoan"],
    },
    {
      key: "copies",
      label: { vi: "Số lượng bản sao", en: "Copies" },
      kind: "number",
      after: ["Số lượng bản sao yêu cầu cấp", "Số lượng bản sao", "Số lượng"],
    },
    SIGNED_ON,
  ],
};
