// Every route of a counter and of a clerk over HTTP, once: what the logic gives fits the contract.
import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { WireChange } from "../shared/wire";
import {
  ADMIN_TOKEN,
  asClerk,
  ENROLMENT_CODE,
  enrolCounter,
  operationOf,
  recordOf,
  sha256,
  type CounterClient,
} from "./counter-client.fixture";
import { receiptOf } from "./gateway.fixture";
import { startProvince, type Province } from "./start";

let province: Province;
let counter: CounterClient;
let stranger: CounterClient;

beforeAll(async () => {
  province = await startProvince({ enrolmentCode: ENROLMENT_CODE, adminToken: ADMIN_TOKEN, mostBytesPerCounter: 5000 });
  counter = await enrolCounter({ url: province.url, machineCode: "A1" });
  stranger = await enrolCounter({ url: province.url, machineCode: "A2" });
});

afterAll(() => province.close());

const clerk = (route: string, body?: unknown) =>
  asClerk(province.url, route, body === undefined ? {} : { method: "POST", body });

/** A file that the clerk has uploaded, as routes name it. */
async function uploadAsClerk(content: Buffer) {
  const hash = sha256(content);
  const headers = { "tus-resumable": "1.0.0", authorization: `Bearer ${ADMIN_TOKEN}` };
  const metadata = `sha256 ${Buffer.from(hash).toString("base64")}`;
  const created = await fetch(`${province.url}/v1/uploads`, {
    method: "POST",
    headers: { ...headers, "upload-length": String(content.length), "upload-metadata": metadata },
  });
  const patched = await fetch(new URL(created.headers.get("location") ?? "", province.url), {
    method: "PATCH",
    headers: { ...headers, "upload-offset": "0", "content-type": "application/offset+octet-stream" },
    body: new Uint8Array(content),
  });
  expect(patched.status).toBe(204);
  return { sha256: hash, sizeBytes: content.length, mimeType: "application/pdf", name: "Trích lục.pdf" };
}

async function download(as: CounterClient, hash: string) {
  const route = `/v1/files/${hash}/content`;
  const response = await fetch(province.url + route, { headers: await as.headersFor("GET", route) });
  return { status: response.status, content: Buffer.from(await response.arrayBuffer()) };
}

const session = { sentAtUtc: new Date().toISOString(), backlog: { operations: 2, bytes: 4000 } };
const inSession = async () =>
  (await counter.call("/v1/session", { method: "POST", body: session })).body as Record<string, unknown>;

it("a dossier's whole way: lease, reception, a clerk's change and result, and what the session then knows", async () => {
  expect(await inSession()).toMatchObject({ counterId: counter.id, lastReceiptNumber: 0, feedEnd: 0 });
  const day = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  const lease = await counter.call("/v1/number-leases", {
    method: "POST",
    body: { leaseId: randomUUID(), day, count: 10 },
  });
  const { prefix, from } = lease.body as { prefix: string; from: number };
  const leasedCode = `${prefix}${String(from).padStart(4, "0")}`;
  const record = recordOf([], { NgayTiepNhan: `${day.replaceAll("-", "")}083000`, SoGiayToChuHoSo: "062185000123" });
  const receipt = receiptOf((await counter.push(operationOf(record, { leasedCode }))).body);
  expect(receipt).toMatchObject({ officialCode: leasedCode, number: 1, version: 1 });

  const dossier = `/v1/admin/dossiers/${leasedCode}`;
  expect((await clerk(`${dossier}/record`, { fields: { GhiChu: "đã xem" }, changedBy: "Bà Hoa" })).status).toBe(200);
  const content = randomBytes(500);
  const file = await uploadAsClerk(content);
  expect((await clerk(`${dossier}/results`, { files: [file] })).status).toBe(200);
  const unknown = { ...file, sha256: "a".repeat(64) };
  expect(await clerk(`${dossier}/results`, { files: [unknown] })).toMatchObject({ body: { code: "FILE_UNKNOWN" } });

  const { changes } = (await counter.call("/v1/changes")).body as { changes: WireChange[] };
  expect(changes).toMatchObject([
    { kind: "record", standing: { version: 2, changedBy: "Bà Hoa" } },
    { kind: "result", files: [file] },
  ]);
  expect(await inSession()).toMatchObject({ lastReceiptNumber: 1, feedEnd: changes[1]?.cursor });
  expect(await download(counter, file.sha256)).toEqual({ status: 200, content });
  expect((await download(stranger, file.sha256)).status).toBe(404);

  const receiptIds = [receipt.receiptId, randomUUID()];
  const lost = await counter.call("/v1/session/lost-receipts", { method: "POST", body: { receiptIds } });
  expect(lost.body).toEqual({ lost: [receiptIds[1]] });
});

it("the catalogue is published, told of, signed, and handed out", async () => {
  const content = randomBytes(700);
  const file = await uploadAsClerk(content);
  expect((await clerk("/v1/admin/catalogue", { version: "2026.11", file })).body).toEqual({ version: "2026.11" });
  expect((await counter.call("/v1/catalogue")).body).toMatchObject({ package: { version: "2026.11", file } });
  expect((await counter.call("/v1/catalogue?have=2026.11")).body).toEqual({ package: null });
  expect(await download(stranger, file.sha256)).toEqual({ status: 200, content });
});

it("what goes beyond a counter's room is refused in Vietnamese, in the contract's form", async () => {
  const answer = await counter.push(operationOf(recordOf([randomBytes(5001)])));
  expect(answer).toMatchObject({ status: 413, body: { defined: true, code: "QUOTA_EXCEEDED" } });
  expect(answer.body.data?.reason).toBe("Dung lượng lưu trữ của quầy tại cổng tỉnh đã hết.");
  const far = { leaseId: randomUUID(), day: "2099-01-01", count: 1 };
  const lease = await counter.call("/v1/number-leases", { method: "POST", body: far });
  expect(lease).toMatchObject({ status: 422, body: { defined: true, code: "OPERATION_REFUSED" } });
});

it("the clerk sees counters and ends the access of one", async () => {
  const gone = await enrolCounter({ url: province.url, machineCode: "A9" });
  expect((await clerk("/v1/admin/counters")).body).toMatchObject({
    counters: [
      { counterId: counter.id, refusals: 1, backlog: session.backlog, unitName: "Xã Đăk Rơ Nga" },
      { counterId: stranger.id, lastSeenAtUtc: null },
      { counterId: gone.id, revokedAtUtc: null },
    ],
  });
  const revoked = await clerk(`/v1/admin/counters/${gone.id}/revoke`, {});
  expect(revoked).toMatchObject({ status: 200, body: { revokedAtUtc: expect.any(String) as string } });
  expect(await gone.call("/v1/changes")).toMatchObject({ status: 401, body: { data: { cause: "revoked" } } });
  const unknown = await clerk(`/v1/admin/counters/${randomUUID()}/revoke`, {});
  expect(unknown).toMatchObject({ status: 404, body: { code: "COUNTER_UNKNOWN" } });
  expect((await clerk("/v1/admin/dossiers")).body).toMatchObject({ total: 1, items: [{ version: 2 }] });
  expect((await clerk("/v1/admin/forwardings")).body).toEqual({ parked: [] });
});
