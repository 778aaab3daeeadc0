// Rules for tables of persons: members of a household, lists.
import type { FieldKind, Label } from "../../../shared/contract";
import { LABELS } from "./labels";
import type { TableRule } from "./paper-type";

const COLUMNS = {
  fullName: {
    label: { vi: "Họ, chữ đệm, tên", en: "Full name" },
    kind: "name",
    heads: [...LABELS.fullName, "Họ và tên chủ hộ", "Tên chủ hộ", "Họ tên chủ hộ"],
  },
  birthDate: {
    label: { vi: "Ngày sinh", en: "Date of birth" },
    kind: "date",
    heads: [...LABELS.birthDate, "Ngày, tháng"],
  },
  gender: { label: { vi: "Giới tính", en: "Gender" }, kind: "gender", heads: [...LABELS.gender, "Giới"] },
  personalNumber: {
    label: { vi: "Số định danh cá nhân", en: "Personal identification number" },
    kind: "personal_number",
    heads: LABELS.personalNumber,
  },
  relation: {
    label: { vi: "Quan hệ", en: "Relation" },
    kind: "text",
    heads: [
      "Mối quan hệ với chủ hộ",
      "Quan hệ với chủ hộ",
      "Mối quan hệ với người có thay đổi",
      "Mối quan hệ",
      "Quan hệ",
    ],
  },
  address: {
    label: { vi: "Nơi ở", en: "Address" },
    kind: "address",
    heads: ["Thôn/Tổ dân phố", "Thôn, bản", "Thôn", ...LABELS.address],
  },
  amount: {
    label: { vi: "Số tiền", en: "Amount" },
    kind: "money",
    heads: ["Số tiền (đồng)", "Số tiền", "Mức hỗ trợ", "Mức trợ cấp", "Thành tiền", "Kinh phí"],
  },
} as const satisfies Record<string, { label: Label; kind: FieldKind; heads: readonly string[] }>;

/** Columns that a page does not have are left out by themselves. @param who "Thành viên" */
export function personTable(key: string, who: Label, columns: readonly (keyof typeof COLUMNS)[]): TableRule {
  return {
    key,
    columns: columns.map((name) => {
      const { label, kind, heads } = COLUMNS[name];
      return { key: name, label: { vi: `${who.vi} – ${label.vi}`, en: `${who.en} – ${label.en}` }, kind, heads };
    }),
  };
}
