// A dossier in the fields of the second generation's create, progress and state calls.
import { fromWireTime, toWireTime, type SubmittedFile } from "../../../shared/wire";
import { Parked, STAGE_WORDS, type ForwardedDossier, type ProgressEntry } from "../adapter";
import type { Gen2Memory, Gen2Settings } from ".";

/** Only for these the state call carries fees and results. */
const WITH_RESULTS: readonly number[] = [5, 6, 9];

interface DossierParts {
  dossier: ForwardedDossier;
  settings: Gen2Settings;
  memory: Gen2Memory;
}

/** Fields that the counter does not know (province, district, ward codes of the applicant) go out empty, never made up. */
export function toDossierBody({ dossier: { record }, settings, memory }: DossierParts): object {
  return {
    MaHoSo: memory.code,
    MaTTHC: record.MaTTHC,
    MaDichVuCong: settings.services[record.MaTTHC] ?? record.MaTTHC,
    ChuHoSo: record.ChuHoSo,
    LoaiDoiTuong: Number(record.LoaiDoiTuong),
    MaDonViTiepNhan: settings.unitCode,
    NgayNop: spaced(record.NgayNopHoSo || record.NgayTiepNhan),
    // The time at the counter: a late arrival does not restart the legal clock.
    NgayTiepNhan: spaced(record.NgayTiepNhan),
    EformThongTinChiTiet: { MaHoSoTaiQuay: record.MaHoSo, TrichYeu: record.TrichYeuHoSo },
    ThanhPhanHoSo: componentsOf(record.TaiLieuNop, memory),
    ThongTinNguoiNop: {
      LoaiDoiTuong: Number(record.LoaiDoiTuong),
      IdDoiTuong: "",
      ThongTinChiTiet: {
        TenNguoiNop: record.ChuHoSo,
        SoDinhDanh: record.DinhDanhCHS?.SoDinhDanh ?? "",
        NgayCapDinhDanh: "",
        NgaySinh: "",
        SoDienThoai: record.SoDienThoai,
        Email: record.Email,
        Fax: record.Fax,
        ...{ MaTinh: "", MaHuyen: "", MaXa: "" },
        DiaChiChiTiet: record.ThongTinKhac,
        TenChuHs: record.ChuHoSo,
        SoDinhDanhChuHs: record.DinhDanhCHS?.SoDinhDanh ?? "",
        ...{ MaTinhChuHs: "", MaXaChuHs: "" },
        DiaChiChiTietChuHs: record.ThongTinKhac,
      },
    },
  };
}

/** Pages of one component together, in the order of the record. */
function componentsOf(files: readonly SubmittedFile[], memory: Gen2Memory): object[] {
  const groups = new Map<string, SubmittedFile[]>();
  for (const file of files.filter(({ IsDeleted }) => IsDeleted === "False")) {
    const name = file.TenTepDinhKem.replace(/ \(\d+\/\d+\)$/, "");
    const key = JSON.stringify([file.MaThanhPhanHoSo, name]);
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups].map(([key, group]) => {
    const [code, name] = JSON.parse(key) as [string, string];
    const papers = group.map((file) => ({
      IdGiayTo: memory.files[file.MaBam]?.id ?? "",
      MaKetQua: file.MaKetQuaThayThe,
      TenGiayTo: file.TenTepDinhKem,
      HashTepTin: memory.files[file.MaBam]?.hash ?? "",
    }));
    return { MaThanhPhanHoSo: code, TenThanhPhanHoSo: name, SoLuong: 1, LoaiBan: "", GiayToDinhKem: papers };
  });
}

export function toProgressBody(dossier: ForwardedDossier, memory: Gen2Memory, entry: ProgressEntry): object {
  const { record } = dossier;
  return {
    IDHoSo: memory.foreignId,
    MaHoSo: memory.code,
    NguoiXuLy: record.DonViXuLy,
    ThoiDiemXuLy: entry.atUtc,
    PhongBanXuLy: record.DonViXuLy,
    NoiDungXuLy: wordsOf(entry.state),
    TrangThai: entry.state,
    NgayBatDau: fromWireTime(record.NgayTiepNhan) ?? "",
    NgayKetThucTheoQuyDinh: fromWireTime(record.NgayHenTra) ?? "",
  };
}

export function toStateBody(dossier: ForwardedDossier, memory: Gen2Memory): object {
  const { record, state } = dossier;
  const extras = WITH_RESULTS.includes(state) ? { DanhSachLePhi: record.DanhSachLePhi, DanhSachGiayToKetQua: [] } : {};
  return {
    IdHoSo: memory.foreignId,
    MaHoSo: memory.code,
    TrangThai: state,
    NoiDungYKien: "",
    PhongBanXuLy: record.DonViXuLy,
    NoiDungXuLy: wordsOf(state),
    ...extras,
  };
}

function wordsOf(state: number): string {
  const words = STAGE_WORDS[state];
  if (words === undefined) throw new Parked(`Trạng thái ${state} không có trong bảng của hệ thống`);
  return words;
}

/** yyyy-MM-dd HH:mm:ss in Vietnam's time. */
function spaced(wireTime: string): string {
  const instant = fromWireTime(wireTime);
  const digits = instant === null ? "" : toWireTime(instant);
  return digits.replace(/^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/, "$1-$2-$3 $4:$5:$6");
}
