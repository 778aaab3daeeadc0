// The second generation as domain tables describe it: token, number, files, dossier, progress, state.
import { createHash } from "node:crypto";
import { startMock, type Call, type MockSystem, type Reply } from "../mock-system.fixture";

export interface MockGen2 extends MockSystem {
  dossiers: Map<string, { id: string; body: Record<string, unknown>; state: number }>;
  files: Map<string, Buffer>;
  progress: Record<string, unknown>[];
  endTokens(): void;
}

const good = (data: unknown): Reply => ({ body: { code: 200, message: "Thành công", data } });

export async function startMockGen2(): Promise<MockGen2> {
  const dossiers: MockGen2["dossiers"] = new Map();
  const files: MockGen2["files"] = new Map();
  const progress: MockGen2["progress"] = [];
  let token = 1;
  let number = 0;

  const routes: Record<string, (call: Call) => Reply> = {
    GetNextValue: () => good({ value: `G22.99-261123-${String(++number).padStart(4, "0")}` }),
    UploadFile: ({ raw, headers }) => good([storeFile(fileIn(raw, headers["content-type"] ?? ""))]),
    HoSo: ({ body }) => create(body as Record<string, unknown>),
    CapNhatTienTrinh: ({ body }) => {
      progress.push(...(body as Record<string, unknown>[]));
      return good(null);
    },
    CapNhatTrangThai: ({ body }) => setState((body as Record<string, unknown>[])[0] ?? {}),
  };

  function storeFile(bytes: Buffer) {
    const id = `tep-${files.size + 1}`;
    files.set(id, bytes);
    return { IdTepTin: id, HashTepTin: createHash("sha256").update(bytes).digest("hex") };
  }

  function create(body: Record<string, unknown>): Reply {
    const code = String(body["MaHoSo"]);
    const standing = dossiers.get(code);
    const data = { idHoSo: standing?.id ?? `hs-${dossiers.size + 1}`, maHoSo: code };
    if (standing) return { body: { code: 409, message: `Hồ sơ ${code} đã tồn tại`, data } };
    dossiers.set(code, { id: data.idHoSo, body, state: 2 });
    return good(data);
  }

  function setState(body: Record<string, unknown>): Reply {
    const standing = dossiers.get(String(body["MaHoSo"]));
    if (!standing) return { body: { code: 404, message: "Không tìm thấy hồ sơ", data: null } };
    if (standing.state >= 9 && Number(body["TrangThai"]) < standing.state)
      return { body: { code: 409, message: "Trạng thái không hợp lệ", data: { TrangThai: standing.state } } };
    standing.state = Number(body["TrangThai"]);
    return good(null);
  }

  const mock = await startMock(
    ({ url }) => url.pathname.slice(1),
    (call) => {
      if (call.name === "GetToken") return { body: { access_token: `token-${token}` } };
      if (call.headers.authorization !== `Bearer token-${token}`) return { status: 401, body: { message: "expired" } };
      return routes[call.name]?.(call) ?? { status: 404, body: {} };
    },
  );
  return Object.assign(mock, { dossiers, files, progress, endTokens: () => (token += 1) });
}

/** Content of the one part of a multipart body. */
function fileIn(raw: Buffer, contentType: string): Buffer {
  const boundary = /boundary=(\S+)/.exec(contentType)?.[1] ?? "";
  const start = raw.indexOf("\r\n\r\n") + 4;
  return raw.subarray(start, raw.indexOf(`\r\n--${boundary}`, start));
}
