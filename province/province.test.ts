// The province by itself, over HTTP as any counter would use it.
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { DossierRecord } from "../shared/wire";
import {
  ADMIN_TOKEN,
  asClerk,
  ENROLMENT_CODE,
  enrolCounter,
  operationOf,
  recordOf,
  request,
  sha256,
  type CounterClient,
} from "./counter-client.fixture";
import { startProvince, type Province } from "./start";

const DATABASE_URL = process.env["PROVINCE_TEST_DATABASE_URL"];

let province: Province;
let counter: CounterClient;

beforeAll(async () => {
  province = await startProvince({ enrolmentCode: ENROLMENT_CODE, adminToken: ADMIN_TOKEN, databaseUrl: DATABASE_URL });
  counter = await registerCounter("A1");
});

afterAll(() => province.close());

function registerCounter(machineCode: string, unitCode?: string): Promise<CounterClient> {
  return enrolCounter({ url: province.url, machineCode, ...(unitCode && { unitCode }) });
}

const post = (route: string, as = counter) => as.call(route, { method: "POST" });
const clerk = (route: string, body?: unknown) =>
  asClerk(province.url, route, body === undefined ? {} : { method: "POST", body });

type TusRequest = Omit<RequestInit, "headers"> & { method: string; headers?: Record<string, string> };

async function tus(url: string, init: TusRequest, as = counter) {
  const headers = { "tus-resumable": "1.0.0", ...(await as.headersFor(init.method, url)), ...init.headers };
  return fetch(new URL(url, province.url), { ...init, headers });
}

function createUpload(declaredSha256: string, sizeBytes: number, as = counter): Promise<Response> {
  const metadata = `sha256 ${Buffer.from(declaredSha256).toString("base64")}`;
  const headers = { "upload-length": String(sizeBytes), "upload-metadata": metadata };
  return tus("/v1/uploads", { method: "POST", headers }, as);
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
    const answers = await Promise.all(Array.from({ length: 10 }, () => counter.push(operation)));
    const receipts = new Set(answers.map((answer) => JSON.stringify(answer.body)));
    expect(receipts.size).toBe(1);
    expect(answers[0]?.body).toMatchObject({
      outcome: "committed",
      receipt: { officialCode: expect.stringMatching(/^H34\.12\.5-261122-\d{4}$/) as string },
    });
  });

  it("numbers the dossiers of a unit and day without gaps or doubles, even when they come together", async () => {
    const unit = await registerCounter("B1", "H34.77.1");
    const answers = await Promise.all(Array.from({ length: 12 }, () => unit.push(operationOf(recordOf()))));
    const codes = answers.map(({ body }) => (body.outcome === "committed" ? body.receipt.officialCode : ""));
    const expected = Array.from({ length: 12 }, (_, index) => `H34.77.1-261122-${String(index + 1).padStart(4, "0")}`);
    expect(codes.sort()).toEqual(expected);
  });

  it("names the files that are missing and commits when they have come", async () => {
    const [here, missing] = [randomBytes(900), randomBytes(1200)];
    expect((await upload(here)).status).toBe(204);
    const operation = operationOf(recordOf([here, missing]));
    expect((await counter.push(operation)).body).toEqual({ outcome: "files_missing", missing: [sha256(missing)] });
    const commit = () => post(`/v1/operations/${operation.opId}/commit`);
    expect((await commit()).body).toMatchObject({ outcome: "files_missing" });
    await upload(missing);
    const first = await commit();
    expect(first.body).toMatchObject({ outcome: "committed" });
    expect((await commit()).body).toEqual(first.body);
    expect((await counter.push(operation)).body).toEqual(first.body);
  });

  it("refuses the same operation with another content", async () => {
    const operation = operationOf(recordOf());
    await counter.push(operation);
    const other = operationOf(recordOf(), { opId: operation.opId, dossierId: operation.dossierId });
    expect(await counter.push(other)).toMatchObject({ status: 409, body: { code: "OPERATION_CONFLICT" } });
  });

  it("answers a second reception of a dossier with the record that stands", async () => {
    const operation = operationOf(recordOf());
    await counter.push(operation);
    const corrected = operationOf(
      { ...operation.payload, ChuHoSo: "Nguyễn Thị Hạnh An" },
      { dossierId: operation.dossierId },
    );
    const { body } = await counter.push(corrected);
    expect(body).toMatchObject({ outcome: "conflict", standing: { version: 1, record: operation.payload } });
    expect(await post(`/v1/operations/${corrected.opId}/commit`)).toMatchObject({ status: 404 });
  });

  it("refuses a second dossier under a provisional code of the same counter", async () => {
    const record = recordOf();
    await counter.push(operationOf(record));
    expect(await counter.push(operationOf(record))).toMatchObject({ status: 409 });
  });

  it.each([
    ["a missing procedure", { MaTTHC: "" }, "MaTTHC"],
    ["an impossible date", { NgayTiepNhan: "20260231000000" }, "NgayTiepNhan"],
    ["an unknown field", { Script: "<script>" }, "Script"],
    ["a number instead of text", { TrangThaiHoSo: 2 }, "TrangThaiHoSo"],
  ])("says in Vietnamese which field is wrong: %s", async (_name, changed, field) => {
    const answer = await counter.push(operationOf({ ...recordOf(), ...changed }));
    expect(answer).toMatchObject({
      status: 422,
      body: { code: "OPERATION_REFUSED", data: { reason: `Hồ sơ không hợp lệ, cần xem lại: ${field}.` } },
    });
  });

  it("refuses content that does not fit its hash, and a kind that it does not know", async () => {
    const damaged = operationOf(recordOf(), { payloadSha256: "0".repeat(64) });
    expect(await counter.push(damaged)).toMatchObject({ status: 422 });
    expect(await counter.push(operationOf(recordOf(), { kind: "dossier.imagined" }))).toMatchObject({ status: 422 });
  });

  it.each(["", "{", "[]", '{"opId":"x"}'])("answers the body %j with 400", async (body) => {
    expect((await counter.call("/v1/operations", { method: "POST", body })).status).toBe(400);
  });
});

