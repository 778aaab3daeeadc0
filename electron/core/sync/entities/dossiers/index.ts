// A received dossier as the province reads it: the fields of DongBoHoSoMC.
import { otherDocumentOf } from "../../../../../shared/domain";
import type { Channel, PaperForm, Rotation } from "../../../../../shared/contract";
import { identityOf, toWireTime, type DossierRecord, type SubmittedFile } from "../../../../../shared/wire";
import type { Entity } from "../entity";

export interface ReceivedFile {
  /** Page id: stays the same when the same page is sent again. */
  id: string;
  sha256: string;
  sizeBytes: number;
  mimeType: string;
  /** Degrees clockwise by which the picture is shown turned; the file itself is the original. */
  rotation?: Rotation;
  /** The file itself that pages before it were made from, as it came, with its digital signature. */
  isSignedOriginal?: true;
}

export interface ReceivedPaper {
  componentCode: string;
  name: string;
  form: PaperForm;
  /** Number of sheets or copies handed in or shown. */
  count: number;
  /** Digitised at this counter for an earlier dossier. */
  reused: boolean;
  /** In page order; empty for papers that were only shown. */
  files: ReceivedFile[];
}

/** Everything that the province gets of a dossier, as it was at reception or when pages came after it. */
export interface ReceivedDossier {
  provisionalCode: string;
  procedureCode: string;
  procedureName: string;
  fieldName: string;
  channel: Channel;
  applicant: { fullName: string; personalNumber: string; address: string; phone: string; email: string };
  summary: string;
  receivedAtUtc: string;
  dueAtUtc: string | null;
  returnMethod: "counter" | "post";
  /** Cơ quan xử lý: the unit's name. */
  unitName: string;
  /** Whole đồng; null: not known. */
  feeVnd: number | null;
  feeText: string;
  papers: ReceivedPaper[];
}

export const receivedDossier = { kind: "dossier.received", toWire } as const satisfies Entity<ReceivedDossier>;

/** The whole dossier again, with the pages that came after reception: `DongBoHoSoMC` takes a record in place of the old. */
export const supplementedDossier = { kind: "dossier.supplemented", toWire } as const satisfies Entity<ReceivedDossier>;

/** The whole dossier again, with fields that the officer corrected or that were merged with the province's. */
export const amendedDossier = { kind: "dossier.amended", toWire } as const satisfies Entity<ReceivedDossier>;

const CHANNELS = { counter: "1", online: "2", post: "3" } as const satisfies Record<Channel, string>;
const ANGLES = { 90: "90", 180: "180", 270: "270" } as const;
const RECEIVED_STATE = "2";
const OTHER_SYSTEM = "2";

function toWire(dossier: ReceivedDossier): DossierRecord {
  const submitted = dossier.papers.flatMap(toSubmittedFiles);
  return {
    ...toProcedureFields(dossier),
    ...toApplicantFields(dossier.applicant),
    ...toDateFields(dossier),
    TrichYeuHoSo: dossier.summary,
    ThongTinTra: "",
    HinhThuc: dossier.returnMethod === "post" ? "1" : "0",
    DonViXuLy: dossier.unitName,
    GhiChu: "",
    TaiLieuNop: submitted,
    DanhSachLePhi: toFees(dossier),
    DanhSachTepDinhKemKhac: dossier.papers
      .filter((paper) => paper.files.length === 0)
      .map((paper) => ({ TenGiayTo: paper.name, SoLuong: String(paper.count), LoaiGiayTo: paper.form })),
    NoiNopHoSo: OTHER_SYSTEM,
    HoSoCoThanhPhanSoHoa: submitted.length > 0 ? "1" : "0",
    TaiKhoanDuocXacThucVoiVNeID: "0",
  };
}

function toProcedureFields(dossier: ReceivedDossier) {
  return {
    MaHoSo: dossier.provisionalCode,
    MaTTHC: dossier.procedureCode,
    TenTTHC: dossier.procedureName,
    MaLinhVuc: "",
    TenLinhVuc: dossier.fieldName,
    KenhThucHien: CHANNELS[dossier.channel],
    SoBienNhan: dossier.provisionalCode,
    TrangThaiHoSo: RECEIVED_STATE,
  } as const;
}

function toApplicantFields(applicant: ReceivedDossier["applicant"]) {
  return {
    SoGiayToChuHoSo: applicant.personalNumber,
    ChuHoSo: applicant.fullName,
    LoaiDoiTuong: otherDocumentOf(applicant.personalNumber) === "tax_code" ? "4" : "1",
    MaDoiTuong: "",
    ThongTinKhac: applicant.address,
    Email: applicant.email,
    Fax: "",
    SoDienThoai: applicant.phone,
    DinhDanhCHS: identityOf(applicant.personalNumber),
  } as const;
}

function toDateFields(dossier: ReceivedDossier) {
  return {
    NgayTiepNhan: toWireTime(dossier.receivedAtUtc),
    NgayNopHoSo: toWireTime(dossier.receivedAtUtc),
    NgayHenTra: dossier.dueAtUtc ? toWireTime(dossier.dueAtUtc) : "",
    NgayTra: "",
    NgayKetThucXuLy: "",
  };
}

function toFees(dossier: ReceivedDossier): DossierRecord["DanhSachLePhi"] {
  if (!dossier.feeVnd) return [];
  return [
    {
      TenPhiLePhi: dossier.feeText.slice(0, 500),
      MaPhiLePhi: "",
      HinhThucThu: "1",
      Gia: String(dossier.feeVnd),
      LoaiPhiLePhi: "2",
    },
  ];
}

function toSubmittedFiles(paper: ReceivedPaper): SubmittedFile[] {
  const pageCount = paper.files.filter((file) => !file.isSignedOriginal).length;
  return paper.files.map((file, index) => ({
    TepDinhKemId: file.id,
    TenTepDinhKem: `${paper.name} (${file.isSignedOriginal ? "bản gốc có chữ ký số" : `${index + 1}/${pageCount}`})`,
    IsDeleted: "False",
    MaThanhPhanHoSo: paper.componentCode,
    DuongDanTaiTepTin: "",
    DuocSoHoa: "1",
    DuocTaiSuDung: paper.reused ? "1" : "0",
    DuocLayTuKhoDMQG: "0",
    MaKetQuaThayThe: "",
    MaBam: file.sha256,
    DungLuong: String(file.sizeBytes),
    LoaiTep: file.mimeType,
    ...(file.rotation ? { GocXoay: ANGLES[file.rotation] } : {}),
  }));
}
