// Who a counter is to its province: enrolment, tokens, proofs, rotation and revocation, over a real line and a real database.
import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { importDeviceKey } from "../../electron/core/sync/identity/device-key";
import { createToken, headersBy, type Token } from "../../electron/core/sync/identity/token";
import { startProvince, type Province } from "../../province/start";
import { openBadLine, type BadLine } from "./bad-line.fixture";
import { ADMIN_TOKEN, createCounter, type Counter } from "./counter.fixture";

let province: Province;
let line: BadLine;
let units = 0;
let unitCode = "";

beforeAll(async () => {
  province = await startProvince({ adminToken: ADMIN_TOKEN });
  line = await openBadLine(province.url);
});
afterAll(async () => {
  await line.close();
  await province.close();
});
beforeEach(() => {
  units += 1;
  unitCode = `H34.13.${units}`;
  line.behave = () => "pass";
  line.seen.length = 0;
});

async function post(place: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(province.url + place, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

const asClerk = { authorization: `Bearer ${ADMIN_TOKEN}` };

async function issueCode(forUnit = unitCode): Promise<string> {
  const { body } = await post("/v1/admin/enrolments", { unitCode: forUnit }, asClerk);
  return String(body["code"]);
}

async function openRegistered(code?: string): Promise<{ folder: string; counter: Counter; counterId: string }> {
  const place = createCounter({ unitCode });
  const counter = place.open();
  onTestFinished(() => counter.close());
  await counter.sync.register({ provinceUrl: line.url, enrolmentCode: code ?? (await issueCode()) });
  return { folder: place.folder, counter, counterId: registrationOf(counter).counterId };
}

function registrationOf(counter: Counter): { counterId: string } {
  const text = counter.storage.read.value<string>("SELECT value FROM sync_state WHERE key = 'registration'") ?? "{}";
  return JSON.parse(text) as { counterId: string };
}

function secretFile(folder: string): string {
  const name = fs.readdirSync(folder).find((file) => file.startsWith("secret-"));
  return path.join(folder, name ?? "");
}

interface StoredKeys {
  current: string | null;
  next: string | null;
}

function keysOf(folder: string): StoredKeys {
  return JSON.parse(fs.readFileSync(secretFile(folder), "utf8")) as StoredKeys;
}

async function tokenOf({ folder, counterId }: { folder: string; counterId: string }): Promise<Token> {
  const key = importDeviceKey(keysOf(folder).current ?? "");
  const { challenge } = (await post("/v1/challenges", { counterId })).body as { challenge: string };
  const signature = key.sign(`qmc-token\n${challenge}`);
  const { body } = await post("/v1/tokens", { counterId, challenge, signature });
  return createToken({ token: String(body["token"]), expiresInSeconds: 900, provinceNowMs: Date.now() }, key);
}

const SESSION = "/v1/session";
const session = (headers: Record<string, string>) =>
  post(SESSION, { sentAtUtc: new Date().toISOString(), backlog: { operations: 0, bytes: 0 } }, headers);
const headersFor = (token: Token, method = "POST", place = SESSION) =>
  headersBy(token, { method, url: province.url + place });

describe("an enrolment code", () => {
  it("enrols one counter, and the same key again when its answer was lost", async () => {
    const code = await issueCode();
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/);
    const place = createCounter({ unitCode });
    const counter = place.open();
    onTestFinished(() => counter.close());
    line.behave = (request) => (request.path === "/v1/counters" ? "lose_answer" : "pass");
    await expect(counter.sync.register({ provinceUrl: line.url, enrolmentCode: code })).rejects.toThrow("PROVINCE_");
    line.behave = () => "pass";
    await counter.sync.register({ provinceUrl: line.url, enrolmentCode: code.toLowerCase().replaceAll("-", " ") });
    expect((await counter.sync.runNow()).link).toBe("online");
    const other = createCounter({ unitCode }).open();
    onTestFinished(() => other.close());
    await expect(other.sync.register({ provinceUrl: line.url, enrolmentCode: code })).rejects.toThrow(
      "PROVINCE_REFUSED",
    );
  });

  it("is of use to its own unit only", async () => {
    await expect(openRegistered(await issueCode("H34.99"))).rejects.toThrow("PROVINCE_REFUSED");
  });

  it("cannot be guessed: who is wrong often has to wait", async () => {
    const guarded = await startProvince({ adminToken: ADMIN_TOKEN });
    onTestFinished(() => guarded.close());
    const counter = createCounter({ unitCode }).open();
    onTestFinished(() => counter.close());
    const codes: string[] = [];
    for (let tried = 0; tried < 1000; tried += 1) {
      const enrolmentCode = `SAI0-0000-${String(tried).padStart(4, "0")}`;
      await counter.sync
        .register({ provinceUrl: guarded.url, enrolmentCode })
        .catch((error: Error) => codes.push(error.message));
    }
    expect(codes).toHaveLength(1000);
    expect(codes.filter((code) => code === "PROVINCE_REFUSED").length).toBeLessThanOrEqual(20);
    expect(codes.at(-1)).toBe("PROVINCE_BUSY");
  }, 120_000);
});

describe("a request", () => {
  it("is known by its token and a proof, once", async () => {
    const registered = await openRegistered();
    const token = await tokenOf(registered);
    const headers = headersFor(token);
    expect((await session(headers)).status).toBe(200);
    expect((await session(headers)).status).toBe(401);
    expect((await session(headersFor(token))).status).toBe(200);
  });

  it("is not known with a token alone, another path, method, key, token or time", async () => {
    const registered = await openRegistered();
    const token = await tokenOf(registered);
    unitCode = `${unitCode}1`.slice(0, 12);
    const other = await tokenOf(await openRegistered());
    const { dpop: _none, ...alone } = headersFor(token);
    const stolen = headersBy({ ...token, key: other.key }, { method: "POST", url: province.url + SESSION });
    const foreign = { ...headersFor(other), authorization: `DPoP ${token.value}` };
    const past = createToken(
      { token: token.value, expiresInSeconds: 900, provinceNowMs: Date.now() - 900_000 },
      token.key,
    );
    const future = createToken(
      { token: token.value, expiresInSeconds: 900, provinceNowMs: Date.now() + 900_000 },
      token.key,
    );
    const forged = { ...token, value: `${token.value.slice(0, -4)}AAAA` };
    const bad: Record<string, string>[] = [
      {},
      alone,
      stolen,
      foreign,
      headersFor(token, "GET"),
      headersFor(token, "POST", "/v1/operations"),
      headersFor(past),
      headersFor(future),
      headersFor(forged),
      { ...headersFor(token), authorization: `Bearer ${token.value}` },
      { ...headersFor(token), dpop: "a.b.c" },
      { authorization: `DPoP ${ADMIN_TOKEN}`, dpop: "" },
    ];
    for (const headers of bad)
      expect(await session(headers)).toMatchObject({
        status: 401,
        body: { data: { cause: headers === bad[6] || headers === bad[7] ? "expired" : "proof" } },
      });
    expect((await session(headersFor(token))).status).toBe(200);
  });

  it("is known whatever the counter's clock says", async () => {
    for (const years of [-10, 10]) {
      const clock = { now: () => new Date(Date.now() + years * 365 * 86_400_000) };
      const counter = createCounter({ unitCode, clock }).open();
      onTestFinished(() => counter.close());
      await counter.sync.register({ provinceUrl: line.url, enrolmentCode: await issueCode() });
      expect((await counter.sync.runNow()).link).toBe("online");
    }
  });
});

describe("a device key", () => {
  it("is in no table, only in the key store", async () => {
    const { folder, counter } = await openRegistered();
    await counter.sync.runNow();
    const key = importDeviceKey(keysOf(folder).current ?? "");
    const secret = Buffer.from(key.export(), "base64url").subarray(-32);
    const { read } = counter.storage;
    const tables = read.all<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'",
    );
    const written = JSON.stringify(tables.map(({ name }) => read.all(`SELECT * FROM "${name}"`)));
    expect(written).toContain("provinceUrl");
    for (const spelling of ["base64url", "base64", "hex"] as const)
      expect(written).not.toContain(secret.toString(spelling));
  });

  it("gives way to a new one, and the old one ends", async () => {
    const registered = await openRegistered();
    const before = await tokenOf(registered);
    await registered.counter.sync.rotateKey();
    expect(keysOf(registered.folder).next).toBeNull();
    const answer = await session(headersFor(before));
    expect([answer.status, answer.body["data"]]).toEqual([401, { cause: "revoked" }]);
    expect((await registered.counter.sync.runNow()).link).toBe("online");
  });

  it.each([
    ["before the province heard of it", { cutAfterBytes: 10 }],
    ["before its answer came back", "lose_answer"],
  ] as const)("survives that its change is cut off %s", async (_when, behaviour) => {
    const { folder, counter } = await openRegistered();
    const dossierId = counter.receive([]);
    line.behave = (request) => (request.path === "/v1/session/key" ? behaviour : "pass");
    await expect(counter.sync.rotateKey()).rejects.toThrow("PROVINCE_");
    expect(keysOf(folder).next).not.toBeNull();
    line.behave = () => "pass";
    await counter.close();
    const again = createCounter({ unitCode, folder }).open();
    onTestFinished(() => again.close());
    await again.sync.runNow();
    expect(again.stateOf(dossierId)).toBe("sent");
    await again.sync.rotateKey();
    expect(keysOf(folder).next).toBeNull();
    expect((await again.sync.runNow()).link).toBe("online");
  });

  it("ends at once when the counter is revoked; its queue stays and leaves after a new enrolment", async () => {
    const { counter, counterId } = await openRegistered();
    await counter.sync.runNow();
    expect((await post(`/v1/admin/counters/${counterId}/revoke`, { counterId }, asClerk)).status).toBe(200);
    const dossierId = counter.receive([]);
    const status = await counter.sync.runNow();
    expect(status.lastFault).toMatchObject({ code: "PROVINCE_UNAUTHORISED", facts: { cause: "revoked" } });
    expect(status.link).toBe("unregistered");
    expect(counter.stateOf(dossierId)).toBe("waiting");
    await counter.sync.register({ provinceUrl: line.url, enrolmentCode: await issueCode() });
    await counter.sync.runNow();
    expect(counter.stateOf(dossierId)).toBe("sent");
    expect(registrationOf(counter).counterId).toBe(counterId);
  });

  it("ends when another PC is enrolled in its place, and the receipts go on counting", async () => {
    const first = await openRegistered();
    const sent = first.counter.receive([]);
    await first.counter.sync.runNow();
    expect(first.counter.stateOf(sent)).toBe("sent");
    const second = await openRegistered();
    expect(second.counterId).toBe(first.counterId);
    const waiting = first.counter.receive([]);
    expect((await first.counter.sync.runNow()).lastFault?.code).toBe("PROVINCE_UNAUTHORISED");
    expect(first.counter.stateOf(waiting)).toBe("waiting");
    const token = await tokenOf(second);
    expect((await session(headersFor(token))).body["lastReceiptNumber"]).toBe(1);
  });
});
