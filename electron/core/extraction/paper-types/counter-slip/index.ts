// Slips of the one-stop counter besides the receipt: asking for more papers, refusing, apologising, tracking a dossier.
import { ISSUED_ON, ISSUER, NOTATION } from "../../document-rules";
import { LABELS } from "../../labels";
import type { PaperType } from "../../paper-type";

export const counterSlip: PaperType = {
  id: "counter_slip",
  name: { vi: "Phiếu của Bộ phận Một cửa", en: "Slip of the one-stop counter" },
  titles: [
    "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
    "PHIẾU HƯỚNG DẪN HOÀN THIỆN HỒ SƠ",
    "PHIẾU TỪ CHỐI GIẢI QUYẾT HỒ SƠ",
    "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
    "PHIẾU TỪ CHỐI TIẾP NHẬN HỒ SƠ",
    "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ",
    "PHIẾU XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
    "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
    "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ",
    "PHIẾU BÀN GIAO HỒ SƠ",
  ],
  marks: [
    ["Nội dung yêu cầu giải quyết", 0.7],
    ["Yêu cầu hoàn thiện hồ sơ gồm", 1.5],
    ["không tiếp nhận, giải quyết hồ sơ này với lý do", 1.5],
    ["Mã hồ sơ", 0.5],
    ["Hồ sơ của", 0.5],
    ["Người hướng dẫn", 1],
    ["Thành phần hồ sơ nộp gồm", -1],
  ],
  fields: [
    ISSUER,
    NOTATION,
    ISSUED_ON,
    {
      key: "dossierCode",
      label: { vi: "Mã hồ sơ", en: "Dossier code" },
      kind: "notation",
      after: ["Mã hồ sơ", "Mã số hồ sơ", "Mã biên nhận"],
      code: "receipt.code",
      isKey: true,
    },
    {
      key: "applicant.fullName",
      label: { vi: "Người nộp hồ sơ", en: "Applicant" },
      kind: "name",
      after: ["Tiếp nhận hồ sơ của", "Hồ sơ của", "Người nộp hồ sơ", "Ông/Bà", "Tổ chức, cá nhân", ...LABELS.fullName],
      isKey: true,
      suggests: "fullName",
    },
    {
      key: "applicant.personalNumber",
      label: { vi: "Số định danh cá nhân", en: "Personal number" },
      kind: "personal_number",
      after: LABELS.personalNumber,
      suggests: "personalNumber",
    },
    {
      key: "applicant.address",
      label: { vi: "Địa chỉ", en: "Address" },
      kind: "address",
      after: LABELS.address,
      suggests: "address",
    },
    {
      key: "applicant.phone",
      label: { vi: "Số điện thoại", en: "Phone" },
      kind: "phone",
      after: LABELS.phone,
      suggests: "phone",
    },
    {
      key: "content",
      label: { vi: "Nội dung yêu cầu giải quyết", en: "Request" },
      kind: "text",
      after: ["Nội dung yêu cầu giải quyết", "Yêu cầu giải quyết", "Thủ tục"],
    },
    {
      key: "reason",
      label: { vi: "Lý do", en: "Reason" },
      kind: "text",
      after: ["với lý do cụ thể như sau", "Lý do"],
    },
  ],
};
