// Đơn đề nghị, đơn xin: letters of citizens, of which no two look alike.
import { ADDRESSEE, SIGNED_ON, SUBJECT } from "../../document-rules";
import { LABELS } from "../../labels";
import type { FieldRule, PaperType } from "../../paper-type";
import { peopleRules } from "../../person-rules";

const PARCEL: readonly FieldRule[] = [
  {
    key: "parcel.number",
    label: { vi: "Thửa đất số", en: "Parcel number" },
    kind: "number",
    after: ["Thửa đất số", "Thửa số", "Số thửa"],
  },
  {
    key: "parcel.sheet",
    label: { vi: "Tờ bản đồ số", en: "Map sheet" },
    kind: "number",
    after: ["Tờ bản đồ số", "Số tờ bản đồ"],
  },
  {
    key: "parcel.areaM2",
    label: { vi: "Diện tích (m²)", en: "Area (m²)" },
    kind: "number",
    after: ["Tổng diện tích", "Diện tích"],
  },
];

export const request: PaperType = {
  id: "request",
  name: { vi: "Đơn đề nghị", en: "Letter of request" },
  titles: [
    "ĐƠN ĐỀ NGHỊ",
    "ĐƠN XIN",
    "ĐƠN XIN XÁC NHẬN",
    "ĐƠN ĐỀ NGHỊ XÁC NHẬN",
    "ĐƠN YÊU CẦU",
    "ĐƠN TRÌNH BÀY",
    "ĐƠN KIẾN NGHỊ",
    "ĐƠN ĐĂNG KÝ",
    "GIẤY ĐỀ NGHỊ",
    "ĐƠN KHIẾU NẠI",
    "ĐƠN TỐ CÁO",
    "ĐƠN CAM KẾT",
    "ĐƠN XÁC NHẬN",
  ],
  marks: [
    ["Kính gửi", 0.5],
    ["Tôi tên là", 0.7],
    ["Tên tôi là", 0.7],
    ["Nay tôi làm đơn này", 1.5],
    ["Tôi làm đơn này", 1],
    ["Tôi xin chân thành cảm ơn", 1],
    ["Xin trân trọng cảm ơn", 0.5],
    ["Người làm đơn", 1],
    ["Người viết đơn", 1],
    ["Người đề nghị", 0.5],
    ["Tôi xin cam đoan", 0.3],
    ["Tờ khai", -1],
    ["Bên được ủy quyền", -1.5],
    ["Lý do viết đơn", 1],
  ],
  fields: [
    SUBJECT,
    ADDRESSEE,
    ...peopleRules([
      {
        key: "applicant",
        who: { vi: "Người làm đơn", en: "Applicant" },
        called: ["người làm đơn", "người đề nghị", "người yêu cầu", "người viết đơn"],
        alsoNamed: [
          "Tôi tên là",
          "Tên tôi là",
          "Tôi là",
          "Người làm đơn là",
          "Chúng tôi là",
          "Tên là",
          ...LABELS.fullName,
        ],
        has: [
          "birthDate",
          "gender",
          "ethnicity",
          "personalNumber",
          "issuedOn",
          "issuedBy",
          "address",
          "phone",
          "email",
        ],
        keys: ["personalNumber"],
        isApplicant: true,
      },
    ]),
    ...PARCEL,
    {
      key: "reason",
      label: { vi: "Lý do, nội dung", en: "Reason" },
      kind: "text",
      after: ["Lý do viết đơn", "Lý do đề nghị", "Lý do xin", "Lý do", "Nội dung đề nghị", "Nội dung đơn", "Nội dung"],
    },
    SIGNED_ON,
  ],
};
