// Giấy chứng sinh, of the hospital or midwife (TT 17/2012/TT-BYT and its later forms).
import { NOTATION } from "../../document-rules";
import type { PaperType } from "../../paper-type";
import { peopleRules } from "../../person-rules";

export const birthNotice: PaperType = {
  id: "birth_notice",
  name: { vi: "Giấy chứng sinh", en: "Hospital birth notice" },
  titles: ["GIẤY CHỨNG SINH", "GIẤY CHỨNG SINH (BẢN SAO)", "GIẤY CHỨNG SINH (MANG THAI HỘ)"],
  marks: [
    ["Đã sinh con vào lúc", 1.5],
    ["Số con trong lần sinh này", 1.5],
    ["Dự định đặt tên con", 1.5],
    ["Người đỡ đẻ", 1],
    ["Cân nặng", 0.7],
    ["Kính gửi", -1],
  ],
  fields: [
    NOTATION,
    { key: "book", label: { vi: "Quyển số", en: "Book" }, kind: "number", after: ["Quyển số", "Quyển"] },
    ...peopleRules(
      [
        {
          key: "mother",
          who: { vi: "Mẹ", en: "Mother" },
          called: ["mẹ", "người mẹ", "mẹ/Người nuôi dưỡng", "người nuôi dưỡng"],
          has: ["birthDate", "ethnicity", "address", "personalNumber", "issuedOn"],
          keys: ["personalNumber"],
        },
        { key: "father", who: { vi: "Cha", en: "Father" }, called: ["cha", "người cha"], has: ["birthDate"] },
      ],
      ["Đã sinh con vào lúc"],
    ),
    {
      key: "child.birthDate",
      label: { vi: "Con – Ngày sinh", en: "Child – Date of birth" },
      kind: "date",
      after: ["Đã sinh con vào lúc", "Đã sinh con lúc", "Sinh con vào lúc", "Ngày sinh của con", "Sinh lúc"],
      isKey: true,
    },
    {
      key: "child.birthPlace",
      label: { vi: "Con – Nơi sinh", en: "Child – Place of birth" },
      kind: "organisation",
      after: ["Tại", "Nơi sinh", "Sinh tại"],
      within: ["Đã sinh con vào lúc", "Đã sinh con lúc", "Sinh con vào lúc"],
    },
    {
      key: "child.gender",
      label: { vi: "Con – Giới tính", en: "Child – Gender" },
      kind: "gender",
      after: ["Giới tính của con", "Giới tính khi sinh", "Giới tính"],
      isKey: true,
    },
    {
      key: "child.count",
      label: { vi: "Số con trong lần sinh", en: "Children at this birth" },
      kind: "number",
      after: ["Số con trong lần sinh này", "Số con sinh ra trong lần này"],
    },
    {
      key: "child.weight",
      label: { vi: "Cân nặng (gam)", en: "Weight (g)" },
      kind: "number",
      after: ["Cân nặng khi sinh", "Cân nặng"],
    },
    {
      key: "child.fullName",
      label: { vi: "Con – Tên dự định đặt", en: "Child – Intended name" },
      kind: "name",
      after: [
        "Dự định đặt tên con là",
        "Dự định đặt tên cho con là",
        "Dự kiến đặt tên con là",
        "Tên dự định đặt cho con",
      ],
      isKey: true,
    },
  ],
};
