// Gateways as real processes: several on one database, and killed in the middle of their work.
import { createHash, randomBytes } from "node:crypto";
import http from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  asClerk,
  enrolCounter,
  operationOf,
  recordOf,
  sha256,
  type CounterClient,
} from "../../province/counter-client.fixture";
import type { OperationAnswer, WireOperation } from "../../shared/wire";
import {
  buildGateway,
  openPgliteBed,
  openPostgresBed,
  startGateway,
  type Gateway,
  type GatewayBed,
} from "./gateway-process";

const BEDS: readonly [string, () => Promise<GatewayBed>][] = [
  ["one gateway, PGlite and a folder", openPgliteBed],
  ["two gateways, PostgreSQL and a shared folder", () => openPostgresBed("folder")],
  ["two gateways, PostgreSQL and an object store", () => openPostgresBed("s3")],
];
const CHUNK = 100_000;
const COMMITS = 40;

beforeAll(buildGateway);

interface Call {
  method: string;
  route: string;
  headers?: Record<string, string>;
  body?: Buffer | string;
}

describe.each(BEDS)("%s", (_name, open) => {
  let bed: GatewayBed;
  let counter: CounterClient;
  let turn = 0;

  beforeAll(async () => {
    bed = await open();
    counter = await enrolCounter({ url: bed.at(0).url, machineCode: "A1" });
  });
  afterAll(() => bed.close());

  /** Each time to the next gateway, unless one is named. */
  async function ask({ method, route, headers, body }: Call, gateway = bed.at((turn += 1))): Promise<Response> {
    const proof = await counter.headersFor(method, route);
    const sent = typeof body === "string" ? body : body && new Uint8Array(body);
    const init = { method, headers: { ...proof, ...headers }, ...(sent !== undefined && { body: sent }) };
    return fetch(gateway.url + route, init);
  }

  async function push(operation: WireOperation, gateway?: Gateway): Promise<OperationAnswer> {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify(operation);
    const response = await ask({ method: "POST", route: "/v1/operations", headers, body }, gateway);
    expect(response.status).toBe(200);
    return (await response.json()) as OperationAnswer;
  }

  async function commit(opId: string, gateway?: Gateway): Promise<OperationAnswer> {
    const response = await ask({ method: "POST", route: `/v1/operations/${opId}/commit` }, gateway);
    expect(response.status).toBe(200);
    return (await response.json()) as OperationAnswer;
  }

  const TUS = { "tus-resumable": "1.0.0" };

  async function begin(content: Buffer, gateway?: Gateway): Promise<string> {
    const metadata = `sha256 ${Buffer.from(sha256(content)).toString("base64")}`;
    const headers = { ...TUS, "upload-length": String(content.length), "upload-metadata": metadata };
    const created = await ask({ method: "POST", route: "/v1/uploads", headers }, gateway);
    expect(created.status).toBe(201);
    return created.headers.get("location") ?? "";
  }

  function patchHeaders(offset: number, piece: Buffer) {
    return {
      ...TUS,
      "upload-offset": String(offset),
      "content-type": "application/offset+octet-stream",
      "upload-checksum": `sha256 ${createHash("sha256").update(piece).digest("base64")}`,
    };
  }

  async function sendFrom(route: string, content: Buffer, from = 0): Promise<void> {
    for (let offset = from; offset < content.length; offset += CHUNK) {
      const piece = content.subarray(offset, offset + CHUNK);
      const sent = await ask({ method: "PATCH", route, headers: patchHeaders(offset, piece), body: piece });
      expect(sent.status).toBe(204);
    }
  }

  async function isStored(content: Buffer, gateway?: Gateway): Promise<boolean> {
    const response = await ask({ method: "GET", route: `/v1/files/${sha256(content)}` }, gateway);
    return ((await response.json()) as { stored: boolean }).stored;
  }

  it("serves a counter that changes between gateways with every request", async () => {
    const page = randomBytes(5 * CHUNK + 77);
    const operation = operationOf(recordOf([page]));
    expect(await push(operation)).toEqual({ outcome: "files_missing", missing: [sha256(page)] });
    await sendFrom(await begin(page), page);
    const receipts = [await commit(operation.opId), await push(operation), await commit(operation.opId)];
    expect(receipts[0]).toMatchObject({ outcome: "committed" });
    expect(receipts[1]).toEqual(receipts[0]);
    expect(receipts[2]).toEqual(receipts[0]);
  });

  it("goes on after a kill in the middle of an upload, with nothing that was acknowledged lost", async () => {
    const page = randomBytes(4 * CHUNK);
    const first = bed.at(0);
    const route = await begin(page, first);
    const piece = page.subarray(0, CHUNK);
    const sent = await ask({ method: "PATCH", route, headers: patchHeaders(0, piece), body: piece }, first);
    expect(sent.status).toBe(204);
    await beginToSend(first, route, page.subarray(CHUNK, 2 * CHUNK));
    const next = await bed.killFirst();
    const head = await ask({ method: "HEAD", route, headers: TUS }, next);
    expect(head.headers.get("upload-offset")).toBe(String(CHUNK));
    await bed.restore();
    await sendFrom(route, page, CHUNK);
    expect(await Promise.all([isStored(page, bed.at(0)), isStored(page, bed.at(1))])).toEqual([true, true]);
  });

  async function beginToSend(gateway: Gateway, route: string, piece: Buffer): Promise<void> {
    const proof = await counter.headersFor("PATCH", route);
    const headers = { ...proof, ...patchHeaders(CHUNK, piece), "content-length": piece.length };
    const request = http.request(gateway.url + route, { method: "PATCH", headers });
    request.on("error", () => {}); // the gateway is killed
    await new Promise((resolve) => request.write(piece.subarray(0, CHUNK / 2), resolve));
    await pause(100);
  }

  it("has carried out once, after a kill among commits, whatever is sent again", async () => {
    const before = await registered();
    const operations = Array.from({ length: COMMITS }, () => operationOf(recordOf()));
    const first = bed.at(0);
    const told = new Map<string, OperationAnswer>();
    const pushes = operations.map(async (operation, index) => {
      await pause(index * 5);
      const answer = await push(operation, first).catch(() => undefined); // the kill
      if (answer) told.set(operation.opId, answer);
    });
    await expect.poll(() => told.size, { interval: 2 }).toBeGreaterThan(COMMITS / 4);
    const next = await bed.killFirst();
    await Promise.all(pushes);
    expect(told.size).toBeLessThan(COMMITS);
    const answers = await Promise.all(operations.map((operation) => push(operation, next)));
    for (const [index, operation] of operations.entries())
      if (told.has(operation.opId)) expect(answers[index]).toEqual(told.get(operation.opId));
    const numbers = answers.map((answer) => (answer.outcome === "committed" ? answer.receipt.number : 0));
    expect(numbers.sort((a, b) => a - b)).toEqual(operations.map((_, index) => before.operations + index + 1));
    expect(await registered()).toMatchObject({ total: before.total + COMMITS, incomplete: 0 });
    await bed.restore();
  });

  async function registered() {
    const { body } = await asClerk(bed.at(1).url, "/v1/admin/dossiers?limit=1");
    return body as { total: number; incomplete: number; operations: number };
  }
});

