// A committed dossier as adapters get it, and what they need around it.
import { createHash } from "node:crypto";
import { DossierRecord } from "../../shared/wire";
import type { ForwardedDossier, Memory, Order } from "./adapter";

export const PAGES = ["trang một", "trang hai"].map((text) => Buffer.from(text));

export function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

export function sampleRecord(changed: Partial<DossierRecord> = {}): DossierRecord {
  const file = (bytes: Uint8Array, index: number) => ({
    ...{ TepDinhKemId: `page-${index}`, TenTepDinhKem: `Tờ khai (${index + 1}/2)`, IsDeleted: "False" },
    ...{ MaThanhPhanHoSo: "c01", DuongDanTaiTepTin: "", DuocSoHoa: "1", DuocTaiSuDung: "0", DuocLayTuKhoDMQG: "0" },
    ...{ MaKetQuaThayThe: "", MaBam: hashOf(bytes), DungLuong: String(bytes.length), LoaiTep: "image/jpeg" },
  });
  return DossierRecord.parse({
    ...{ MaHoSo: "TAM-M1-261122-0007", MaTTHC: "1.001193", TenTTHC: "Đăng ký khai sinh", MaLinhVuc: "" },
    ...{ TenLinhVuc: "Hộ tịch", KenhThucHien: "1", SoBienNhan: "TAM-M1-261122-0007", SoGiayToChuHoSo: "062190000123" },
    ...{ ChuHoSo: "Nguyễn Thị Hạnh", LoaiDoiTuong: "1", MaDoiTuong: "", ThongTinKhac: "Thôn 1", Email: "", Fax: "" },
    ...{ SoDienThoai: "0901234567", TrichYeuHoSo: "Khai sinh cho con", NgayTiepNhan: "20261123003000" },
    ...{ NgayHenTra: "", TrangThaiHoSo: "2", NgayTra: "", ThongTinTra: "", HinhThuc: "0", NgayKetThucXuLy: "" },
    ...{ DonViXuLy: "UBND xã Đăk Rơ Nga", GhiChu: "", TaiLieuNop: PAGES.map(file), DanhSachLePhi: [] },
    ...{ DanhSachTepDinhKemKhac: [], NoiNopHoSo: "2", HoSoCoThanhPhanSoHoa: "1", TaiKhoanDuocXacThucVoiVNeID: "0" },
    ...{ NgayNopHoSo: "20261123003000", DinhDanhCHS: { LoaiDinhDanh: "1", SoDinhDanh: "062190000123" } },
    ...changed,
  });
}

export function sampleDossier(changed: Partial<ForwardedDossier> = {}): ForwardedDossier {
  const { state = 2 } = changed;
  return {
    ...{ dossierId: "0190a000-0000-7000-8000-000000000001", officialCode: "H34.12.5-261123-0001" },
    ...{ record: sampleRecord(), state, progress: [{ state: 2, atUtc: "2026-11-22T17:30:00.000Z" }] },
    ...changed,
  };
}

/** An order whose memory survives from attempt to attempt, as the queue keeps it. */
export function createOrders() {
  let memory: Memory = {};
  return {
    of: (dossier: ForwardedDossier): Order => ({
      dossier,
      memory,
      keep: (next) => {
        memory = structuredClone(next);
        return Promise.resolve();
      },
      readFile: (sha256) => {
        const page = PAGES.find((bytes) => hashOf(bytes) === sha256);
        return page ? Promise.resolve(page) : Promise.reject(new Error("no such page"));
      },
    }),
    memory: () => memory,
  };
}
