import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createGen1 } from ".";
import { NotNow, Parked, type Adapter } from "../adapter";
import { createOrders, sampleDossier, sampleRecord } from "../sample-dossier.fixture";
import { startMockGen1, type MockGen1 } from "./mock-gen1.fixture";

let mock: MockGen1;
let adapter: Adapter;
let orders: ReturnType<typeof createOrders>;
const dossier = sampleDossier();
const CODE = dossier.officialCode;

beforeEach(async () => {
  mock = await startMockGen1();
  adapter = createGen1({ url: mock.url, account: "tinh", password: "mat-khau", unitCode: "H34.12.5", dstcode: "" });
  orders = createOrders();
});
afterEach(() => mock.close());

const forward = (changed = dossier) => adapter.forward(orders.of(changed));

describe("a dossier for the first generation", () => {
  it("goes out once with strings only, the counter's time, and the number on the citizen's paper", async () => {
    await forward();
    await forward();
    expect(mock.calls).toEqual(["login", "LayDanhMucLinhVuc", "DongBoHoSoMC", "CapNhatTienDoHoSoMC"]);
    const row = mock.dossiers.get(CODE);
    expect(row).toMatchObject({
      ...{ MaHoSo: CODE, SoBienNhan: "TAM-M1-261122-0007", MaLinhVuc: "G03-HT01", TrangThaiHoSo: "2" },
      ...{ NgayTiepNhan: "20261123003000", DinhDanhCHS: { LoaiDinhDanh: "1", SoDinhDanh: "062190000123" } },
    });
    const files = row?.["TaiLieuNop"] as Record<string, unknown>[];
    expect(files.map((file) => Object.values(file).every((value) => typeof value === "string"))).toEqual([true, true]);
    expect(Object.keys(files[0] ?? {})).not.toContain("MaBam");
  });

  it("leaves the number of a person without one out, and invents none", async () => {
    await forward(sampleDossier({ record: sampleRecord({ DinhDanhCHS: null, SoGiayToChuHoSo: "" }) }));
    expect(Object.keys(mock.dossiers.get(CODE) ?? {})).not.toContain("DinhDanhCHS");
    expect(JSON.stringify(mock.dossiers.get(CODE))).not.toContain("000000001");
  });

  it("with an empty required field is parked by the field's name, and nothing is sent", async () => {
    const record = sampleRecord({ TenLinhVuc: "Lĩnh vực không có trong danh mục" });
    await expect(forward(sampleDossier({ record }))).rejects.toThrow(new Parked("Thiếu trường bắt buộc: MaLinhVuc"));
    expect(mock.dossiers.size).toBe(0);
  });

  it("that is there already is updated", async () => {
    mock.dossiers.set(CODE, { TrangThaiHoSo: "2" });
    await forward();
    expect(mock.calls.filter((name) => name === "DongBoHoSoMC")).toHaveLength(2);
    expect(mock.dossiers.get(CODE)).toMatchObject({ ChuHoSo: "Nguyễn Thị Hạnh" });
  });

  it("is never written over a later state there", async () => {
    await forward();
    mock.dossiers.set(CODE, { ...mock.dossiers.get(CODE), TrangThaiHoSo: "9" });
    const changed = sampleDossier({
      state: 4,
      progress: [...dossier.progress, { state: 4, atUtc: "2026-11-23T03:00:00.000Z" }],
    });
    await expect(forward(changed)).rejects.toThrow(Parked);
    expect(mock.dossiers.get(CODE)).toMatchObject({ TrangThaiHoSo: "9" });
  });
});

describe("an answer of the first generation", () => {
  it.each([
    ["code 0 with the words of a refusal", { error_code: "0", message: "Hồ sơ không thành công: sai mã TTHC" }],
    ["code 0 without words", { error_code: "0", message: "" }],
    ["another code", { error_code: "3", message: "Sai định dạng ngày" }],
  ])("that has %s is no success: the dossier is parked with its words", async (_name, answer) => {
    mock.fault = (name) => (name === "DongBoHoSoMC" ? { when: "after", body: JSON.stringify(answer) } : undefined);
    await expect(forward()).rejects.toThrow(Parked);
    expect(orders.memory()).toEqual({});
  });

  it.each([
    ["is a failure of the server", { when: "before", status: 500, body: "" }],
    ["is a page", { when: "after", body: "<html>" }],
    ["is lost", { when: "after", cut: true }],
    ["has another shape", { when: "after", body: "[]" }],
  ] as const)("that %s leaves the dossier for later, and it is there once then", async (_name, fault) => {
    mock.fault = (name, at) => (name === "DongBoHoSoMC" && at === 0 ? fault : undefined);
    await expect(forward()).rejects.toThrow(NotNow);
    await forward();
    expect(mock.dossiers.size).toBe(1);
    expect(mock.progress).toHaveLength(1);
  });

  it("that the session is over is followed by a new login", async () => {
    await forward();
    mock.endSessions();
    await forward(sampleDossier({ state: 4 }));
    expect(mock.dossiers.get(CODE)).toMatchObject({ TrangThaiHoSo: "4" });
    expect(mock.calls.filter((name) => name === "login")).toHaveLength(2);
  });
});

describe("progress", () => {
  const states = [2, ...Array.from({ length: 22 }, (_, index) => (index % 2 === 0 ? 4 : 5)), 4, 9];
  const progress = states.map((state, index) => ({
    state,
    atUtc: new Date(1_795_000_000_000 + index * 60_000).toISOString(),
  }));
  const long = sampleDossier({ state: 9, progress });

  it("goes out in tens, reception first and the end last, and goes on where it stopped", async () => {
    mock.fault = (name, at) => (name === "CapNhatTienDoHoSoMC" && at === 1 ? { when: "before", cut: true } : undefined);
    await expect(forward(long)).rejects.toThrow(NotNow);
    await forward(long);
    expect(mock.batches).toEqual([10, 10, 5]);
    expect(mock.progress.map((row) => Number(row["TrangThai"]))).toEqual(states);
    expect(mock.progress[0]).toMatchObject({ NoiDungXuLy: "Tiếp nhận hồ sơ" });
    expect(mock.progress.at(-1)).toMatchObject({ NoiDungXuLy: "Kết thúc xử lý" });
  });

  it("with a state that is none of the portal's is parked, not bent", async () => {
    const odd = sampleDossier({ progress: [...dossier.progress, { state: 11, atUtc: "2026-11-23T03:00:00.000Z" }] });
    await expect(forward(odd)).rejects.toThrow("Trạng thái 11");
  });
});
