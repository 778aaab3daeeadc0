// Giấy khai sinh, the original and copies from the register (TT 04/2020/TT-BTP, TT 04/2024/TT-BTP).
import { LABELS } from "../../labels";
import type { PaperType } from "../../paper-type";

const MOTHER = ["Họ, chữ đệm, tên người mẹ", "Họ và tên người mẹ", "Họ tên mẹ", "Họ và tên mẹ"];
const FATHER = ["Họ, chữ đệm, tên người cha", "Họ và tên người cha", "Họ tên cha", "Họ và tên cha"];
const DECLARANT = ["Họ, chữ đệm, tên người đi khai sinh", "Họ và tên người đi khai sinh", "Người đi khai sinh"];
const REGISTERED_AT = ["Nơi đăng ký khai sinh"];

export const birthCertificate: PaperType = {
  id: "birth_certificate",
  name: { vi: "Giấy khai sinh", en: "Birth certificate" },
  titles: ["Giấy khai sinh"],
  marks: [
    ["Họ, chữ đệm, tên người mẹ", 1],
    ["Họ, chữ đệm, tên người cha", 1],
    ["Họ, chữ đệm, tên người đi khai sinh", 1],
    ["Sao từ Sổ đăng ký khai sinh", 1],
    ["Tờ khai đăng ký khai sinh", -2],
    ["Trích lục khai sinh", -2],
    ["Kính gửi", -1],
  ],
  fields: [
    { key: "notation", label: { vi: "Số", en: "Number" }, kind: "notation", after: [], part: "notation", isKey: true },
    {
      key: "child.fullName",
      label: { vi: "Họ tên người được khai sinh", en: "Child's full name" },
      kind: "name",
      after: LABELS.fullName,
      endsWith: [...MOTHER, ...FATHER],
      isKey: true,
      suggests: "fullName",
    },
    {
      key: "child.birthDate",
      label: { vi: "Ngày sinh", en: "Date of birth" },
      kind: "date",
      after: LABELS.birthDate,
      until: ["Ghi bằng chữ"],
      endsWith: [...MOTHER, ...FATHER],
      isKey: true,
      suggests: "birthDate",
    },
    {
      key: "child.gender",
      label: { vi: "Giới tính", en: "Gender" },
      kind: "gender",
      after: LABELS.gender,
      endsWith: [...MOTHER, ...FATHER],
      suggests: "gender",
    },
    {
      key: "child.ethnicity",
      label: { vi: "Dân tộc", en: "Ethnic group" },
      kind: "text",
      after: LABELS.ethnicity,
      until: LABELS.nationality,
      endsWith: [...MOTHER, ...FATHER],
    },
    { key: "child.birthPlace", label: { vi: "Nơi sinh", en: "Place of birth" }, kind: "address", after: ["Nơi sinh"] },
    { key: "child.homeTown", label: { vi: "Quê quán", en: "Home town" }, kind: "address", after: LABELS.homeTown },
    {
      key: "child.personalNumber",
      label: { vi: "Số định danh cá nhân", en: "Personal number" },
      kind: "personal_number",
      after: ["Số định danh cá nhân"],
      endsWith: DECLARANT,
      isKey: true,
      suggests: "personalNumber",
    },
    {
      key: "mother.fullName",
      label: { vi: "Họ tên mẹ", en: "Mother's name" },
      kind: "name",
      after: MOTHER,
      isKey: true,
    },
    {
      key: "mother.address",
      label: { vi: "Nơi cư trú của mẹ", en: "Mother's address" },
      kind: "address",
      after: LABELS.address,
      within: MOTHER,
      endsWith: [...FATHER, ...DECLARANT],
    },
    { key: "father.fullName", label: { vi: "Họ tên cha", en: "Father's name" }, kind: "name", after: FATHER },
    {
      key: "father.address",
      label: { vi: "Nơi cư trú của cha", en: "Father's address" },
      kind: "address",
      after: LABELS.address,
      within: FATHER,
      endsWith: [...MOTHER, ...DECLARANT],
    },
    {
      key: "declarant.fullName",
      label: { vi: "Người đi khai sinh", en: "Declarant" },
      kind: "name",
      after: DECLARANT,
    },
    {
      key: "declarant.personalNumber",
      label: { vi: "Số giấy tờ người đi khai sinh", en: "Declarant's identity number" },
      kind: "personal_number",
      after: LABELS.personalNumber,
      within: DECLARANT,
      endsWith: REGISTERED_AT,
    },
    {
      key: "declarant.issuedOn",
      label: { vi: "Ngày cấp giấy tờ", en: "Identity paper issued on" },
      kind: "date",
      after: LABELS.issuedOn,
      within: DECLARANT,
      endsWith: REGISTERED_AT,
    },
    {
      key: "registeredAt",
      label: { vi: "Nơi đăng ký khai sinh", en: "Registered at" },
      kind: "organisation",
      after: REGISTERED_AT,
    },
    {
      key: "registeredOn",
      label: { vi: "Ngày đăng ký", en: "Registered on" },
      kind: "date",
      after: ["Ngày, tháng, năm đăng ký", "Ngày đăng ký", "Đăng ký ngày"],
      isKey: true,
    },
    { key: "signer", label: { vi: "Người ký", en: "Signed by" }, kind: "name", after: [], part: "signer" },
  ],
};
