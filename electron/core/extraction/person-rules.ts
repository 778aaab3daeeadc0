// Rules for the persons of a form: every one has a name and the same few things after it, told apart by where they stand.
import type { FieldKind, Label, SuggestionTarget } from "../../../shared/contract";
import { LABELS } from "./labels";
import type { FieldRule } from "./paper-type";

type PersonPart =
  | "birthDate"
  | "personalNumber"
  | "issuedOn"
  | "issuedBy"
  | "gender"
  | "ethnicity"
  | "nationality"
  | "birthPlace"
  | "homeTown"
  | "address"
  | "phone"
  | "email";

export interface PersonOnForm {
  /** First part of the keys: "mother" gives "mother.fullName". */
  key: string;
  /** In the window: "Mẹ – Ngày sinh". */
  who: Label;
  /** How the form calls the person: "người mẹ" gives the words "Họ, chữ đệm, tên người mẹ". */
  called?: readonly string[];
  /** Headings under which the person stands with labels of no one in particular: "BÊN ĐƯỢC ỦY QUYỀN". */
  under?: readonly string[];
  /** Further words before the name: "Tôi tên là". */
  alsoNamed?: readonly string[];
  has: readonly PersonPart[];
  /** Parts without which the page is suspicious; the name always is one of them. */
  keys?: readonly PersonPart[];
  /** The applicant of the intake form. */
  isApplicant?: boolean;
}

/** The others are so like one of these that they are found, too. */
const NAME_WORDS = ["Họ, chữ đệm, tên", "Họ, chữ đệm và tên", "Họ và tên", "Họ tên"];

const KINDS: Record<PersonPart, FieldKind> = {
  birthDate: "date",
  personalNumber: "personal_number",
  issuedOn: "date",
  issuedBy: "organisation",
  gender: "gender",
  ethnicity: "text",
  nationality: "text",
  birthPlace: "address",
  homeTown: "address",
  address: "address",
  phone: "phone",
  email: "text",
};

const SHOWN: Record<PersonPart | "fullName", Label> = {
  fullName: { vi: "Họ, chữ đệm, tên", en: "Full name" },
  birthDate: { vi: "Ngày sinh", en: "Date of birth" },
  personalNumber: { vi: "Số định danh cá nhân", en: "Personal identification number" },
  issuedOn: { vi: "Ngày cấp giấy tờ", en: "Document issued on" },
  issuedBy: { vi: "Nơi cấp giấy tờ", en: "Document issued by" },
  gender: { vi: "Giới tính", en: "Gender" },
  ethnicity: { vi: "Dân tộc", en: "Ethnicity" },
  nationality: { vi: "Quốc tịch", en: "Nationality" },
  birthPlace: { vi: "Nơi sinh", en: "Place of birth" },
  homeTown: { vi: "Quê quán", en: "Home town" },
  address: { vi: "Nơi cư trú", en: "Address" },
  phone: { vi: "Số điện thoại", en: "Phone number" },
  email: { vi: "Thư điện tử", en: "E-mail" },
};

/** Labels of things that are not asked for, but stand on the same line. */
const NEXT_LABELS: Partial<Record<PersonPart, readonly string[]>> = {
  ethnicity: ["Tôn giáo", "Quốc tịch", "Giới tính"],
  nationality: ["Tôn giáo", "Nơi sinh", "Quê quán"],
};

/** What stands before "số" may be misread; twelve digits after it that can be a citizen's are one. */
const NUMBER_WORDS: readonly string[] = [...LABELS.personalNumber, "Số"];

const SUGGESTS: Partial<Record<PersonPart, SuggestionTarget>> = {
  birthDate: "birthDate",
  personalNumber: "personalNumber",
  issuedOn: "cardIssuedOn",
  gender: "gender",
  address: "address",
  phone: "phone",
  email: "email",
};

/**
 * Rules of all persons of one form. A person's part of the page begins with its heading, or else with its name, and
 * ends where another one's begins, in whatever order they stand.
 * @param after words that end the last person's part
 */
export function peopleRules(people: readonly PersonOnForm[], after: readonly string[] = []): FieldRule[] {
  return people.flatMap((person) => {
    const others = people.filter((other) => other !== person).flatMap(beginnings);
    return rulesOf(person, people.length > 1, [...others, ...after]);
  });
}

function beginnings(person: PersonOnForm): string[] {
  return person.under ? [...person.under] : nameWords(person);
}

function nameWords(person: PersonOnForm): string[] {
  const called = (person.called ?? []).flatMap((who) =>
    NAME_WORDS.flatMap((words) => [`${words} ${who}`, `${words} của ${who}`]),
  );
  return [...called, ...(person.alsoNamed ?? [])];
}

function rulesOf(person: PersonOnForm, isOneOfMany: boolean, endsWith: readonly string[]): FieldRule[] {
  const start = beginnings(person);
  const part = { ...(isOneOfMany && start.length > 0 ? { within: start } : {}), endsWith };
  const bareName = isOneOfMany && person.called && !person.under ? [] : LABELS.fullName;
  const name: FieldRule = {
    key: `${person.key}.fullName`,
    label: shown(person.who, SHOWN.fullName),
    kind: "name",
    after: [...nameWords(person), ...bareName],
    isKey: true,
    ...(person.under ? part : person.called ? {} : { endsWith }),
    ...(person.isApplicant ? { suggests: "fullName" as const } : {}),
  };
  return [name, ...person.has.map((key) => partRule(person, key, part))];
}

function partRule(person: PersonOnForm, key: PersonPart, part: Partial<FieldRule>): FieldRule {
  const suggests = person.isApplicant ? SUGGESTS[key] : undefined;
  return {
    key: `${person.key}.${key}`,
    label: shown(person.who, SHOWN[key]),
    kind: KINDS[key],
    after: key === "personalNumber" ? NUMBER_WORDS : LABELS[key],
    ...(NEXT_LABELS[key] ? { until: NEXT_LABELS[key] } : {}),
    ...part,
    ...(person.keys?.includes(key) ? { isKey: true } : {}),
    ...(suggests ? { suggests } : {}),
  };
}

function shown(who: Label, what: Label): Label {
  return { vi: `${who.vi} – ${what.vi}`, en: `${who.en} – ${what.en}` };
}