describe("a supplement", () => {
  const KIND = { kind: "dossier.supplemented", baseVersion: 1 };

  async function receivedOf(files: Buffer[]) {
    for (const file of files) await upload(file);
    const record = recordOf(files);
    const operation = operationOf(record);
    const { body } = await counter.push(operation);
    const officialCode = body.outcome === "committed" ? body.receipt.officialCode : "";
    return { record, dossierId: operation.dossierId, officialCode };
  }
  const withFiles = (record: DossierRecord, files: Buffer[]) => ({
    ...record,
    TaiLieuNop: recordOf(files).TaiLieuNop,
  });
  const registered = async (dossierId: string) => {
    const { body } = await clerk("/v1/admin/dossiers?limit=1000");
    return (body as { items: { dossierId: string }[] }).items.filter((item) => item.dossierId === dossierId);
  };

  it("puts record and files in place of the old ones once all files are here; code and state stay", async () => {
    const [old, fresh] = [randomBytes(300), randomBytes(400)];
    const { record, dossierId, officialCode } = await receivedOf([old]);
    const state = { state: 4, note: "" };
    await clerk(`/v1/admin/dossiers/${officialCode}/state`, state);
    const operation = operationOf(withFiles(record, [old, fresh]), { ...KIND, dossierId, sequence: 2 });
    expect((await counter.push(operation)).body).toEqual({ outcome: "files_missing", missing: [sha256(fresh)] });
    expect(await registered(dossierId)).toMatchObject([{ fileCount: 1 }]);
    await upload(fresh);
    const first = await post(`/v1/operations/${operation.opId}/commit`);
    expect(first.body).toMatchObject({ outcome: "committed", receipt: { officialCode } });
    expect(await registered(dossierId)).toMatchObject([{ fileCount: 2, officialCode, state: 4 }]);
    expect((await counter.push(operation)).body).toEqual(first.body);
    expect(await registered(dossierId)).toHaveLength(1);
  });

  it("that comes again after a later one changes nothing; one that was overtaken gets the record that stands", async () => {
    const pages = [1, 2, 3].map(() => randomBytes(200)) as [Buffer, Buffer, Buffer];
    const { record, dossierId } = await receivedOf([pages[0]]);
    const late = pages.slice(0, 2);
    const second = operationOf(withFiles(record, late), { ...KIND, dossierId, sequence: 2 });
    const third = operationOf(withFiles(record, [pages[0], pages[2]]), { ...KIND, dossierId, sequence: 3 });
    expect((await counter.push(second)).body).toMatchObject({ outcome: "files_missing" });
    await upload(pages[2]);
    expect((await counter.push(third)).body).toMatchObject({ outcome: "committed" });
    await upload(pages[1]);
    expect((await counter.push(second)).body).toMatchObject({ outcome: "conflict", standing: { version: 2 } });
    expect(await registered(dossierId)).toMatchObject([{ fileCount: 2 }]);
  });

  it("of a dossier that is not here, of another counter's, or with another code is refused", async () => {
    const { record, dossierId } = await receivedOf([]);
    const stranger = await registerCounter("Z8");
    const refused = { status: 422, body: { code: "OPERATION_REFUSED" } };
    expect(await counter.push(operationOf(record, { ...KIND, sequence: 2 }))).toMatchObject(refused);
    expect(await stranger.push(operationOf(record, { ...KIND, dossierId, sequence: 2 }))).toMatchObject(refused);
    expect(await counter.push(operationOf(recordOf(), { ...KIND, dossierId, sequence: 2 }))).toMatchObject(refused);
    const wrong = { ...record, MaTTHC: "" };
    expect(await counter.push(operationOf(wrong, { ...KIND, dossierId, sequence: 2 }))).toMatchObject(refused);
    expect(await counter.push(operationOf(record, { ...KIND, dossierId, sequence: 2 }))).toMatchObject({ status: 200 });
  });
});

