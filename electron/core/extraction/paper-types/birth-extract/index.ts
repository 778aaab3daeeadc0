// Trích lục khai sinh (bản sao): what a commune gives out instead of a copy of the certificate.
import { LABELS } from "../../labels";
import { NOTATION } from "../../document-rules";
import type { PaperType } from "../../paper-type";
import { peopleRules } from "../../person-rules";

export const birthExtract: PaperType = {
  id: "birth_extract",
  name: { vi: "Trích lục khai sinh", en: "Birth register extract" },
  titles: [
    "TRÍCH LỤC KHAI SINH",
    "TRÍCH LỤC KHAI SINH (BẢN SAO)",
    "TRÍCH LỤC ĐĂNG KÝ KHAI SINH",
    "BẢN SAO TRÍCH LỤC KHAI SINH",
  ],
  marks: [
    ["Trích lục khai sinh", 1],
    ["Nơi đăng ký khai sinh", 0.5],
    ["Đăng ký khai sinh tại", 0.5],
    ["Kính gửi", -1.5],
    ["Tôi cam đoan", -1],
  ],
  fields: [
    NOTATION,
    ...peopleRules(
      [
        {
          key: "child",
          who: { vi: "Người được khai sinh", en: "Person" },
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
      ],
      ["Đăng ký khai sinh tại", "Nơi đăng ký"],
    ),
    {
      key: "registeredAt",
      label: { vi: "Nơi đăng ký khai sinh", en: "Registered at" },
      kind: "organisation",
      after: ["Nơi đăng ký khai sinh", "Đăng ký khai sinh tại", "Đăng ký tại", "Nơi đăng ký"],
    },
    {
      key: "registeredOn",
      label: { vi: "Ngày đăng ký", en: "Registered on" },
      kind: "date",
      after: LABELS.registeredOn,
    },
  ],
};
