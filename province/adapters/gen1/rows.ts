// A dossier in the fields of DongBoHoSoMC and CapNhatTienDoHoSoMC: every value a string, times yyyyMMddHHmmss.
import { toWireTime, type SubmittedFile } from "../../../shared/wire";
import { Parked, STAGE_WORDS, type ForwardedDossier } from "../adapter";

/** Marked "bắt buộc" in the portal's own table. NgayHenTra may be empty: live systems allow a procedure without a time. */
const REQUIRED = [
  ...["MaHoSo", "MaTTHC", "TenTTHC", "MaLinhVuc", "TenLinhVuc", "LoaiDoiTuong", "TrichYeuHoSo"],
  ...["NgayTiepNhan", "TrangThaiHoSo", "HinhThuc", "DonViXuLy"],
] as const;

type Row = Record<string, unknown>;

/** @throws Parked naming the required fields that are empty; no value is made up for them */
export async function toDossierRow(
  dossier: ForwardedDossier,
  fieldCodes: () => Promise<ReadonlyMap<string, string>>,
): Promise<Row> {
  const { record } = dossier;
  const row: Row = {
    ...record,
    MaHoSo: dossier.officialCode,
    // The number on the citizen's paper stays findable there.
    SoBienNhan: record.MaHoSo,
    MaLinhVuc: record.MaLinhVuc || (await findFieldCode(record.TenLinhVuc, fieldCodes)),
    TrangThaiHoSo: String(dossier.state),
    TaiLieuNop: record.TaiLieuNop.map(toPortalFile),
    DanhSachHoSoBoSung: [],
    DanhSachGiayToKetQua: [],
  };
  // No number: the field is left out. The "000000001" of live systems is another person's number.
  if (record.DinhDanhCHS === null) delete row["DinhDanhCHS"];
  const empty = REQUIRED.filter((field) => row[field] === "" || row[field] === undefined);
  if (empty.length > 0) throw new Parked(`Thiếu trường bắt buộc: ${empty.join(", ")}`);
  return row;
}

async function findFieldCode(name: string, fieldCodes: () => Promise<ReadonlyMap<string, string>>): Promise<string> {
  return (await fieldCodes()).get(name.normalize("NFC").trim().toLowerCase()) ?? "";
}

/** Hash, size, type and angle are of our own wire: the portal has a link only, and none is public here. */
function toPortalFile({
  MaBam: _hash,
  DungLuong: _size,
  LoaiTep: _type,
  GocXoay: _angle,
  ...file
}: SubmittedFile): Row {
  return file;
}

/** @throws Parked for a state that the portal does not know: none is bent to fit */
export function toProgressRows({ officialCode, record, progress }: ForwardedDossier): Row[] {
  return progress.map(({ state, atUtc }) => {
    const words = STAGE_WORDS[state];
    if (words === undefined) throw new Parked(`Trạng thái ${state} không có trong bảng của cổng`);
    return {
      MaHoSo: officialCode,
      NguoiXuLy: record.DonViXuLy.slice(0, 50),
      ChucDanh: "",
      ThoiDiemXuLy: toWireTime(atUtc),
      PhongBanXuLy: record.DonViXuLy,
      NoiDungXuLy: words,
      TrangThai: String(state),
      NgayBatDau: record.NgayTiepNhan,
      NgayKetThucTheoQuyDinh: record.NgayHenTra,
    };
  });
}
