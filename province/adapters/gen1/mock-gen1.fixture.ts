// The first generation as domain tables describe it: login, DongBoHoSoMC, CapNhatTienDoHoSoMC, TraCuuHoSo, lists.
import { startMock, type Call, type MockSystem, type Reply } from "../mock-system.fixture";

export interface MockGen1 extends MockSystem {
  dossiers: Map<string, Record<string, unknown>>;
  progress: Record<string, string>[];
  /** Sizes of the progress batches. */
  batches: number[];
  endSessions(): void;
}

const TAKEN = { error_code: "0", message: "Đồng bộ thành công" };

export async function startMockGen1(): Promise<MockGen1> {
  const dossiers: MockGen1["dossiers"] = new Map();
  const progress: MockGen1["progress"] = [];
  const batches: number[] = [];
  let session = 0;

  function carryOut({ body }: Call): Reply {
    const call = body as { service: string; session?: string; isUpdating?: string; MaHoSo?: string; data?: never[] };
    if (call.service === "login") return { body: { error_code: "00", message: "", session: `s${++session}` } };
    if (call.session !== `s${session}`) return { body: { error_code: "-1", message: "Phiên làm việc đã hết hạn" } };
    if (call.service === "LayDanhMucLinhVuc")
      return { body: { error_code: 0, message: "", data: [{ MALINHVUC: "G03-HT01", TENLINHVUC: "Hộ tịch" }] } };
    if (call.service === "TraCuuHoSo") {
      const found = dossiers.get(call.MaHoSo ?? "");
      return { body: { error_code: "0", message: "", data: found ? [{ TrangThaiHoSo: found["TrangThaiHoSo"] }] : [] } };
    }
    if (call.service === "CapNhatTienDoHoSoMC") {
      progress.push(...(call.data ?? []));
      batches.push(call.data?.length ?? 0);
      return { body: TAKEN };
    }
    return { body: takeDossier(call.data?.[0] ?? {}, call.isUpdating === "True") };
  }

  function takeDossier(row: Record<string, unknown>, isUpdating: boolean): object {
    const code = String(row["MaHoSo"]);
    if (!isUpdating && dossiers.has(code)) return { error_code: "-3", message: `Hồ sơ ${code} đã tồn tại` };
    dossiers.set(code, row);
    return TAKEN;
  }

  const mock = await startMock(({ body }) => (body as { service: string }).service, carryOut);
  return Object.assign(mock, { dossiers, progress, batches, endSessions: () => (session += 1) });
}
