// Who may call: codes, keys that were taken away, forged challenges, and every route without or with another's credentials.
import { generateKeyPairSync, randomUUID, sign as signBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { provinceContract } from "../shared/wire";
import {
  ADMIN_TOKEN,
  asClerk,
  ENROLMENT_CODE,
  enrolCounter,
  operationOf,
  recordOf,
  request,
} from "./counter-client.fixture";
import { startPostgres } from "./postgres-bed.fixture";
import { startProvince, type Province } from "./start";

let province: Province;

beforeAll(async () => {
  province = await startProvince({ enrolmentCode: ENROLMENT_CODE, adminToken: ADMIN_TOKEN });
});

afterAll(() => province.close());

const post = (route: string, body: unknown, headers = {}) =>
  request(province.url + route, { method: "POST", body, headers });

function newKey() {
  const { privateKey } = generateKeyPairSync("ed25519");
  const publicKey = privateKey.export({ format: "jwk" }).x ?? "";
  const sign = (text: string) => signBytes(null, Buffer.from(text, "utf8"), privateKey).toString("base64url");
  return { publicKey, sign };
}

function enrol(key: ReturnType<typeof newKey>, enrolmentCode: string, machineCode: string) {
  const { publicKey, sign } = key;
  const counter = { unitCode: "H34.12.5", unitName: "Xã Đăk Rơ Nga", machineCode };
  const proof = sign(`qmc-enrol\n${enrolmentCode}\n${publicKey}`);
  return post("/v1/counters", { ...counter, enrolmentCode, publicKey, proof });
}

async function issueCode(): Promise<string> {
  const wish = { unitCode: "H34.12.5", validHours: 24 };
  const { body } = await asClerk(province.url, "/v1/admin/enrolments", { method: "POST", body: wish });
  return (body as { code: string }).code;
}

it("a code comes again with its key after a lost answer, but not once the access was taken away", async () => {
  const [code, key] = [await issueCode(), newKey()];
  const first = await enrol(key, code, "E1");
  expect(first.status).toBe(200);
  expect(await enrol(key, code, "E1")).toEqual(first);
  expect((await enrol(newKey(), code, "E1")).status).toBe(403);
  expect((await enrol(key, code, "E2")).status).toBe(403);
  const { counterId } = first.body as { counterId: string };
  await asClerk(province.url, `/v1/admin/counters/${counterId}/revoke`, { method: "POST", body: {} });
  expect((await enrol(key, code, "E1")).status).toBe(403);
  expect((await enrol(newKey(), await issueCode(), "E1")).body).toMatchObject({ counterId });
  expect((await enrol(key, code, "E1")).status).toBe(403);
});

it("a challenge that is none is refused, whatever letters it is made of", async () => {
  const counterId = randomUUID();
  const signature = newKey().sign("x");
  const mac = "ư".repeat(43);
  for (const challenge of ["", "..", `${Date.now() + 1000}.x.${mac}`, "é".repeat(500)]) {
    const answer = await post("/v1/tokens", { counterId, challenge, signature });
    expect(answer, challenge).toMatchObject({ status: 401, body: { code: "UNAUTHORISED" } });
  }
});

const [ID, HASH] = [randomUUID(), "a".repeat(64)];
const FILE = { sha256: HASH, sizeBytes: 1, mimeType: "application/pdf", name: "a.pdf" };
const KEY = { publicKey: newKey().publicKey, signature: newKey().sign("x") };
const OPERATION = operationOf(recordOf());
/** Refuses a false signature in the same words. */
const KEY_ROUTE = "/v1/session/key";
/** Every route that asks who is calling, with an input that the contract takes. */
const OF_COUNTERS: readonly [string, unknown?][] = [
  ["/v1/session", { sentAtUtc: new Date().toISOString(), backlog: { operations: 0, bytes: 0 } }],
  [KEY_ROUTE, { ...KEY, proof: KEY.signature }],
  ["/v1/session/lost-receipts", { receiptIds: [ID] }],
  ["/v1/operations", OPERATION],
  [`/v1/operations/${ID}/commit`, {}],
  [`/v1/files/${HASH}`],
  [`/v1/files/${HASH}/content`],
  ["/v1/number-leases", { leaseId: ID, day: "2026-11-23", count: 1 }],
  ["/v1/changes"],
  ["/v1/reusable-papers"],
  ["/v1/catalogue"],
  [`/v1/bundles/${HASH}`, {}],
];
const OF_CLERKS: readonly [string, unknown?][] = [
  ["/v1/admin/dossiers"],
  ["/v1/admin/dossiers/X/state", { state: 3, note: "" }],
  ["/v1/admin/dossiers/X/record", { fields: { GhiChu: "x" }, changedBy: "Bà Hoa" }],
  ["/v1/admin/dossiers/X/results", { files: [FILE] }],
  ["/v1/admin/catalogue", { version: "1", file: FILE }],
  ["/v1/admin/enrolments", { unitCode: "H34.12.5" }],
  ["/v1/admin/counters"],
  ["/v1/admin/forwardings"],
  [`/v1/admin/forwardings/${ID}/release`, {}],
  [`/v1/admin/counters/${ID}/revoke`, {}],
];

it("every route refuses who is not known, and whoever belongs to the other side", async () => {
  const counter = await enrolCounter({ url: province.url, machineCode: "E5" });
  for (const [route, body] of [...OF_COUNTERS, ...OF_CLERKS]) {
    const options = body === undefined ? {} : { method: "POST", body };
    const own = OF_COUNTERS.some(([known]) => known === route) ? "counter" : "clerk";
    const answers = {
      nobody: await request(province.url + route, options),
      counter: await counter.call(route, options),
      clerk: await asClerk(province.url, route, options),
    };
    for (const [who, { status }] of Object.entries(answers))
      if (who === own && route !== KEY_ROUTE) expect([401, 400, 403], `${who} ${route}`).not.toContain(status);
      else expect(status, `${who} ${route}`).toBe(401);
  }
});

it("no route of the contract is missing in this list", () => {
  const open = ["/v1/counters", "/v1/challenges", "/v1/tokens"];
  const listed = [...open, ...OF_COUNTERS.map(([route]) => route), ...OF_CLERKS.map(([route]) => route)];
  const routes: string[] = [];
  function collect(part: object): void {
    const definition = (part as { "~orpc"?: { route: { path?: string } } })["~orpc"];
    if (definition?.route.path) routes.push(definition.route.path);
    else for (const inner of Object.values(part) as object[]) collect(inner);
  }
  collect(provinceContract);
  const shapeOf = (route: string) => new RegExp(`^${route.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
  expect(routes.length).toBeGreaterThan(20);
  expect(routes.filter((route) => !listed.some((known) => shapeOf(route).test(known)))).toEqual([]);
});

it("a proof that one process has taken is refused by the other", async () => {
  const bed = await startPostgres();
  const provinces: Province[] = [];
  onTestFinished(async () => {
    await Promise.all(provinces.map((each) => each.close()));
    await bed.stop();
  });
  for (let count = 0; count < 2; count += 1)
    provinces.push(await startProvince({ databaseUrl: bed.url, enrolmentCode: ENROLMENT_CODE }));
  const [one = province, two = province] = provinces;
  const counter = await enrolCounter({ url: one.url, machineCode: "E6" });
  for (const other of [one, two]) {
    const headers = await counter.headersFor("GET", "/v1/changes");
    expect((await request(`${one.url}/v1/changes`, { headers })).status).toBe(200);
    const again = await request(`${other.url}/v1/changes`, { headers });
    expect(again).toMatchObject({ status: 401, body: { data: { cause: "proof" } } });
  }
  const both = await counter.headersFor("GET", "/v1/changes");
  const answers = await Promise.all(provinces.map(({ url }) => request(`${url}/v1/changes`, { headers: both })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
});
