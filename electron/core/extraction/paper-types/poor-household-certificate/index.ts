// Giấy chứng nhận (xác nhận) hộ nghèo, hộ cận nghèo (QĐ 24/2021/QĐ-TTg and its later forms).
import { ISSUED_ON, ISSUER, NOTATION, SIGNER, key } from "../../document-rules";
import type { PaperType } from "../../paper-type";
import { peopleRules } from "../../person-rules";
import { personTable } from "../../table-rules";

export const poorHouseholdCertificate: PaperType = {
  id: "poor_household_certificate",
  name: { vi: "Giấy chứng nhận hộ nghèo, hộ cận nghèo", en: "Certificate of a poor household" },
  titles: [
    "GIẤY CHỨNG NHẬN HỘ NGHÈO",
    "GIẤY CHỨNG NHẬN HỘ CẬN NGHÈO",
    "GIẤY CHỨNG NHẬN HỘ NGHÈO, HỘ CẬN NGHÈO",
    "GIẤY XÁC NHẬN HỘ NGHÈO",
    "GIẤY XÁC NHẬN HỘ CẬN NGHÈO",
    "GIẤY XÁC NHẬN HỘ NGHÈO, HỘ CẬN NGHÈO",
    "GIẤY XÁC NHẬN HỘ CÓ MỨC SỐNG TRUNG BÌNH",
  ],
  marks: [
    ["là hộ nghèo", 1],
    ["là hộ cận nghèo", 1],
    ["thuộc diện hộ nghèo", 1],
    ["thuộc diện hộ cận nghèo", 1],
    ["Họ và tên chủ hộ", 0.5],
    ["chuẩn nghèo", 0.5],
    ["Số thành viên trong hộ", 0.7],
    ["Kính gửi", -1.5],
    ["Danh sách", -0.7],
  ],
  fields: [
    ISSUER,
    key(NOTATION),
    ISSUED_ON,
    ...peopleRules(
      [
        {
          key: "householdHead",
          who: { vi: "Chủ hộ", en: "Head of household" },
          called: ["chủ hộ", "chủ hộ gia đình"],
          alsoNamed: ["Hộ gia đình ông/bà", "Hộ ông/bà", "Hộ gia đình ông (bà)", "Ông/Bà", "Ông (bà)"],
          has: ["birthDate", "gender", "ethnicity", "personalNumber", "issuedOn", "address"],
          keys: ["personalNumber"],
          isApplicant: true,
        },
      ],
      ["Danh sách các thành viên"],
    ),
    {
      key: "verdict",
      label: { vi: "Kết quả", en: "Classified as" },
      kind: "text",
      after: ["Kết quả phân loại hộ gia đình", "Phân loại", "Thuộc diện", "Được công nhận là", "Là hộ", "Kết quả"],
    },
    {
      key: "validFor",
      label: { vi: "Năm, thời hạn", en: "Valid for" },
      kind: "text",
      after: ["Có giá trị trong năm", "Có giá trị đến", "Có hiệu lực đến", "Thời hạn"],
    },
    SIGNER,
  ],
  tables: [
    personTable("member", { vi: "Thành viên", en: "Member" }, ["fullName", "birthDate", "personalNumber", "relation"]),
  ],
};
