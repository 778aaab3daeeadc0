import { describe, expect, it } from "vitest";
import { DossierRecord } from "../../../../../shared/wire";
import { receivedDossier, type ReceivedDossier } from ".";

const FILE = { id: "page-1", sha256: "ab".repeat(32), sizeBytes: 300_000, mimeType: "image/jpeg" };
const DOSSIER: ReceivedDossier = {
  ...{ provisionalCode: "TAM-M1-261122-0007", procedureCode: "1.001193", procedureName: "Đăng ký khai sinh" },
  ...{ fieldName: "Hộ tịch", channel: "counter", summary: "Khai sinh", unitName: "UBND xã Đăk Rơ Nga" },
  applicant: { fullName: "Y Blan", personalNumber: "062190000123", address: "Thôn 1", phone: "0901234567", email: "" },
  ...{
    receivedAtUtc: "2026-11-22T17:30:00.000Z",
    dueAtUtc: null,
    returnMethod: "post",
    feeVnd: 8000,
    feeText: "Lệ phí",
  },
  papers: [
    {
      componentCode: "c01",
      name: "Tờ khai",
      form: "original",
      count: 1,
      reused: false,
      files: [FILE, { ...FILE, id: "p2" }],
    },
    { componentCode: "c02", name: "Trích lục", form: "copy", count: 1, reused: true, files: [FILE] },
    { componentCode: "c03", name: "Căn cước", form: "original", count: 1, reused: false, files: [] },
  ],
};

const toWire = (changed: Partial<ReceivedDossier> = {}) => receivedDossier.toWire({ ...DOSSIER, ...changed });

describe("a received dossier on the wire", () => {
  it("is a record that the province accepts", () => {
    expect(DossierRecord.parse(toWire())).toEqual(toWire());
  });

  it("carries the counter's time in Vietnam and its provisional code", () => {
    expect(toWire()).toMatchObject({ MaHoSo: "TAM-M1-261122-0007", NgayTiepNhan: "20261123003000", NgayHenTra: "" });
  });

  it("names each page with its hash, and says which paper was reused", () => {
    const files = toWire().TaiLieuNop.map((file) => [file.TenTepDinhKem, file.DuocTaiSuDung, file.MaThanhPhanHoSo]);
    expect(files).toEqual([
      ["Tờ khai (1/2)", "0", "c01"],
      ["Tờ khai (2/2)", "0", "c01"],
      ["Trích lục (1/1)", "1", "c02"],
    ]);
  });

  it("says how a page is to be turned, and nothing about one that is upright", () => {
    const files = [FILE, { ...FILE, rotation: 0 as const }, { ...FILE, rotation: 270 as const }];
    const [paper] = DOSSIER.papers.map((first) => ({ ...first, files }));
    const record = toWire({ papers: paper ? [paper] : [] });
    expect(record.TaiLieuNop.map((file) => file.GocXoay)).toEqual([undefined, undefined, "270"]);
    expect(Object.keys(record.TaiLieuNop[0] ?? {})).not.toContain("GocXoay");
    expect(DossierRecord.parse(record)).toEqual(record);
    const [first] = record.TaiLieuNop;
    expect(() => DossierRecord.parse({ ...record, TaiLieuNop: [{ ...first, GocXoay: "45" }] })).toThrow("GocXoay");
  });

  it("lists papers that were only shown without a file", () => {
    expect(toWire().DanhSachTepDinhKemKhac).toEqual([{ TenGiayTo: "Căn cước", SoLuong: "1", LoaiGiayTo: "original" }]);
  });

  it("invents no fee and no number", () => {
    const applicant = { ...DOSSIER.applicant, personalNumber: "" };
    expect(toWire({ feeVnd: null, applicant })).toMatchObject({ DanhSachLePhi: [], DinhDanhCHS: null });
  });

  it("tells the 12-digit number from the old 9-digit one", () => {
    const organisation = { ...DOSSIER.applicant, personalNumber: "0101234567-001" };
    expect(toWire({ applicant: organisation })).toMatchObject({ LoaiDoiTuong: "4", DinhDanhCHS: null });
    const applicant = { ...DOSSIER.applicant, personalNumber: "245123456" };
    expect(toWire({ applicant }).DinhDanhCHS).toEqual({ LoaiDinhDanh: "2", SoDinhDanh: "245123456" });
    expect(toWire().DinhDanhCHS?.LoaiDinhDanh).toBe("1");
  });
});
