// A counter as the province sees it: records, operations, and requests with a device key, made as any counter would make them.
import { createHash, generateKeyPairSync, randomUUID, sign as signBytes, type KeyObject } from "node:crypto";
import { SignJWT } from "jose";
import { canonicalJson, type DossierRecord, type OperationAnswer, type WireOperation } from "../shared/wire";

export const ENROLMENT_CODE = "ma-dang-ky-thu";
export const ADMIN_TOKEN = "token-can-bo-thu-nghiem";

export interface Answer {
  status: number;
  body: unknown;
}

export interface RequestOptions {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface CounterClient {
  id: string;
  /** Headers by which the province knows who is calling. */
  headersFor(method: string, route: string): Promise<Record<string, string>>;
  call(route: string, options?: RequestOptions): Promise<Answer>;
  push(operation: WireOperation): Promise<PushAnswer>;
}

type PushAnswer = Answer & { body: OperationAnswer & { code?: string; data?: { reason: string } } };

interface Enrolment {
  url: string;
  machineCode: string;
  unitCode?: string;
}

/** @throws when the province refuses */
export async function enrolCounter({ url, machineCode, unitCode = "H34.12.5" }: Enrolment): Promise<CounterClient> {
  const { privateKey } = generateKeyPairSync("ed25519");
  const sign = (text: string) => signBytes(null, Buffer.from(text, "utf8"), privateKey).toString("base64url");
  const publicKey = rawPublicKey(privateKey);
  const post = async (route: string, body: unknown) => {
    const answer = await request(url + route, { method: "POST", body });
    if (answer.status !== 200) throw new Error(`${route} answered ${answer.status}`);
    return answer.body as Record<string, string>;
  };
  const { counterId = "" } = await post("/v1/counters", {
    ...{ unitCode, unitName: "Xã Đăk Rơ Nga", machineCode, enrolmentCode: ENROLMENT_CODE, publicKey },
    proof: sign(`qmc-enrol\n${ENROLMENT_CODE}\n${publicKey}`),
  });
  const { challenge = "" } = await post("/v1/challenges", { counterId });
  const { token = "" } = await post("/v1/tokens", {
    ...{ counterId, challenge, signature: sign(`qmc-token\n${challenge}`) },
  });
  return clientOf({ url, id: counterId, token, privateKey });
}

function clientOf(of: { url: string; id: string; token: string; privateKey: KeyObject }): CounterClient {
  async function headersFor(method: string, route: string): Promise<Record<string, string>> {
    const ath = createHash("sha256").update(of.token, "ascii").digest("base64url");
    const proof = await new SignJWT({ htm: method, htu: new URL(route, of.url).href, ath })
      .setProtectedHeader({
        typ: "dpop+jwt",
        alg: "EdDSA",
        jwk: { kty: "OKP", crv: "Ed25519", x: rawPublicKey(of.privateKey) },
      })
      .setJti(randomUUID())
      .setIssuedAt()
      .sign(of.privateKey);
    return { authorization: `DPoP ${of.token}`, dpop: proof };
  }
  async function call(route: string, options: RequestOptions = {}): Promise<Answer> {
    const headers = { ...(await headersFor(options.method ?? "GET", route)), ...options.headers };
    return request(of.url + route, { ...options, headers });
  }
  return {
    id: of.id,
    headersFor,
    call,
    push: async (body) => (await call("/v1/operations", { method: "POST", body })) as PushAnswer,
  };
}

export async function request(url: string, { method = "GET", body, headers }: RequestOptions): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

export function asClerk(url: string, route: string, options: RequestOptions = {}): Promise<Answer> {
  return request(url + route, { ...options, headers: { authorization: `Bearer ${ADMIN_TOKEN}` } });
}

function rawPublicKey(key: KeyObject): string {
  return key.export({ format: "jwk" }).x ?? "";
}

export function recordOf(files: Buffer[] = [], changed: Partial<DossierRecord> = {}): DossierRecord {
  return {
    ...{ MaHoSo: `TAM-A1-261122-${randomUUID()}`, MaTTHC: "1.001193", TenTTHC: "Đăng ký khai sinh" },
    ...{ MaLinhVuc: "", TenLinhVuc: "Hộ tịch", KenhThucHien: "1", SoBienNhan: "", SoGiayToChuHoSo: "" },
    ...{ ChuHoSo: "Nguyễn Thị Hạnh", LoaiDoiTuong: "1", MaDoiTuong: "", ThongTinKhac: "", Email: "", Fax: "" },
    ...{ SoDienThoai: "", TrichYeuHoSo: "Khai sinh", NgayTiepNhan: "20261122083000", NgayHenTra: "" },
    ...{ TrangThaiHoSo: "2", NgayTra: "", ThongTinTra: "", HinhThuc: "0", NgayKetThucXuLy: "" },
    ...{ DonViXuLy: "UBND xã", GhiChu: "", DanhSachLePhi: [], DanhSachTepDinhKemKhac: [], NoiNopHoSo: "2" },
    ...{ HoSoCoThanhPhanSoHoa: "1", TaiKhoanDuocXacThucVoiVNeID: "0", NgayNopHoSo: "", DinhDanhCHS: null },
    TaiLieuNop: files.map((file, index) => ({
      ...{ TepDinhKemId: `p${index}`, TenTepDinhKem: `Tờ khai (${index + 1}/${files.length})`, IsDeleted: "False" },
      ...{ MaThanhPhanHoSo: "c01", DuongDanTaiTepTin: "", DuocSoHoa: "1", DuocTaiSuDung: "0" },
      ...{ DuocLayTuKhoDMQG: "0", MaKetQuaThayThe: "" },
      ...{ MaBam: sha256(file), DungLuong: String(file.length), LoaiTep: "image/jpeg" },
    })) as DossierRecord["TaiLieuNop"],
    ...changed,
  } as DossierRecord;
}

export function operationOf(payload: Record<string, unknown>, changed: Partial<WireOperation> = {}): WireOperation {
  const nowUtc = new Date().toISOString();
  return {
    ...{ opId: randomUUID(), dossierId: randomUUID(), sequence: 1, kind: "dossier.received", payload },
    payloadSha256: sha256(Buffer.from(canonicalJson(payload))),
    ...{ createdAtUtc: nowUtc, sentAtUtc: nowUtc, delayReason: "none" as const },
    ...{ baseVersion: null, leasedCode: null, formerReceipt: null },
    ...changed,
  };
}

export function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
