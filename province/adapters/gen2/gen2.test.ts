import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createGen2 } from ".";
import { NotNow, Parked, type Adapter } from "../adapter";
import type { Fault } from "../mock-system.fixture";
import { createOrders, hashOf, PAGES, sampleDossier, sampleRecord } from "../sample-dossier.fixture";
import { startMockGen2, type MockGen2 } from "./mock-gen2.fixture";

let mock: MockGen2;
let adapter: Adapter;
let orders: ReturnType<typeof createOrders>;
const dossier = sampleDossier();

beforeEach(async () => {
  mock = await startMockGen2();
  adapter = newAdapter();
  orders = createOrders();
});
afterEach(() => mock.close());

const newAdapter = () =>
  createGen2({ url: mock.url, clientId: "tinh", clientSecret: "bi-mat", unitCode: "G22.99", services: {} });
const forward = (changed = dossier) => adapter.forward(orders.of(changed));

describe("a dossier for the second generation", () => {
  it("gets a number, sends its files, is created, and tells its progress, in this order and once", async () => {
    await forward();
    await forward();
    expect(mock.calls).toEqual(["GetToken", "GetNextValue", "UploadFile", "UploadFile", "HoSo", "CapNhatTienTrinh"]);
    const [[code, created] = []] = [...mock.dossiers];
    expect(created?.body).toMatchObject({ MaHoSo: code, NgayTiepNhan: "2026-11-23 00:30:00", LoaiDoiTuong: 1 });
    expect([...mock.files.values()].map(hashOf)).toEqual(PAGES.map(hashOf));
    expect(adapter.foreignCode(orders.memory())).toBe(code);
  });

  it("has its pages under their component, with the ids that the system gave", async () => {
    await forward();
    const [standing] = mock.dossiers.values();
    expect(standing?.body["ThanhPhanHoSo"]).toMatchObject([
      {
        ...{ MaThanhPhanHoSo: "c01", TenThanhPhanHoSo: "Tờ khai" },
        GiayToDinhKem: [{ IdGiayTo: "tep-1" }, { IdGiayTo: "tep-2" }],
      },
    ]);
  });

  it("of a person without a number goes out with none", async () => {
    await forward(sampleDossier({ record: sampleRecord({ DinhDanhCHS: null }) }));
    expect(JSON.stringify([...mock.dossiers.values()])).toContain('"SoDinhDanh":""');
  });

  it("tells a state once, with fees and results only where they belong", async () => {
    await forward();
    const done = sampleDossier({
      state: 9,
      progress: [...dossier.progress, { state: 9, atUtc: "2026-11-24T03:00:00.000Z" }],
    });
    await forward(done);
    await forward(done);
    expect(mock.calls.filter((name) => name === "CapNhatTrangThai")).toHaveLength(1);
    expect(mock.progress.map((row) => row["TrangThai"])).toEqual([2, 9]);
  });

  it("is parked where the system is further than the province", async () => {
    await forward();
    for (const standing of mock.dossiers.values()) standing.state = 10;
    await expect(forward(sampleDossier({ state: 4 }))).rejects.toThrow("Hệ thống đã ghi trạng thái 10");
  });

  it("with pages that came after its creation is parked: there is no call for them", async () => {
    await forward();
    const [page] = sampleRecord().TaiLieuNop;
    const record = sampleRecord({ TaiLieuNop: page ? [{ ...page, MaBam: "ab".repeat(32) }] : [] });
    await expect(forward(sampleDossier({ record }))).rejects.toThrow(Parked);
  });

  it("is parked when the system has other content than was sent", async () => {
    const data = [{ IdTepTin: "tep-9", HashTepTin: "00".repeat(32) }];
    mock.fault = (name) =>
      name === "UploadFile" ? { when: "after", body: JSON.stringify({ code: 200, message: "", data }) } : undefined;
    await expect(forward()).rejects.toThrow("mã băm");
  });

  it("is parked with the system's own words when it is refused", async () => {
    const body = JSON.stringify({ code: 400, message: "Mã thủ tục không tồn tại trong danh mục", data: null });
    mock.fault = (name) => (name === "HoSo" ? { when: "before", status: 200, body } : undefined);
    await expect(forward()).rejects.toThrow("Mã thủ tục không tồn tại trong danh mục");
  });
});

it("goes on with a new token when the old one ends in the middle", async () => {
  mock.fault = (name, at) => {
    if (name === "UploadFile" && at === 0) mock.endTokens();
    return undefined;
  };
  await forward();
  expect(mock.calls.filter((name) => name === "GetToken")).toHaveLength(2);
  expect(mock.dossiers.size).toBe(1);
});

const NAMES = ["GetToken", "GetNextValue", "UploadFile", "HoSo", "CapNhatTienTrinh", "CapNhatTrangThai"];
const spoilt: fc.Arbitrary<Fault> = fc.constantFrom<Fault>(
  { when: "before", status: 503, body: "" },
  { when: "before", cut: true },
  { when: "after", cut: true },
  { when: "after", body: "<html>" },
);

it("whatever is spoilt at whatever call: one dossier in the end, with each page, and one number in force", async () => {
  const faults = fc.array(
    fc.record({ name: fc.constantFrom(...NAMES), at: fc.integer({ min: 0, max: 3 }), fault: spoilt }),
    {
      maxLength: 6,
    },
  );
  await fc.assert(
    fc.asyncProperty(faults, async (planned) => {
      mock.dossiers.clear();
      mock.files.clear();
      mock.calls.length = 0;
      orders = createOrders();
      mock.fault = (name, at) => planned.find((one) => one.name === name && one.at === at)?.fault;
      const done = sampleDossier({ state: 9 });
      for (let attempt = 0; attempt < 30; attempt += 1) {
        adapter = newAdapter(); // as after a kill: nothing is known but what was kept
        const outcome = await forward(done).then(
          () => "done",
          (error: unknown) => error,
        );
        if (outcome === "done") break;
        expect(outcome).toBeInstanceOf(NotNow);
      }
      expect(mock.dossiers.size).toBe(1);
      const [[code, standing] = []] = [...mock.dossiers];
      expect(adapter.foreignCode(orders.memory())).toBe(code);
      expect(standing?.state).toBe(9);
      const papers = JSON.stringify(standing?.body["ThanhPhanHoSo"]);
      for (const id of [...papers.matchAll(/"IdGiayTo":"([^"]*)"/g)].map(([, each]) => each ?? ""))
        expect(mock.files.has(id)).toBe(true);
    }),
    { seed: 20_261_123, numRuns: 40 },
  );
});