describe("uploads", () => {
  it("throws content away that has another hash than declared", async () => {
    const [declared, sent] = [randomBytes(500), randomBytes(500)];
    expect((await upload(sent, sha256(declared))).status).toBe(460);
    expect(await counter.call(`/v1/files/${sha256(declared)}`)).toMatchObject({ body: { stored: false } });
    expect(await counter.call(`/v1/files/${sha256(sent)}`)).toMatchObject({ body: { stored: false } });
  });

  it("goes on at the offset where it stopped and refuses any other", async () => {
    const content = randomBytes(3000);
    const url = (await createUpload(sha256(content), content.length)).headers.get("location") ?? "";
    expect((await patch(url, 0, content.subarray(0, 1000))).headers.get("upload-offset")).toBe("1000");
    expect((await patch(url, 500, content.subarray(500))).status).toBe(409);
    expect((await tus(url, { method: "HEAD" })).headers.get("upload-offset")).toBe("1000");
    expect((await patch(url, 1000, content.subarray(1000))).status).toBe(204);
    expect(await counter.call(`/v1/files/${sha256(content)}`)).toMatchObject({ body: { stored: true } });
    expect((await tus(url, { method: "HEAD" })).status).toBe(404);
  });

  it("refuses uploads without a hash, without a size, and beyond the limit", async () => {
    expect((await createUpload("../../etc/passwd", 10)).status).toBe(400);
    expect((await createUpload("a".repeat(64), 0)).status).toBe(400);
    expect((await createUpload("a".repeat(64), 10 ** 12)).status).toBe(413);
  });
});

