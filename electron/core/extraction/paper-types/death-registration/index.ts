// Tờ khai đăng ký khai tử.
import { ADDRESSEE, SIGNED_ON } from "../../document-rules";
import type { PaperType } from "../../paper-type";
import { peopleRules } from "../../person-rules";

export const deathRegistration: PaperType = {
  id: "death_registration",
  name: { vi: "Tờ khai đăng ký khai tử", en: "Death registration form" },
  titles: ["TỜ KHAI ĐĂNG KÝ KHAI TỬ", "TỜ KHAI ĐĂNG KÝ LẠI KHAI TỬ", "TỜ KHAI ĐIỆN TỬ LIÊN THÔNG ĐĂNG KÝ KHAI TỬ"],
  marks: [
    ["Đề nghị cơ quan đăng ký khai tử cho người có tên dưới đây", 2],
    ["Quan hệ với người đã chết", 1.5],
    ["Đã chết vào lúc", 0.5],
    ["Nguyên nhân chết", 0.5],
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
          key: "deceased",
          who: { vi: "Người chết", en: "Deceased" },
          under: [
            "Đề nghị cơ quan đăng ký khai tử cho người có tên dưới đây",
            "khai tử cho người có tên dưới đây",
            "khai tử cho người dưới đây",
            "THÔNG TIN NGƯỜI CHẾT",
          ],
          has: ["birthDate", "gender", "ethnicity", "nationality", "personalNumber"],
        },
      ],
      ["Đã chết vào lúc", "Tôi cam đoan"],
    ),
    {
      key: "applicant.relation",
      label: { vi: "Quan hệ với người chết", en: "Relation to the deceased" },
      kind: "text",
      after: ["Quan hệ với người đã chết", "Quan hệ với người chết"],
    },
    {
      key: "deceased.address",
      label: { vi: "Nơi cư trú cuối cùng", en: "Last address" },
      kind: "address",
      after: ["Nơi cư trú cuối cùng", "Nơi thường trú cuối cùng"],
    },
    {
      key: "deathDate",
      label: { vi: "Ngày chết", en: "Date of death" },
      kind: "date",
      after: ["Đã chết vào lúc", "Chết vào lúc", "Đã chết lúc", "Ngày, tháng, năm chết", "Ngày chết"],
      isKey: true,
    },
    {
      key: "deathPlace",
      label: { vi: "Nơi chết", en: "Place of death" },
      kind: "address",
      after: ["Nơi chết"],
    },
    {
      key: "deathCause",
      label: { vi: "Nguyên nhân chết", en: "Cause of death" },
      kind: "text",
      after: ["Nguyên nhân chết", "Nguyên nhân"],
    },
    SIGNED_ON,
  ],
};
