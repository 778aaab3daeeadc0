// The record of one dossier as it goes to the province: the fields of DongBoHoSoMC under their own names, all of them strings.
import { z } from "zod";
import { fromWireTime } from "./wire-time";

const Flag = z.enum(["0", "1"]);
const WireTime = z.string().refine((text) => fromWireTime(text) !== null, { error: "yyyyMMddHHmmss" });
const OptionalWireTime = z.union([z.literal(""), WireTime]);
/** SHA-256 of the content, lower-case hex. */
export const FileHash = z.string().regex(/^[0-9a-f]{64}$/);

/** One file handed in: one page image or one document. The last four fields are ours: the portal has a link only. */
export const SubmittedFile = z.strictObject({
  TepDinhKemId: z.string().min(1).max(100),
  TenTepDinhKem: z.string().min(1).max(4000),
  IsDeleted: z.enum(["True", "False"]),
  MaThanhPhanHoSo: z.string().max(200),
  /** Empty: the content travels by its hash, not by a link. */
  DuongDanTaiTepTin: z.string().max(2000),
  DuocSoHoa: Flag,
  /** 1: reused from another dossier's component, 2: from another dossier's result. */
  DuocTaiSuDung: z.enum(["0", "1", "2"]),
  DuocLayTuKhoDMQG: Flag,
  MaKetQuaThayThe: z.string().max(200),
  MaBam: FileHash,
  /** Size in bytes. */
  DungLuong: z.string().regex(/^[1-9]\d{0,11}$/),
  LoaiTep: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/),
  /** Degrees clockwise by which the picture is to be turned to be seen upright; left out when it is upright already. */
  GocXoay: z.enum(["90", "180", "270"]).optional(),
});
export type SubmittedFile = z.infer<typeof SubmittedFile>;

export const Fee = z.strictObject({
  TenPhiLePhi: z.string().max(500),
  MaPhiLePhi: z.string().max(100),
  /** 1 at reception, 2 at supplement, 4 at return. */
  HinhThucThu: z.enum(["1", "2", "4"]),
  /** Whole đồng. */
  Gia: z.string().regex(/^\d{1,15}$/),
  /** 1 phí, 2 lệ phí, 3 other. */
  LoaiPhiLePhi: z.enum(["1", "2", "3"]),
});

/** Papers without a file: shown only, or missing. */
export const OtherPaper = z.strictObject({
  TenGiayTo: z.string().min(1).max(2000),
  SoLuong: z.string().regex(/^\d{1,4}$/),
  LoaiGiayTo: z.string().max(100),
});

export const PersonIdentity = z.strictObject({
  /** 1: 12-digit number, 2: 9-digit identity card. */
  LoaiDinhDanh: z.enum(["1", "2"]),
  SoDinhDanh: z.string().regex(/^(\d{9}|\d{12})$/),
});

export const DossierRecord = z.strictObject({
  /** The counter's provisional code; the province maps it to its own. */
  MaHoSo: z.string().min(1).max(80),
  MaTTHC: z.string().min(1).max(50),
  TenTTHC: z.string().min(1).max(1000),
  /** Empty while the catalogue of the counter knows the field by name only. */
  MaLinhVuc: z.string().max(50),
  TenLinhVuc: z.string().max(500),
  KenhThucHien: z.enum(["1", "2", "3"]),
  SoBienNhan: z.string().max(100),
  SoGiayToChuHoSo: z.string().max(20),
  ChuHoSo: z.string().min(1).max(200),
  LoaiDoiTuong: z.enum(["1", "2", "3", "4"]),
  MaDoiTuong: z.string().max(100),
  ThongTinKhac: z.string().max(2000),
  Email: z.string().max(200),
  Fax: z.string().max(50),
  SoDienThoai: z.string().max(30),
  TrichYeuHoSo: z.string().min(1).max(1000),
  /** Time at the counter, never the time of sending: a late arrival does not restart the legal clock. */
  NgayTiepNhan: WireTime,
  /** Empty: the procedure has no time in the catalogue. */
  NgayHenTra: OptionalWireTime,
  TrangThaiHoSo: z.enum(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]),
  NgayTra: OptionalWireTime,
  ThongTinTra: z.string().max(1000),
  /** 0 returned at the counter, 1 by post. */
  HinhThuc: z.enum(["0", "1"]),
  NgayKetThucXuLy: OptionalWireTime,
  DonViXuLy: z.string().min(1).max(300),
  GhiChu: z.string().max(2000),
  TaiLieuNop: z.array(SubmittedFile).max(2000),
  DanhSachLePhi: z.array(Fee).max(100),
  DanhSachTepDinhKemKhac: z.array(OtherPaper).max(200),
  NoiNopHoSo: z.enum(["1", "2"]),
  HoSoCoThanhPhanSoHoa: Flag,
  TaiKhoanDuocXacThucVoiVNeID: Flag,
  NgayNopHoSo: OptionalWireTime,
  /** null when the applicant has no number (a child, a foreigner): no invented fallback. */
  DinhDanhCHS: PersonIdentity.nullable(),
});
export type DossierRecord = z.infer<typeof DossierRecord>;

/** DinhDanhCHS of the number of a paper (SoGiayToChuHoSo); null: it is no number of a person, and none is made up. */
export function identityOf(number: string): DossierRecord["DinhDanhCHS"] {
  if (/^\d{12}$/.test(number)) return { LoaiDinhDanh: "1", SoDinhDanh: number };
  if (/^\d{9}$/.test(number)) return { LoaiDinhDanh: "2", SoDinhDanh: number };
  return null;
}

/** Hashes and sizes of the files that a record names, each once. */
export function filesOf(record: DossierRecord): Map<string, number> {
  const kept = record.TaiLieuNop.filter((file) => file.IsDeleted === "False");
  return new Map(kept.map((file) => [file.MaBam, Number(file.DungLuong)]));
}