it("a gateway that is told to end finishes what it has begun", async () => {
  const gateway = await startGateway({});
  const counter = await enrolCounter({ url: gateway.url, machineCode: "A1" });
  const body = JSON.stringify(operationOf(recordOf()));
  const headers = { ...(await counter.headersFor("POST", "/v1/operations")), "content-type": "application/json" };
  const request = http.request(`${gateway.url}/v1/operations`, {
    method: "POST",
    headers: { ...headers, "content-length": Buffer.byteLength(body) },
  });
  const answered = new Promise<number | undefined>((resolve, reject) => {
    request.once("response", (response) => resolve(response.resume().statusCode)).once("error", reject);
  });
  await new Promise((resolve) => request.write(body.slice(0, 50), resolve));
  await pause(100);
  const ended = gateway.stop();
  await pause(100);
  request.end(body.slice(50));
  expect(await answered).toBe(200);
  expect(await ended).toBe(0);
});

it("a gateway with half a certificate, or with an address of files that is none, does not start", async () => {
  const unusable: Record<string, string>[] = [
    { TLS_CERT: "cert.pem" },
    { TLS_KEY: "key.pem" },
    { BLOB_URL: "ftp://files" },
  ];
  for (const settings of unusable) await expect(startGateway(settings)).rejects.toThrow("the gateway ended with 2");
});
