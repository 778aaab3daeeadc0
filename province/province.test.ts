// The province by itself, over HTTP as any counter would use it.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { canonicalJson, type DossierRecord, type OperationAnswer, type WireOperation } from "../shared/wire";
import { startProvince, type Province } from "./start";

const ENROLMENT_CODE = "ma-dang-ky-thu";
const ADMIN_TOKEN = "token-can-bo-thu-nghiem";
const DATABASE_URL = process.env["PROVINCE_TEST_DATABASE_URL"];

let province: Province;
let token = "";

beforeAll(async () => {
  province = await startProvince({ enrolmentCode: ENROLMENT_CODE, adminToken: ADMIN_TOKEN, databaseUrl: DATABASE_URL });
  token = await registerCounter("A1");
});

afterAll(() => province.close());

interface Call {
  method?: string;
  as?: string;
  body?: unknown;
  at?: Province;
}

async function call(route: string, { method = "GET", as = token, body, at = province }: Call = {}) {
  const response = await fetch(at.url + route, {
    method,
    headers: { authorization: `Bearer ${as}`, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

async function registerCounter(machineCode: string, unitCode = "H34.12.5"): Promise<string> {
  const body = { unitCode, unitName: "Xã Đăk Rơ Nga", machineCode, enrolmentCode: ENROLMENT_CODE };
  const answer = await call("/v1/counters", { method: "POST", body });
  expect(answer.status).toBe(200);
  return (answer.body as { token: string }).token;
}

function recordOf(files: Buffer[] = []): DossierRecord {
  return {
    ...{ MaHoSo: `TAM-A1-261122-${randomUUID()}`, MaTTHC: "1.001193", TenTTHC: "Đăng ký khai sinh" },
    ...{ MaLinhVuc: "", TenLinhVuc: "Hộ tịch", KenhThucHien: "1", SoBienNhan: "", SoGiayToChuHoSo: "" },
    ...{ ChuHoSo: "Nguyễn Thị Hạnh", LoaiDoiTuong: "1", MaDoiTuong: "", ThongTinKhac: "", Email: "", Fax: "" },
    ...{ SoDienThoai: "", TrichYeuHoSo: "Khai sinh", NgayTiepNhan: "20261122083000", NgayHenTra: "" },
    ...{ TrangThaiHoSo: "2", NgayTra: "", ThongTinTra: "", HinhThuc: "0", NgayKetThucXuLy: "" },
    ...{ DonViXuLy: "UBND xã", GhiChu: "", DanhSachLePhi: [], DanhSachTepDinhKemKhac: [], NoiNopHoSo: "2" },
    ...{ HoSoCoThanhPhanSoHoa: "1", TaiKhoanDuocXacThucVoiVNeID: "0", NgayNopHoSo: "", DinhDanhCHS: null },
    TaiLieuNop: files.map((file, index) => ({
      ...{ TepDinhKemId: `p${index}`, TenTepDinhKem: "trang", IsDeleted: "False", MaThanhPhanHoSo: "c01" },
      ...{ DuongDanTaiTepTin: "", DuocSoHoa: "1", DuocTaiSuDung: "0", DuocLayTuKhoDMQG: "0", MaKetQuaThayThe: "" },
      ...{ MaBam: sha256(file), DungLuong: String(file.length), LoaiTep: "image/jpeg" },
    })) as DossierRecord["TaiLieuNop"],
  } as DossierRecord;
}

function operationOf(payload: Record<string, unknown>, changed: Partial<WireOperation> = {}): WireOperation {
  const nowUtc = new Date().toISOString();
  return {
    ...{ opId: randomUUID(), dossierId: randomUUID(), sequence: 1, kind: "dossier.received", payload },
    payloadSha256: sha256(Buffer.from(canonicalJson(payload))),
    ...{ createdAtUtc: nowUtc, sentAtUtc: nowUtc, delayReason: "none" as const },
    ...changed,
  };
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function push(operation: WireOperation, as = token) {
  const answer = await call("/v1/operations", { method: "POST", body: operation, as });
  return { ...answer, body: answer.body as OperationAnswer & { code?: string; data?: { reason: string } } };
}

async function tus(url: string, init: RequestInit & { headers?: Record<string, string> }, as = token) {
  const headers = { "tus-resumable": "1.0.0", authorization: `Bearer ${as}`, ...init.headers };
  return fetch(new URL(url, province.url), { ...init, headers });
}

async function createUpload(declaredSha256: string, sizeBytes: number, as = token): Promise<Response> {
  const metadata = `sha256 ${Buffer.from(declaredSha256).toString("base64")}`;
  return tus(
    "/v1/uploads",
    { method: "POST", headers: { "upload-length": String(sizeBytes), "upload-metadata": metadata } },
    as,
  );
}

function patch(url: string, offset: number, content: Buffer): Promise<Response> {
  const headers = { "upload-offset": String(offset), "content-type": "application/offset+octet-stream" };
  return tus(url, { method: "PATCH", headers, body: new Uint8Array(content) });
}

async function upload(content: Buffer, declaredSha256 = sha256(content)): Promise<Response> {
  const created = await createUpload(declaredSha256, content.length);
  return patch(created.headers.get("location") ?? "", 0, content);
}

describe("operations", () => {
  it("gives the same receipt to the same operation, at once and ten times over", async () => {
    const operation = operationOf(recordOf());
    const answers = await Promise.all(Array.from({ length: 10 }, () => push(operation)));
    const receipts = new Set(answers.map((answer) => JSON.stringify(answer.body)));
    expect(receipts.size).toBe(1);
    expect(answers[0]?.body).toMatchObject({
      outcome: "committed",
      receipt: { officialCode: expect.stringMatching(/^H34\.12\.5-261122-\d{4}$/) as string },
    });
  });

  it("numbers the dossiers of a unit and day without gaps or doubles, even when they come together", async () => {
    const unit = await registerCounter("B1", "H34.77.1");
    const answers = await Promise.all(Array.from({ length: 12 }, () => push(operationOf(recordOf()), unit)));
    const codes = answers.map(({ body }) => (body.outcome === "committed" ? body.receipt.officialCode : ""));
    const expected = Array.from({ length: 12 }, (_, index) => `H34.77.1-261122-${String(index + 1).padStart(4, "0")}`);
    expect(codes.sort()).toEqual(expected);
  });

  it("names the files that are missing and commits when they have come", async () => {
    const [here, missing] = [randomBytes(900), randomBytes(1200)];
    expect((await upload(here)).status).toBe(204);
    const operation = operationOf(recordOf([here, missing]));
    expect((await push(operation)).body).toEqual({ outcome: "files_missing", missing: [sha256(missing)] });
    const commit = () => call(`/v1/operations/${operation.opId}/commit`, { method: "POST" });
    expect((await commit()).body).toMatchObject({ outcome: "files_missing" });
    await upload(missing);
    const first = await commit();
    expect(first.body).toMatchObject({ outcome: "committed" });
    expect((await commit()).body).toEqual(first.body);
    expect((await push(operation)).body).toEqual(first.body);
  });

  it("refuses the same operation with another content", async () => {
    const operation = operationOf(recordOf());
    await push(operation);
    const other = operationOf(recordOf(), { opId: operation.opId, dossierId: operation.dossierId });
    expect(await push(other)).toMatchObject({ status: 409, body: { code: "OPERATION_CONFLICT" } });
  });

  it("refuses a second operation with a sequence number that is taken", async () => {
    const operation = operationOf(recordOf());
    await push(operation);
    expect(await push(operationOf(recordOf(), { dossierId: operation.dossierId }))).toMatchObject({ status: 409 });
  });

  it("refuses a second dossier under a provisional code of the same counter", async () => {
    const record = recordOf();
    await push(operationOf(record));
    expect(await push(operationOf(record))).toMatchObject({ status: 409 });
  });

  it.each([
    ["a missing procedure", { MaTTHC: "" }, "MaTTHC"],
    ["an impossible date", { NgayTiepNhan: "20260231000000" }, "NgayTiepNhan"],
    ["an unknown field", { Script: "<script>" }, "Script"],
    ["a number instead of text", { TrangThaiHoSo: 2 }, "TrangThaiHoSo"],
  ])("says in Vietnamese which field is wrong: %s", async (_name, changed, field) => {
    const answer = await push(operationOf({ ...recordOf(), ...changed }));
    expect(answer).toMatchObject({
      status: 422,
      body: { code: "OPERATION_REFUSED", data: { reason: `Hồ sơ không hợp lệ, cần xem lại: ${field}.` } },
    });
  });

  it("refuses content that does not fit its hash, and a kind that it does not know", async () => {
    const damaged = operationOf(recordOf(), { payloadSha256: "0".repeat(64) });
    expect(await push(damaged)).toMatchObject({ status: 422 });
    expect(await push(operationOf(recordOf(), { kind: "dossier.imagined" }))).toMatchObject({ status: 422 });
  });

  it.each(["", "{", "[]", '{"opId":"x"}'])("answers the body %j with 400", async (body) => {
    expect((await call("/v1/operations", { method: "POST", body })).status).toBe(400);
  });
});

describe("a supplement", () => {
  const KIND = { kind: "dossier.supplemented" };

  async function receivedOf(files: Buffer[]) {
    for (const file of files) await upload(file);
    const record = recordOf(files);
    const operation = operationOf(record);
    const { body } = await push(operation);
    const officialCode = body.outcome === "committed" ? body.receipt.officialCode : "";
    return { record, dossierId: operation.dossierId, officialCode };
  }
  const withFiles = (record: DossierRecord, files: Buffer[]) => ({
    ...record,
    TaiLieuNop: recordOf(files).TaiLieuNop,
  });
  const registered = async (dossierId: string) => {
    const { body } = await call("/v1/admin/dossiers?limit=1000", { as: ADMIN_TOKEN });
    return (body as { items: { dossierId: string }[] }).items.filter((item) => item.dossierId === dossierId);
  };

  it("puts record and files in place of the old ones once all files are here; code and state stay", async () => {
    const [old, fresh] = [randomBytes(300), randomBytes(400)];
    const { record, dossierId, officialCode } = await receivedOf([old]);
    const state = { state: 4, note: "" };
    await call(`/v1/admin/dossiers/${officialCode}/state`, { method: "POST", as: ADMIN_TOKEN, body: state });
    const operation = operationOf(withFiles(record, [old, fresh]), { ...KIND, dossierId, sequence: 2 });
    expect((await push(operation)).body).toEqual({ outcome: "files_missing", missing: [sha256(fresh)] });
    expect(await registered(dossierId)).toMatchObject([{ fileCount: 1 }]);
    await upload(fresh);
    const first = await call(`/v1/operations/${operation.opId}/commit`, { method: "POST" });
    expect(first.body).toMatchObject({ outcome: "committed", receipt: { officialCode } });
    expect(await registered(dossierId)).toMatchObject([{ fileCount: 2, officialCode, state: 4 }]);
    expect((await push(operation)).body).toEqual(first.body);
    expect(await registered(dossierId)).toHaveLength(1);
  });

  it("that comes again after a later one changes nothing; one that was overtaken is refused", async () => {
    const pages = [1, 2, 3].map(() => randomBytes(200)) as [Buffer, Buffer, Buffer];
    const { record, dossierId } = await receivedOf([pages[0]]);
    const late = pages.slice(0, 2);
    const second = operationOf(withFiles(record, late), { ...KIND, dossierId, sequence: 2 });
    const third = operationOf(withFiles(record, [pages[0], pages[2]]), { ...KIND, dossierId, sequence: 3 });
    expect((await push(second)).body).toMatchObject({ outcome: "files_missing" });
    await upload(pages[2]);
    expect((await push(third)).body).toMatchObject({ outcome: "committed" });
    await upload(pages[1]);
    expect(await push(second)).toMatchObject({ status: 409, body: { code: "OPERATION_CONFLICT" } });
    expect(await registered(dossierId)).toMatchObject([{ fileCount: 2 }]);
  });

  it("of a dossier that is not here, of another counter's, or with another code is refused", async () => {
    const { record, dossierId } = await receivedOf([]);
    const stranger = await registerCounter("Z8");
    const refused = { status: 422, body: { code: "OPERATION_REFUSED" } };
    expect(await push(operationOf(record, { ...KIND, sequence: 2 }))).toMatchObject(refused);
    expect(await push(operationOf(record, { ...KIND, dossierId, sequence: 2 }), stranger)).toMatchObject(refused);
    expect(await push(operationOf(recordOf(), { ...KIND, dossierId, sequence: 2 }))).toMatchObject(refused);
    const wrong = { ...record, MaTTHC: "" };
    expect(await push(operationOf(wrong, { ...KIND, dossierId, sequence: 2 }))).toMatchObject(refused);
    expect(await push(operationOf(record, { ...KIND, dossierId, sequence: 2 }))).toMatchObject({ status: 200 });
  });
});

describe("uploads", () => {
  it("throws content away that has another hash than declared", async () => {
    const [declared, sent] = [randomBytes(500), randomBytes(500)];
    expect((await upload(sent, sha256(declared))).status).toBe(460);
    expect(await call(`/v1/files/${sha256(declared)}`)).toMatchObject({ body: { stored: false } });
    expect(await call(`/v1/files/${sha256(sent)}`)).toMatchObject({ body: { stored: false } });
  });

  it("goes on at the offset where it stopped and refuses any other", async () => {
    const content = randomBytes(3000);
    const url = (await createUpload(sha256(content), content.length)).headers.get("location") ?? "";
    expect((await patch(url, 0, content.subarray(0, 1000))).headers.get("upload-offset")).toBe("1000");
    expect((await patch(url, 500, content.subarray(500))).status).toBe(409);
    expect((await tus(url, { method: "HEAD" })).headers.get("upload-offset")).toBe("1000");
    expect((await patch(url, 1000, content.subarray(1000))).status).toBe(204);
    expect(await call(`/v1/files/${sha256(content)}`)).toMatchObject({ body: { stored: true } });
    expect((await tus(url, { method: "HEAD" })).status).toBe(404);
  });

  it("refuses uploads without a hash, without a size, and beyond the limit", async () => {
    expect((await createUpload("../../etc/passwd", 10)).status).toBe(400);
    expect((await createUpload("a".repeat(64), 0)).status).toBe(400);
    expect((await createUpload("a".repeat(64), 10 ** 12)).status).toBe(413);
  });
});

describe("who may do what", () => {
  it.each([
    ["GET", "/v1/session"],
    ["GET", "/v1/changes"],
    ["GET", `/v1/files/${"a".repeat(64)}`],
    ["POST", `/v1/operations/${randomUUID()}/commit`],
    ["GET", "/v1/admin/dossiers"],
  ])("%s %s needs a token", async (method, route) => {
    expect((await call(route, { method, as: "nobody" })).status).toBe(401);
  });

  it("does not take a counter for a clerk, nor a clerk for a counter", async () => {
    expect((await call("/v1/admin/dossiers", { as: token })).status).toBe(401);
    expect((await call("/v1/session", { as: ADMIN_TOKEN })).status).toBe(401);
  });

  it("keeps a counter away from the operations and uploads of another", async () => {
    const stranger = await registerCounter("Z9");
    const operation = operationOf(recordOf([randomBytes(100)]));
    await push(operation);
    expect(await push(operation, stranger)).toMatchObject({ status: 403, body: { code: "NOT_YOURS" } });
    const commit = await call(`/v1/operations/${operation.opId}/commit`, { method: "POST", as: stranger });
    expect(commit.status).toBe(403);
    const url = (await createUpload("b".repeat(64), 10)).headers.get("location") ?? "";
    expect((await tus(url, { method: "HEAD" }, stranger)).status).toBe(404);
    expect((await createUpload("b".repeat(64), 10, "nobody")).status).toBe(401);
  });

  it("gives the same counter its identity again, and ends the old token", async () => {
    const first = await registerCounter("C1");
    const second = await registerCounter("C1");
    expect((await call("/v1/session", { as: first })).status).toBe(401);
    expect((await call("/v1/session", { as: second })).status).toBe(200);
  });

  it.each([
    [{ enrolmentCode: "sai" }, "Mã đăng ký không đúng."],
    [{ unitCode: "" }, "Thiếu hoặc sai mã định danh cơ quan (ví dụ H34.12.5)."],
  ])("refuses an enrolment with %j", async (changed, reason) => {
    const body = { unitCode: "H34.12.5", unitName: "", machineCode: "Q1", enrolmentCode: ENROLMENT_CODE, ...changed };
    const answer = await call("/v1/counters", { method: "POST", body });
    expect(answer).toMatchObject({ status: 403, body: { code: "ENROLMENT_REFUSED", data: { reason } } });
  });
});

describe("the feed", () => {
  it("shows a counter its own changes, in order, page by page", async () => {
    const [mine, other] = [await registerCounter("F1"), await registerCounter("F2")];
    const pushed = (await push(operationOf(recordOf()), mine)).body;
    const officialCode = pushed.outcome === "committed" ? pushed.receipt.officialCode : "";
    for (const state of [4, 9, 10])
      await call(`/v1/admin/dossiers/${officialCode}/state`, {
        method: "POST",
        as: ADMIN_TOKEN,
        body: { state, note: "" },
      });
    const page = (await call("/v1/changes?after=0&limit=2", { as: mine })).body as {
      changes: { cursor: number; state: number }[];
      more: boolean;
    };
    expect(page).toMatchObject({ more: true, changes: [{ state: 4 }, { state: 9 }] });
    const rest = await call(`/v1/changes?after=${page.changes[1]?.cursor ?? 0}`, { as: mine });
    expect(rest.body).toMatchObject({ more: false, changes: [{ state: 10, officialCode }] });
    expect((await call("/v1/changes", { as: other })).body).toEqual({ changes: [], more: false });
  });

  it("knows no state 11 and no dossier of another name", async () => {
    const set = (code: string, state: number) =>
      call(`/v1/admin/dossiers/${code}/state`, { method: "POST", as: ADMIN_TOKEN, body: { state } });
    expect((await set("H34.12.5-261122-9999", 4)).status).toBe(404);
    expect((await set("H34.12.5-261122-0001", 11)).status).toBe(400);
  });
});

it("documents itself", async () => {
  const { body } = await call("/openapi.json");
  const { paths, openapi } = body as { openapi: string; paths: Record<string, unknown> };
  expect(openapi).toMatch(/^3\./);
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining(["/v1/counters", "/v1/operations", "/v1/operations/{opId}/commit", "/v1/changes"]),
  );
});

it("still has everything after a restart on the same folder", async () => {
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), "province-data-"));
  onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }));
  const options = { dataFolder, enrolmentCode: ENROLMENT_CODE, adminToken: ADMIN_TOKEN };
  const before = await startProvince(options);
  const body = { unitCode: "H34.12.5", unitName: "", machineCode: "R1", enrolmentCode: ENROLMENT_CODE };
  const { token: own } = (await call("/v1/counters", { method: "POST", body, at: before })).body as { token: string };
  const operation = operationOf(recordOf());
  const sent = await call("/v1/operations", { method: "POST", body: operation, as: own, at: before });
  await before.close();
  const after = await startProvince(options);
  const again = await call("/v1/operations", { method: "POST", body: operation, as: own, at: after });
  await after.close();
  expect(again.body).toEqual(sent.body);
});
