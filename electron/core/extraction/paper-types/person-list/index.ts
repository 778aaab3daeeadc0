// Danh sách: a table of persons, often the annex of a decision.
import { ISSUER, SIGNER, SUBJECT } from "../../document-rules";
import type { PaperType } from "../../paper-type";
import { personTable } from "../../table-rules";

export const personList: PaperType = {
  id: "person_list",
  name: { vi: "Danh sách", en: "List of persons" },
  titles: ["DANH SÁCH", "DANH SÁCH TRÍCH NGANG", "BẢNG TỔNG HỢP", "BẢNG DANH SÁCH", "BẢNG KÊ"],
  marks: [
    ["STT", 0.5],
    ["Kèm theo Quyết định số", 0.7],
    ["Người lập biểu", 1],
    ["Người lập danh sách", 1],
    ["Ghi chú", 0.3],
    ["Họ và tên", 0.3],
    ["Nội dung đề nghị", -1],
    ["Kính gửi", -1],
    ["Tôi cam đoan", -1.5],
  ],
  fields: [
    ISSUER,
    SUBJECT,
    {
      key: "attachedTo",
      label: { vi: "Kèm theo văn bản số", en: "Annex of" },
      kind: "notation",
      after: [
        "Kèm theo Quyết định số",
        "Kèm theo Công văn số",
        "Kèm theo Tờ trình số",
        "Ban hành kèm theo Quyết định số",
      ],
    },
    {
      key: "total",
      label: { vi: "Tổng cộng", en: "Total" },
      kind: "money",
      after: ["Tổng cộng", "Tổng số tiền", "Cộng"],
    },
    SIGNER,
  ],
  tables: [
    personTable("person", { vi: "Người", en: "Person" }, [
      "fullName",
      "birthDate",
      "gender",
      "personalNumber",
      "address",
      "amount",
      "relation",
    ]),
  ],
};
