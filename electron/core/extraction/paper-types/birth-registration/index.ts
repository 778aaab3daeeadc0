// Tờ khai đăng ký khai sinh (also again, and with the mobile service): forms of TT 04/2020, TT 04/2024 and the joined procedure.
import { LABELS } from "../../labels";
import type { PaperType } from "../../paper-type";
import { peopleRules } from "../../person-rules";

export const birthRegistration: PaperType = {
  id: "birth_registration",
  name: { vi: "Tờ khai đăng ký khai sinh", en: "Birth registration form" },
  titles: [
    "TỜ KHAI ĐĂNG KÝ KHAI SINH",
    "TỜ KHAI ĐĂNG KÝ LẠI KHAI SINH",
    "TỜ KHAI ĐĂNG KÝ KHAI SINH, NHẬN CHA, MẸ, CON",
    "TỜ KHAI ĐIỆN TỬ LIÊN THÔNG ĐĂNG KÝ KHAI SINH",
  ],
  marks: [
    ["Đề nghị cơ quan đăng ký khai sinh cho người dưới đây", 2],
    ["Quan hệ với người được khai sinh", 1.5],
    ["Tôi cam đoan những nội dung khai trên đây là đúng sự thật", 0.5],
    ["được sự thỏa thuận nhất trí của các bên liên quan", 2],
    ["Họ, chữ đệm, tên người mẹ", 0.5],
    ["Họ, chữ đệm, tên người cha", 0.5],
    ["Đề nghị cấp bản sao", 0.3],
    ["Giấy chứng sinh", -0.2],
  ],
  fields: [
    ...peopleRules(
      [
        {
          key: "applicant",
          who: { vi: "Người yêu cầu", en: "Applicant" },
          called: ["người yêu cầu", "người yêu cầu đăng ký"],
          has: ["birthDate", "personalNumber", "issuedOn", "issuedBy", "address", "phone"],
          keys: ["personalNumber"],
          isApplicant: true,
        },
        {
          key: "child",
          who: { vi: "Con", en: "Child" },
          under: [
            "Đề nghị cơ quan đăng ký khai sinh cho người dưới đây",
            "Đề nghị cơ quan đăng ký lại khai sinh cho người có tên dưới đây",
            "khai sinh cho người dưới đây",
            "khai sinh cho người có tên dưới đây",
            "THÔNG TIN NGƯỜI ĐƯỢC KHAI SINH",
            "THÔNG TIN VỀ NGƯỜI ĐƯỢC KHAI SINH",
          ],
          alsoNamed: ["Họ, chữ đệm, tên của trẻ", "Họ, chữ đệm, tên trẻ"],
          has: ["birthDate", "gender", "ethnicity", "nationality", "birthPlace", "homeTown"],
          keys: ["birthDate", "gender"],
        },
        {
          key: "mother",
          who: { vi: "Mẹ", en: "Mother" },
          called: ["người mẹ", "mẹ"],
          has: ["birthDate", "ethnicity", "nationality", "address", "personalNumber"],
        },
        {
          key: "father",
          who: { vi: "Cha", en: "Father" },
          called: ["người cha", "cha"],
          has: ["birthDate", "ethnicity", "nationality", "address", "personalNumber"],
        },
      ],
      ["Tôi cam đoan", "Làm tại"],
    ),
    {
      key: "applicant.relation",
      label: { vi: "Quan hệ với con", en: "Relation to the child" },
      kind: "text",
      after: ["Quan hệ với người được khai sinh", "Quan hệ với trẻ"],
    },
    {
      key: "addressee",
      label: { vi: "Kính gửi", en: "Addressed to" },
      kind: "organisation",
      after: LABELS.addressee,
    },
  ],
};
