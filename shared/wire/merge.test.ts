import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { identityOf, type DossierRecord } from "./dossier-record";
import { mergeRecords } from "./merge";

const RECORD = {
  ...{ MaHoSo: "TAM-M1-261122-0007", MaTTHC: "1.001193", TenTTHC: "Khai sinh", MaLinhVuc: "", TenLinhVuc: "Hộ tịch" },
  ...{ KenhThucHien: "1", SoBienNhan: "", SoGiayToChuHoSo: "", ChuHoSo: "Hạnh", LoaiDoiTuong: "1", MaDoiTuong: "" },
  ...{ ThongTinKhac: "Thôn 1", Email: "", Fax: "", SoDienThoai: "0901", TrichYeuHoSo: "Khai sinh", NgayTiepNhan: "" },
  ...{ NgayHenTra: "", TrangThaiHoSo: "2", NgayTra: "", ThongTinTra: "", HinhThuc: "0", NgayKetThucXuLy: "" },
  ...{ DonViXuLy: "Xã", GhiChu: "", TaiLieuNop: [], DanhSachLePhi: [], DanhSachTepDinhKemKhac: [], NoiNopHoSo: "2" },
  ...{ HoSoCoThanhPhanSoHoa: "0", TaiKhoanDuocXacThucVoiVNeID: "0", NgayNopHoSo: "", DinhDanhCHS: null },
} as DossierRecord;

const file = (id: string, hash = "a") =>
  ({ TepDinhKemId: id, TenTepDinhKem: id, MaBam: hash.repeat(64) }) as DossierRecord["TaiLieuNop"][number];

const FIELDS = ["ChuHoSo", "SoDienThoai", "Email", "ThongTinKhac", "TrichYeuHoSo", "GhiChu"] as const;
const edits = fc.dictionary(fc.constantFrom(...FIELDS), fc.constantFrom("một", "hai", "ba"), { maxKeys: 6 });
const files = fc
  .uniqueArray(fc.record({ id: fc.constantFrom("p1", "p2", "p3", "p4"), hash: fc.constantFrom("a", "b") }), {
    selector: ({ id }) => id,
  })
  .map((list) => list.map(({ id, hash }) => file(id, hash)));
const side = fc.record({ changed: edits, TaiLieuNop: files });
const made = ({
  changed,
  TaiLieuNop,
}: {
  changed: object;
  TaiLieuNop: DossierRecord["TaiLieuNop"];
}): DossierRecord => ({
  ...RECORD,
  ...changed,
  TaiLieuNop,
});

describe("two edits of one record", () => {
  it("of different fields both stay", () => {
    const mine = { ...RECORD, SoDienThoai: "0902" };
    const theirs = { ...RECORD, ThongTinKhac: "Thôn 2" };
    const { record, conflicts } = mergeRecords({ base: RECORD, mine, theirs });
    expect(conflicts).toEqual([]);
    expect(record).toEqual({ ...RECORD, SoDienThoai: "0902", ThongTinKhac: "Thôn 2" });
  });

  it("of one field to different values are a conflict with all three values", () => {
    const { record, conflicts } = mergeRecords({
      base: RECORD,
      mine: { ...RECORD, ChuHoSo: "Hạnh Nguyễn" },
      theirs: { ...RECORD, ChuHoSo: "Hạnh Trần" },
    });
    expect(conflicts).toEqual([{ field: "ChuHoSo", base: "Hạnh", mine: "Hạnh Nguyễn", theirs: "Hạnh Trần" }]);
    expect(record.ChuHoSo).toBe("Hạnh Trần");
  });

  it("of the applicant's number are one conflict, and the identity follows the number", () => {
    const numbered = (number: string) => ({ ...RECORD, SoGiayToChuHoSo: number, DinhDanhCHS: identityOf(number) });
    const [base, mine, theirs] = [numbered("062190000123"), numbered("062190000124"), numbered("062190000125")];
    const both = mergeRecords({ base, mine, theirs });
    expect(both.conflicts.map(({ field }) => field)).toEqual(["SoGiayToChuHoSo"]);
    expect(both.record.DinhDanhCHS?.SoDinhDanh).toBe(both.record.SoGiayToChuHoSo);
    const half = mergeRecords({ base, mine, theirs: { ...base, SoGiayToChuHoSo: "B1234567" } });
    expect(half.record, "a passport is no identity").toMatchObject({ SoGiayToChuHoSo: "B1234567", DinhDanhCHS: null });
  });

  it("of the identity alone are a conflict of its own", () => {
    const identified = (number: string) => ({ ...RECORD, DinhDanhCHS: identityOf(number) });
    const sides = { base: RECORD, mine: identified("062190000124"), theirs: identified("062190000125") };
    expect(mergeRecords(sides).conflicts.map(({ field }) => field)).toEqual(["DinhDanhCHS"]);
  });

  it("of one field to the same value are no conflict", () => {
    const both = { ...RECORD, ChuHoSo: "Hạnh Nguyễn" };
    expect(mergeRecords({ base: RECORD, mine: both, theirs: both })).toEqual({ record: both, conflicts: [] });
  });

  it("keep the pages that came on both sides; a page that one side took away and the other left is gone", () => {
    const base = { ...RECORD, TaiLieuNop: [file("p1"), file("p2")] };
    const mine = { ...RECORD, TaiLieuNop: [file("p1"), file("p2"), file("p3")] };
    const theirs = { ...RECORD, TaiLieuNop: [file("p1"), file("p4")] };
    const { record, conflicts } = mergeRecords({ base, mine, theirs });
    expect(record.TaiLieuNop.map((each) => each.TepDinhKemId)).toEqual(["p1", "p3", "p4"]);
    expect(conflicts).toEqual([]);
  });

  it("lose nothing: each changed value stands in the result or among the conflicts", () => {
    fc.assert(
      fc.property(side, side, side, (first, second, third) => {
        const [base, mine, theirs] = [made(first), made(second), made(third)];
        const { record, conflicts } = mergeRecords({ base, mine, theirs });
        for (const field of FIELDS) {
          const conflict = conflicts.find((each) => each.field === field);
          for (const edited of [mine, theirs])
            if (edited[field] !== base[field])
              expect([record[field], conflict?.mine, conflict?.theirs]).toContain(edited[field]);
          if (mine[field] === base[field] && theirs[field] === base[field]) expect(record[field]).toBe(base[field]);
        }
      }),
    );
  });

  it("find the same conflicts whichever side merges, and nothing to merge with oneself", () => {
    fc.assert(
      fc.property(side, side, side, (first, second, third) => {
        const [base, mine, theirs] = [made(first), made(second), made(third)];
        const fieldsOf = (sides: Parameters<typeof mergeRecords>[0]) =>
          mergeRecords(sides)
            .conflicts.map(({ field }) => field)
            .sort();
        expect(fieldsOf({ base, mine, theirs })).toEqual(fieldsOf({ base, mine: theirs, theirs: mine }));
        expect(mergeRecords({ base, mine, theirs: base }).record).toEqual(mine);
        expect(mergeRecords({ base, mine, theirs: mine }).conflicts).toEqual([]);
      }),
    );
  });
});
