// Giấy chứng nhận quyền sử dụng đất (sổ đỏ, sổ hồng), of 1993, 2009 and with QR code of 2025 (TT 10/2024/TT-BTNMT).
import { ISSUED_ON, SIGNER } from "../../document-rules";
import { LABELS } from "../../labels";
import type { PaperType } from "../../paper-type";

const PARCEL = ["Thửa đất", "1. Thửa đất", "Thông tin thửa đất", "Thửa đất, nhà ở và tài sản khác gắn liền với đất"];
const ADDRESS_OF_PARCEL = ["Địa chỉ thửa đất", "Địa chỉ"];

export const landCertificate: PaperType = {
  id: "land_certificate",
  name: { vi: "Giấy chứng nhận quyền sử dụng đất", en: "Land use right certificate" },
  titles: [
    "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",
    "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT",
    "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT",
    "GIẤY CHỨNG NHẬN QUYỀN SỞ HỮU NHÀ Ở VÀ QUYỀN SỬ DỤNG ĐẤT Ở",
  ],
  marks: [
    ["Người sử dụng đất, chủ sở hữu", 1],
    ["Thửa đất số", 0.5],
    ["tờ bản đồ số", 0.5],
    ["Hình thức sử dụng", 1],
    ["Mục đích sử dụng", 0.3],
    ["Thời hạn sử dụng", 0.7],
    ["Nguồn gốc sử dụng", 0.7],
    ["Số vào sổ cấp GCN", 1.5],
    ["Số vào sổ cấp giấy chứng nhận", 1.5],
    ["Sơ đồ thửa đất", 1],
    ["Những thay đổi sau khi cấp giấy chứng nhận", 1],
    ["Kính gửi", -1.5],
    ["Hợp đồng", -1.5],
    ["Bên nhận chuyển nhượng", -1.5],
  ],
  fields: [
    {
      key: "serial",
      label: { vi: "Số phát hành (số seri)", en: "Serial number" },
      kind: "notation",
      after: ["Số phát hành GCN", "Số phát hành", "Số seri", "Số sê-ri", "Mã giấy chứng nhận"],
    },
    {
      key: "bookNumber",
      label: { vi: "Số vào sổ cấp GCN", en: "Register number" },
      kind: "notation",
      after: ["Số vào sổ cấp giấy chứng nhận", "Số vào sổ cấp GCN", "Số vào sổ", "Vào sổ cấp GCN số"],
      isKey: true,
    },
    {
      key: "owner.fullName",
      label: { vi: "Chủ sử dụng đất", en: "Holder" },
      kind: "name",
      after: ["Ông", "Bà", "Hộ ông", "Hộ bà", "Ông/Bà", "Ông (bà)", "Tên", ...LABELS.fullName],
      endsWith: PARCEL,
      nth: 0,
      isKey: true,
    },
    {
      key: "owner.birthDate",
      label: { vi: "Chủ sử dụng đất – Năm sinh", en: "Holder – Date of birth" },
      kind: "date",
      after: LABELS.birthDate,
      endsWith: PARCEL,
      nth: 0,
    },
    {
      key: "owner.personalNumber",
      label: { vi: "Chủ sử dụng đất – Số định danh", en: "Holder – Personal number" },
      kind: "personal_number",
      after: LABELS.personalNumber,
      endsWith: PARCEL,
      nth: 0,
      isKey: true,
    },
    {
      key: "owner.address",
      label: { vi: "Chủ sử dụng đất – Địa chỉ", en: "Holder – Address" },
      kind: "address",
      after: LABELS.address,
      endsWith: PARCEL,
      nth: 0,
    },
    {
      key: "parcel.number",
      label: { vi: "Thửa đất số", en: "Parcel number" },
      kind: "number",
      after: ["Thửa đất số", "Số thửa", "Số thửa đất"],
      isKey: true,
    },
    {
      key: "parcel.sheet",
      label: { vi: "Tờ bản đồ số", en: "Map sheet" },
      kind: "number",
      after: ["Tờ bản đồ số", "Số tờ bản đồ", "Tờ bản đồ"],
      isKey: true,
    },
    {
      key: "parcel.address",
      label: { vi: "Địa chỉ thửa đất", en: "Address of the parcel" },
      kind: "address",
      after: ADDRESS_OF_PARCEL,
      within: PARCEL,
    },
    {
      key: "parcel.areaM2",
      label: { vi: "Diện tích (m²)", en: "Area (m²)" },
      kind: "number",
      after: ["Diện tích thửa đất", "Tổng diện tích", "Diện tích"],
      isKey: true,
    },
    {
      key: "parcel.holding",
      label: { vi: "Hình thức sử dụng", en: "Form of use" },
      kind: "text",
      after: ["Hình thức sử dụng đất", "Hình thức sử dụng"],
    },
    {
      key: "parcel.purpose",
      label: { vi: "Mục đích sử dụng", en: "Purpose" },
      kind: "text",
      after: ["Mục đích sử dụng đất", "Mục đích sử dụng", "Loại đất"],
    },
    {
      key: "parcel.term",
      label: { vi: "Thời hạn sử dụng", en: "Term of use" },
      kind: "text",
      after: ["Thời hạn sử dụng đất", "Thời hạn sử dụng"],
    },
    {
      key: "parcel.origin",
      label: { vi: "Nguồn gốc sử dụng", en: "Origin of the right" },
      kind: "text",
      after: ["Nguồn gốc sử dụng đất", "Nguồn gốc sử dụng"],
    },
    ISSUED_ON,
    SIGNER,
  ],
};
