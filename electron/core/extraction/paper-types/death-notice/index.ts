// Giấy báo tử, of the hospital or the commune where somebody died.
import { ISSUED_ON, ISSUER, NOTATION, SIGNER, key } from "../../document-rules";
import type { PaperType } from "../../paper-type";
import { peopleRules } from "../../person-rules";

export const deathNotice: PaperType = {
  id: "death_notice",
  name: { vi: "Giấy báo tử", en: "Death notice" },
  titles: ["GIẤY BÁO TỬ", "PHIẾU CHẨN ĐOÁN NGUYÊN NHÂN TỬ VONG"],
  marks: [
    ["Đã tử vong vào lúc", 1.5],
    ["Đã chết vào lúc", 0.5],
    ["Nguyên nhân tử vong", 1],
    ["Vào viện", 0.5],
    ["Thủ trưởng cơ sở y tế", 0.7],
    ["Sở Y tế", 0.5],
    ["Trích lục", -1],
    ["Tôi cam đoan", -1],
  ],
  fields: [
    ISSUER,
    key(NOTATION),
    ISSUED_ON,
    ...peopleRules(
      [
        {
          key: "deceased",
          who: { vi: "Người chết", en: "Deceased" },
          called: ["người chết", "người tử vong", "người bệnh"],
          has: ["birthDate", "gender", "ethnicity", "nationality", "personalNumber", "issuedOn"],
          keys: ["birthDate"],
        },
      ],
      ["Đã tử vong vào lúc", "Đã chết vào lúc"],
    ),
    {
      key: "deceased.address",
      label: { vi: "Nơi cư trú cuối cùng", en: "Last address" },
      kind: "address",
      after: ["Nơi cư trú cuối cùng", "Nơi thường trú/tạm trú cuối cùng", "Nơi thường trú", "Địa chỉ", "Nơi cư trú"],
    },
    {
      key: "deathDate",
      label: { vi: "Ngày chết", en: "Date of death" },
      kind: "date",
      after: [
        "Đã tử vong vào lúc",
        "Đã chết vào lúc",
        "Tử vong lúc",
        "Tử vong ngày",
        "Ngày tử vong",
        "Ngày, tháng, năm tử vong",
        "Chết lúc",
      ],
      isKey: true,
    },
    {
      key: "deathPlace",
      label: { vi: "Nơi chết", en: "Place of death" },
      kind: "address",
      after: ["Nơi tử vong", "Nơi chết", "Địa điểm tử vong"],
    },
    {
      key: "deathCause",
      label: { vi: "Nguyên nhân chết", en: "Cause of death" },
      kind: "text",
      after: ["Nguyên nhân tử vong", "Nguyên nhân chết", "Chẩn đoán nguyên nhân tử vong"],
    },
    SIGNER,
  ],
};
