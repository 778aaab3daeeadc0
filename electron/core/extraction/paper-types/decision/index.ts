// Quyết định of an authority (NĐ 30/2020), with the person whom it concerns where there is one.
import { ISSUED_ON, ISSUER, NOTATION, SIGNER, SUBJECT, key } from "../../document-rules";
import { LABELS } from "../../labels";
import type { PaperType } from "../../paper-type";

export const decision: PaperType = {
  id: "decision",
  name: { vi: "Quyết định", en: "Decision" },
  titles: ["QUYẾT ĐỊNH", "QUYẾT ĐỊNH CÁ BIỆT"],
  marks: [
    ["QUYẾT ĐỊNH:", 1],
    ["Căn cứ Luật", 0.5],
    ["Căn cứ Nghị định", 0.5],
    ["Theo đề nghị của", 0.7],
    ["Xét đề nghị của", 0.7],
    ["Quyết định này có hiệu lực", 1.5],
    ["chịu trách nhiệm thi hành Quyết định này", 1.5],
    ["Điều 1", 0.3],
    ["Kính gửi", -1],
  ],
  fields: [
    ISSUER,
    key(NOTATION),
    key(ISSUED_ON),
    key(SUBJECT),
    {
      key: "person.fullName",
      label: { vi: "Người có tên trong quyết định", en: "Person concerned" },
      kind: "name",
      after: ["đối với ông (bà)", "cho ông (bà)", "Ông (bà)", "Ông/Bà", "đối với ông", "đối với bà", "Ông", "Bà"],
      until: ["sinh ngày", "sinh năm", "số định danh", "trú tại", "hiện cư trú"],
      within: ["QUYẾT ĐỊNH:", "Điều 1"],
    },
    {
      key: "person.birthDate",
      label: { vi: "Người có tên – Ngày sinh", en: "Person – Date of birth" },
      kind: "date",
      after: LABELS.birthDate,
    },
    {
      key: "person.personalNumber",
      label: { vi: "Người có tên – Số định danh", en: "Person – Personal number" },
      kind: "personal_number",
      after: LABELS.personalNumber,
    },
    {
      key: "person.address",
      label: { vi: "Người có tên – Nơi cư trú", en: "Person – Address" },
      kind: "address",
      after: LABELS.address,
      until: [";", "mức trợ cấp"],
    },
    {
      key: "amount",
      label: { vi: "Số tiền", en: "Amount" },
      kind: "money",
      after: ["mức trợ cấp", "mức hỗ trợ", "mức hưởng", "trợ cấp một lần", "với số tiền", "Số tiền", "Tổng số tiền"],
      within: ["Điều 1"],
    },
    {
      key: "effectiveOn",
      label: { vi: "Hưởng hoặc có hiệu lực từ ngày", en: "Effective from" },
      kind: "date",
      after: ["kể từ ngày", "hưởng từ ngày", "có hiệu lực từ ngày", "có hiệu lực kể từ ngày", "tính từ ngày"],
      within: ["Điều 1"],
    },
    SIGNER,
  ],
};
