// Trích lục khai tử, and giấy chứng tử of the years before 2016.
import { NOTATION, SIGNER, key } from "../../document-rules";
import { LABELS } from "../../labels";
import type { PaperType } from "../../paper-type";
import { peopleRules } from "../../person-rules";

export const deathCertificate: PaperType = {
  id: "death_certificate",
  name: { vi: "Trích lục khai tử, giấy chứng tử", en: "Death certificate" },
  titles: [
    "TRÍCH LỤC KHAI TỬ",
    "TRÍCH LỤC KHAI TỬ (BẢN SAO)",
    "BẢN SAO TRÍCH LỤC KHAI TỬ",
    "GIẤY CHỨNG TỬ",
    "GIẤY CHỨNG TỬ (BẢN SAO)",
  ],
  marks: [
    ["Đã chết vào lúc", 1],
    ["Nơi cư trú cuối cùng", 0.5],
    ["Nguyên nhân chết", 0.5],
    ["Đăng ký khai tử tại", 1],
    ["Nơi đăng ký khai tử", 0.7],
    ["Kính gửi", -1.5],
    ["Tôi cam đoan", -1.5],
    ["Giấy báo tử", -0.3],
  ],
  fields: [
    key(NOTATION),
    ...peopleRules(
      [
        {
          key: "deceased",
          who: { vi: "Người chết", en: "Deceased" },
          has: ["birthDate", "gender", "ethnicity", "nationality", "personalNumber", "issuedOn", "issuedBy"],
          keys: ["birthDate"],
        },
      ],
      ["Đã chết vào lúc", "Nơi đăng ký khai tử", "Đăng ký khai tử tại"],
    ),
    {
      key: "deceased.address",
      label: { vi: "Nơi cư trú cuối cùng", en: "Last address" },
      kind: "address",
      after: ["Nơi cư trú cuối cùng", "Nơi thường trú/tạm trú cuối cùng", "Nơi thường trú cuối cùng"],
    },
    {
      key: "deathDate",
      label: { vi: "Ngày chết", en: "Date of death" },
      kind: "date",
      after: ["Đã chết vào lúc", "Chết vào lúc", "Đã chết lúc", "Ngày, tháng, năm chết", "Ngày chết", "Đã chết ngày"],
      isKey: true,
    },
    {
      key: "deathPlace",
      label: { vi: "Nơi chết", en: "Place of death" },
      kind: "address",
      after: ["Nơi chết", "Tại"],
    },
    {
      key: "deathCause",
      label: { vi: "Nguyên nhân chết", en: "Cause of death" },
      kind: "text",
      after: ["Nguyên nhân chết", "Nguyên nhân tử vong", "Nguyên nhân"],
    },
    {
      key: "deathNotice",
      label: { vi: "Giấy báo tử số", en: "Death notice number" },
      kind: "notation",
      after: ["Số Giấy báo tử/Giấy tờ thay thế Giấy báo tử", "Số Giấy báo tử", "Giấy báo tử số"],
    },
    {
      key: "registeredAt",
      label: { vi: "Nơi đăng ký khai tử", en: "Registered at" },
      kind: "organisation",
      after: ["Nơi đăng ký khai tử", "Đăng ký khai tử tại", "Nơi đăng ký"],
    },
    {
      key: "registeredOn",
      label: { vi: "Ngày đăng ký", en: "Registered on" },
      kind: "date",
      after: LABELS.registeredOn,
    },
    SIGNER,
  ],
};
