// Giấy chứng nhận đăng ký hộ kinh doanh (NĐ 01/2021, NĐ 168/2025, TT 68/2025/TT-BTC).
import { ISSUED_ON, ISSUER, SIGNER } from "../../document-rules";
import { LABELS } from "../../labels";
import type { PaperType } from "../../paper-type";

const OWNER = [
  "Họ và tên chủ hộ kinh doanh",
  "Họ, chữ đệm và tên chủ hộ kinh doanh",
  "Tên chủ hộ kinh doanh",
  "Thông tin về chủ hộ kinh doanh",
  "Chủ hộ kinh doanh",
  "Họ và tên đại diện hộ kinh doanh",
];

export const businessCertificate: PaperType = {
  id: "business_certificate",
  name: { vi: "Giấy chứng nhận đăng ký hộ kinh doanh", en: "Household business certificate" },
  titles: ["GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", "GIẤY CHỨNG NHẬN ĐĂNG KÝ KINH DOANH"],
  marks: [
    ["Tên hộ kinh doanh", 1],
    ["Địa điểm kinh doanh", 0.7],
    ["Trụ sở hộ kinh doanh", 0.7],
    ["Ngành, nghề kinh doanh", 1],
    ["Vốn kinh doanh", 1],
    ["Đăng ký lần đầu", 1],
    ["Phòng Tài chính - Kế hoạch", 0.7],
    ["Kính gửi", -2],
    ["Tôi cam đoan", -1.5],
    ["Đề nghị đăng ký", -1.5],
  ],
  fields: [
    ISSUER,
    {
      key: "businessCode",
      label: { vi: "Mã số hộ kinh doanh", en: "Business code" },
      kind: "notation",
      after: ["Mã số hộ kinh doanh", "Mã số đăng ký hộ kinh doanh", "Mã số thuế", "Mã số", "Số"],
      isKey: true,
    },
    {
      key: "businessName",
      label: { vi: "Tên hộ kinh doanh", en: "Business name" },
      kind: "organisation",
      after: ["Tên hộ kinh doanh viết bằng tiếng Việt", "Tên hộ kinh doanh (ghi bằng chữ in hoa)", "Tên hộ kinh doanh"],
      isKey: true,
    },
    {
      key: "businessAddress",
      label: { vi: "Địa điểm kinh doanh", en: "Place of business" },
      kind: "address",
      after: [
        "Địa chỉ trụ sở hộ kinh doanh",
        "Trụ sở hộ kinh doanh",
        "Trụ sở của hộ kinh doanh",
        "Địa điểm kinh doanh",
        "Địa chỉ kinh doanh",
      ],
    },
    { key: "phone", label: { vi: "Số điện thoại", en: "Phone number" }, kind: "phone", after: LABELS.phone, nth: 0 },
    {
      key: "trade",
      label: { vi: "Ngành, nghề kinh doanh", en: "Trade" },
      kind: "text",
      after: ["Ngành, nghề kinh doanh", "Ngành nghề kinh doanh"],
    },
    {
      key: "capital",
      label: { vi: "Vốn kinh doanh", en: "Capital" },
      kind: "money",
      after: ["Vốn kinh doanh", "Tổng số vốn", "Vốn"],
    },
    {
      key: "owner.fullName",
      label: { vi: "Chủ hộ kinh doanh – Họ, chữ đệm, tên", en: "Owner – Full name" },
      kind: "name",
      after: [...OWNER, ...LABELS.fullName],
      isKey: true,
      suggests: "fullName",
    },
    {
      key: "owner.birthDate",
      label: { vi: "Chủ hộ kinh doanh – Ngày sinh", en: "Owner – Date of birth" },
      kind: "date",
      after: LABELS.birthDate,
      suggests: "birthDate",
    },
    {
      key: "owner.gender",
      label: { vi: "Chủ hộ kinh doanh – Giới tính", en: "Owner – Gender" },
      kind: "gender",
      after: LABELS.gender,
      suggests: "gender",
    },
    {
      key: "owner.personalNumber",
      label: { vi: "Chủ hộ kinh doanh – Số định danh", en: "Owner – Personal number" },
      kind: "personal_number",
      after: LABELS.personalNumber,
      isKey: true,
      suggests: "personalNumber",
    },
    {
      key: "owner.issuedOn",
      label: { vi: "Chủ hộ kinh doanh – Ngày cấp giấy tờ", en: "Owner – Document issued on" },
      kind: "date",
      after: LABELS.issuedOn,
      within: OWNER,
      suggests: "cardIssuedOn",
    },
    {
      key: "owner.address",
      label: { vi: "Chủ hộ kinh doanh – Nơi cư trú", en: "Owner – Address" },
      kind: "address",
      after: LABELS.address,
      within: OWNER,
      suggests: "address",
    },
    {
      key: "registeredOn",
      label: { vi: "Ngày đăng ký lần đầu", en: "First registered on" },
      kind: "date",
      after: ["Đăng ký lần đầu, ngày", "Đăng ký lần đầu ngày", "Đăng ký lần đầu", "Ngày đăng ký lần đầu"],
      isKey: true,
    },
    ISSUED_ON,
    SIGNER,
  ],
};
