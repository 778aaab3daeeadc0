// Giấy đề nghị đăng ký hộ kinh doanh.
import { ADDRESSEE, SIGNED_ON } from "../../document-rules";
import { LABELS } from "../../labels";
import type { PaperType } from "../../paper-type";
import { peopleRules } from "../../person-rules";

export const businessRegistration: PaperType = {
  id: "business_registration",
  name: { vi: "Giấy đề nghị đăng ký hộ kinh doanh", en: "Household business registration form" },
  titles: [
    "GIẤY ĐỀ NGHỊ ĐĂNG KÝ HỘ KINH DOANH",
    "GIẤY ĐỀ NGHỊ ĐĂNG KÝ THÀNH LẬP HỘ KINH DOANH",
    "GIẤY ĐỀ NGHỊ ĐĂNG KÝ KINH DOANH",
    "THÔNG BÁO THAY ĐỔI NỘI DUNG ĐĂNG KÝ HỘ KINH DOANH",
  ],
  marks: [
    ["Đăng ký hộ kinh doanh do tôi là chủ hộ", 1.5],
    ["Đăng ký hộ kinh doanh với các nội dung sau", 1.5],
    ["Tên hộ kinh doanh", 0.7],
    ["Ngành, nghề kinh doanh", 0.7],
    ["Vốn kinh doanh", 0.5],
    ["Thông tin đăng ký thuế", 1],
    ["Kính gửi", 0.5],
    ["Tôi xin cam kết", 0.5],
    ["Đăng ký lần đầu", -1],
  ],
  fields: [
    ADDRESSEE,
    ...peopleRules(
      [
        {
          key: "applicant",
          who: { vi: "Chủ hộ kinh doanh", en: "Owner" },
          called: ["chủ hộ kinh doanh"],
          alsoNamed: ["Tôi là", "Tôi tên là"],
          has: ["birthDate", "gender", "ethnicity", "nationality", "personalNumber", "issuedOn", "address", "phone"],
          keys: ["personalNumber"],
          isApplicant: true,
        },
      ],
      ["Tên hộ kinh doanh", "Đăng ký hộ kinh doanh với các nội dung sau"],
    ),
    {
      key: "businessName",
      label: { vi: "Tên hộ kinh doanh", en: "Business name" },
      kind: "organisation",
      after: [
        "Tên hộ kinh doanh viết bằng tiếng Việt (ghi bằng chữ in hoa)",
        "Tên hộ kinh doanh viết bằng tiếng Việt",
        "Tên hộ kinh doanh (ghi bằng chữ in hoa)",
        "Tên hộ kinh doanh",
      ],
      isKey: true,
    },
    {
      key: "businessAddress",
      label: { vi: "Địa điểm kinh doanh", en: "Place of business" },
      kind: "address",
      after: ["Trụ sở của hộ kinh doanh", "Trụ sở hộ kinh doanh", "Địa điểm kinh doanh", "Địa chỉ trụ sở"],
    },
    {
      key: "trade",
      label: { vi: "Ngành, nghề kinh doanh", en: "Trade" },
      kind: "text",
      after: ["Ngành, nghề kinh doanh chính", "Ngành, nghề kinh doanh", "Ngành nghề kinh doanh"],
    },
    {
      key: "capital",
      label: { vi: "Vốn kinh doanh", en: "Capital" },
      kind: "money",
      after: ["Tổng số vốn kinh doanh", "Vốn kinh doanh", "Tổng số"],
    },
    {
      key: "email",
      label: { vi: "Thư điện tử", en: "E-mail" },
      kind: "text",
      after: LABELS.email,
      suggests: "email",
    },
    SIGNED_ON,
  ],
};