const BODIES: Record<string, unknown> = {
  "/v1/session": { sentAtUtc: new Date().toISOString(), backlog: { operations: 0, bytes: 0 } },
  "/v1/session/lost-receipts": { receiptIds: [] },
  "/v1/number-leases": { leaseId: randomUUID(), day: "2026-11-23", count: 1 },
};

describe("who may do what", () => {
  it.each([
    ["POST", "/v1/session"],
    ["POST", "/v1/session/lost-receipts"],
    ["GET", "/v1/changes"],
    ["GET", "/v1/reusable-papers"],
    ["GET", "/v1/catalogue"],
    ["GET", `/v1/files/${"a".repeat(64)}`],
    ["GET", `/v1/files/${"a".repeat(64)}/content`],
    ["POST", `/v1/operations/${randomUUID()}/commit`],
    ["POST", "/v1/number-leases"],
    ["GET", "/v1/admin/dossiers"],
    ["GET", "/v1/admin/counters"],
  ])("%s %s needs a token", async (method, route) => {
    const body = BODIES[route];
    const headers = { authorization: "DPoP nobody" };
    expect((await request(province.url + route, { method, body, headers })).status).toBe(401);
    expect((await request(province.url + route, { method, body })).status).toBe(401);
  });

  it("does not take a counter for a clerk, nor a clerk for a counter", async () => {
    expect((await counter.call("/v1/admin/dossiers")).status).toBe(401);
    expect((await clerk("/v1/session", BODIES["/v1/session"])).status).toBe(401);
  });

  it("keeps a counter away from the operations and uploads of another", async () => {
    const stranger = await registerCounter("Z9");
    const operation = operationOf(recordOf([randomBytes(100)]));
    await counter.push(operation);
    expect(await stranger.push(operation)).toMatchObject({ status: 403, body: { code: "NOT_YOURS" } });
    const commit = await post(`/v1/operations/${operation.opId}/commit`, stranger);
    expect(commit.status).toBe(403);
    const url = (await createUpload("b".repeat(64), 10)).headers.get("location") ?? "";
    expect((await tus(url, { method: "HEAD" }, stranger)).status).toBe(404);
  });
});

describe("the feed", () => {
  it("shows a counter its own changes, in order, page by page", async () => {
    const [mine, other] = [await registerCounter("F1"), await registerCounter("F2")];
    const pushed = (await mine.push(operationOf(recordOf()))).body;
    const officialCode = pushed.outcome === "committed" ? pushed.receipt.officialCode : "";
    for (const state of [4, 9, 10]) await clerk(`/v1/admin/dossiers/${officialCode}/state`, { state, note: "" });
    const page = (await mine.call("/v1/changes?after=0&limit=2")).body as { changes: { cursor: number }[] };
    expect(page).toMatchObject({ more: true, changes: [{ state: 4 }, { state: 9 }] });
    const rest = await mine.call(`/v1/changes?after=${page.changes[1]?.cursor ?? 0}`);
    expect(rest.body).toMatchObject({ more: false, changes: [{ kind: "state", state: 10, officialCode }] });
    expect((await other.call("/v1/changes")).body).toEqual({ changes: [], more: false });
  });

  it("knows no state 11 and no dossier of another name", async () => {
    const set = (code: string, state: number) => clerk(`/v1/admin/dossiers/${code}/state`, { state });
    expect((await set("H34.12.5-261122-9999", 4)).status).toBe(404);
    expect((await set("H34.12.5-261122-0001", 11)).status).toBe(400);
  });
});

it("documents itself", async () => {
  const { body } = await request(`${province.url}/openapi.json`, {});
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
  const own = await enrolCounter({ url: before.url, machineCode: "R1" });
  const operation = operationOf(recordOf());
  const sent = await own.push(operation);
  await before.close();
  const after = await startProvince(options);
  onTestFinished(() => after.close());
  const again = await (await enrolCounter({ url: after.url, machineCode: "R1" })).push(operation);
  expect(again.body).toEqual(sent.body);
});
