// Rules for wife and husband: side by side in two columns under their heads, or one under the other with full labels.
import type { FieldKind, Label, SuggestionTarget } from "../../../shared/contract";
import { LABELS } from "./labels";
import type { FieldRule } from "./paper-type";

/** The others are so like one of these that they are found, too. */
const NAME_WORDS = ["Họ, chữ đệm, tên", "Họ, chữ đệm và tên", "Họ và tên", "Họ tên"];

interface Spouse {
  key: "wife" | "husband";
  who: Label;
  called: readonly string[];
  /** Heads of the spouse's column in a table. */
  heads: readonly string[];
}

const SPOUSES: readonly Spouse[] = [
  {
    key: "wife",
    who: { vi: "Vợ (bên nữ)", en: "Wife" },
    called: ["vợ", "bên nữ", "người vợ", "bên vợ"],
    heads: ["Bên nữ", "Bên vợ", "Thông tin bên nữ"],
  },
  {
    key: "husband",
    who: { vi: "Chồng (bên nam)", en: "Husband" },
    called: ["chồng", "bên nam", "người chồng", "bên chồng"],
    heads: ["Bên nam", "Bên chồng", "Thông tin bên nam"],
  },
];

interface Part {
  key: string;
  label: Label;
  kind: FieldKind;
  after: readonly string[];
  suggests?: SuggestionTarget;
  isKey?: boolean;
}

const PARTS: readonly Part[] = [
  {
    key: "birthDate",
    label: { vi: "Ngày sinh", en: "Date of birth" },
    kind: "date",
    after: LABELS.birthDate,
    isKey: true,
  },
  { key: "ethnicity", label: { vi: "Dân tộc", en: "Ethnicity" }, kind: "text", after: LABELS.ethnicity },
  { key: "nationality", label: { vi: "Quốc tịch", en: "Nationality" }, kind: "text", after: LABELS.nationality },
  { key: "address", label: { vi: "Nơi cư trú", en: "Address" }, kind: "address", after: LABELS.address },
  {
    key: "personalNumber",
    label: { vi: "Số định danh cá nhân", en: "Personal identification number" },
    kind: "personal_number",
    after: LABELS.personalNumber,
    isKey: true,
  },
  {
    key: "issuedOn",
    label: { vi: "Ngày cấp giấy tờ", en: "Document issued on" },
    kind: "date",
    after: LABELS.issuedOn,
  },
];

/** @param endsWith words that end the part of the couple */
export function coupleRules(endsWith: readonly string[]): FieldRule[] {
  return SPOUSES.flatMap((spouse) => {
    const others = SPOUSES.filter((other) => other !== spouse).flatMap(names);
    const name = nameRules(spouse);
    return [...name, ...PARTS.flatMap((part) => partRules(spouse, part, [...others, ...endsWith]))];
  });
}

function names(spouse: Spouse): string[] {
  return spouse.called.flatMap((who) => NAME_WORDS.map((words) => `${words} ${who}`));
}

function nameRules(spouse: Spouse): FieldRule[] {
  const base = {
    key: `${spouse.key}.fullName`,
    label: shown(spouse, { vi: "Họ, chữ đệm, tên", en: "Full name" }),
    kind: "name",
    isKey: true,
  } as const;
  return [
    { ...base, after: names(spouse) },
    { ...base, after: LABELS.fullName, column: spouse.heads },
  ];
}

/** In the column under its head, or under the words of the spouse's name; or after these, one under the other. */
function partRules(spouse: Spouse, part: Part, endsWith: readonly string[]): FieldRule[] {
  const base = { ...part, key: `${spouse.key}.${part.key}`, label: shown(spouse, part.label) };
  return [
    { ...base, column: spouse.heads },
    // There the label stands in the cell, too: only values that have a form of their own are told from it.
    ...(part.kind === "date" || part.kind === "personal_number" ? [{ ...base, column: names(spouse) }] : []),
    { ...base, within: names(spouse), endsWith },
  ];
}

function shown(spouse: Spouse, what: Label): Label {
  return { vi: `${spouse.who.vi} – ${what.vi}`, en: `${spouse.who.en} – ${what.en}` };
}
