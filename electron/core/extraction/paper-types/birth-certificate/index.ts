// Giấy khai sinh, original or copy from the register: forms of TT 01/2022 (NĐ 123/2015) and older ones.
import { LABELS } from "../../labels";
import { NOTATION } from "../../document-rules";
import type { PaperType } from "../../paper-type";
import { peopleRules } from "../../person-rules";

export const birthCertificate: PaperType = {
  id: "birth_certificate",
  name: { vi: "Giấy khai sinh", en: "Birth certificate" },
  titles: ["GIẤY KHAI SINH", "GIẤY KHAI SINH (BẢN SAO)", "GIẤY KHAI SINH (BẢN CHÍNH)", "BẢN SAO GIẤY KHAI SINH"],
  marks: [
    ["Họ, chữ đệm, tên người đi khai sinh", 1.5],
    ["Nơi đăng ký khai sinh", 1],
    ["Sao từ Sổ đăng ký khai sinh", 1],
    ["Ghi bằng chữ", 0.5],
    ["Họ, chữ đệm, tên người mẹ", 0.5],
    ["Tôi cam đoan", -1.5],
    ["Kính gửi", -1.5],
    ["Trích lục", -1],
  ],
  fields: [
    NOTATION,
    ...peopleRules(
      [
        {
          key: "child",
          who: { vi: "Con", en: "Child" },
          has: ["birthDate", "gender", "ethnicity", "nationality", "birthPlace", "homeTown", "personalNumber"],
          keys: ["birthDate", "gender"],
        },
        {
          key: "mother",
          who: { vi: "Mẹ", en: "Mother" },
          called: ["người mẹ", "mẹ"],
          has: ["birthDate", "ethnicity", "nationality", "address"],
        },
        {
          key: "father",
          who: { vi: "Cha", en: "Father" },
          called: ["người cha", "cha"],
          has: ["birthDate", "ethnicity", "nationality", "address"],
        },
        {
          key: "declarant",
          who: { vi: "Người đi khai sinh", en: "Declarant" },
          called: ["người đi khai sinh", "người khai sinh", "người đi đăng ký khai sinh"],
          has: ["personalNumber", "issuedOn"],
        },
      ],
      ["Nơi đăng ký khai sinh", "Nơi đăng ký"],
    ),
    {
      key: "registeredAt",
      label: { vi: "Nơi đăng ký khai sinh", en: "Registered at" },
      kind: "organisation",
      after: ["Nơi đăng ký khai sinh", "Đăng ký tại", "Nơi đăng ký"],
    },
    {
      key: "registeredOn",
      label: { vi: "Ngày đăng ký", en: "Registered on" },
      kind: "date",
      after: LABELS.registeredOn,
    },
  ],
};
