import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import type { DomainError } from "../../../../shared/errors";
import { createConnections } from "./connections";
import { fetchJson, sendOver, type Line } from "./line";

type Answer = (request: http.IncomingMessage, response: http.ServerResponse) => void;

let server: http.Server | undefined;
const connections = createConnections({ proxy: () => "none", resolveProxy: async () => "DIRECT" });
afterEach(() => {
  connections.close();
  server?.close();
  server?.closeAllConnections();
});

async function serve(answer: Answer): Promise<string> {
  const listening = http.createServer(answer);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

function lineTo(provinceUrl: string, changed: Partial<Line> = {}): Line {
  const exchange = connections.exchangeFor(null);
  return { provinceUrl, exchange, identity: null, timeoutMs: 1000, signal: new AbortController().signal, ...changed };
}

const ask = (line: Line) => fetchJson(line, new Request(`${line.provinceUrl}/v1/session`));

const json = { "content-type": "application/json" };

it("gives a JSON answer as it is, errors of the contract included", async () => {
  const url = await serve((_, response) => response.writeHead(422, json).end('{"code":"X"}'));
  const response = await ask(lineTo(url));
  expect([response.status, await response.text()]).toEqual([422, '{"code":"X"}']);
});

it.each<[string, Answer, string]>([
  [
    "a page",
    (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>"),
    "PROVINCE_CAPTIVE_PORTAL",
  ],
  [
    "a page that calls itself JSON",
    (_, response) => response.writeHead(200, json).end("<html>"),
    "PROVINCE_ANSWER_INVALID",
  ],
  ["nothing", (_, response) => response.writeHead(200, json).end(), "PROVINCE_ANSWER_INVALID"],
  ["half an answer", (_, response) => response.writeHead(200, json).end('{"code"'), "PROVINCE_ANSWER_INVALID"],
  [
    "an endless answer",
    (_, response) => response.writeHead(200, json).end(Buffer.alloc(20_000_000)),
    "PROVINCE_ANSWER_INVALID",
  ],
  [
    "a redirect",
    (_, response) => response.writeHead(307, { location: "http://127.0.0.1:9/" }).end(),
    "PROVINCE_CAPTIVE_PORTAL",
  ],
  ["511", (_, response) => response.writeHead(511).end(), "PROVINCE_CAPTIVE_PORTAL"],
  ["404 with a page", (_, response) => response.writeHead(404).end("<html>"), "PROVINCE_PROTOCOL"],
  ["503", (_, response) => response.writeHead(503).end(), "PROVINCE_BUSY"],
  ["502 with a page", (_, response) => response.writeHead(502).end("<html>"), "PROVINCE_FAILED"],
  ["504", (_, response) => response.writeHead(504).end(), "PROVINCE_TIMEOUT"],
  ["407", (_, response) => response.writeHead(407).end(), "PROVINCE_PROXY_FAILED"],
  ["a closed connection", (request) => request.socket.destroy(), "PROVINCE_UNREACHABLE"],
  ["no answer", () => {}, "PROVINCE_TIMEOUT"],
  ["an answer that never ends", (_, response) => response.writeHead(200, json).write("{"), "PROVINCE_TIMEOUT"],
])("gives %s a code of ours", async (_name, answer, code) => {
  const url = await serve(answer);
  await expect(ask(lineTo(url))).rejects.toMatchObject({ code });
});

it.each<[string, Record<string, string>, number | undefined]>([
  ["seconds", { "retry-after": "7" }, 7],
  [
    "a date, by the province's own clock",
    { "retry-after": "Mon, 23 Nov 2026 03:00:30 GMT", date: "Mon, 23 Nov 2026 03:00:00 GMT" },
    30,
  ],
  ["nonsense", { "retry-after": "soon" }, undefined],
  ["a time that is over", { "retry-after": "-5" }, undefined],
])("says how long the province asks to wait: %s", async (_name, headers, seconds) => {
  const url = await serve((_, response) => response.writeHead(429, headers).end());
  const failure = await sendOver(lineTo(url), { method: "GET", url, headers: {} }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "PROVINCE_BUSY", facts: { status: 429 } });
  expect((failure as DomainError).facts["retryAfterSeconds"]).toBe(seconds);
});

it("names the system's reason when nothing listens", async () => {
  await expect(ask(lineTo("http://127.0.0.1:1"))).rejects.toMatchObject({
    code: "PROVINCE_UNREACHABLE",
    facts: { cause: "ECONNREFUSED" },
  });
});

it("tells a name that nobody knows from a line that is dead", async () => {
  await expect(ask(lineTo("http://khong-co.invalid", { timeoutMs: 10_000 }))).rejects.toMatchObject({
    code: "PROVINCE_NAME_UNKNOWN",
  });
});

it("tells a pause from a failure, and ends at once", async () => {
  const controller = new AbortController();
  const url = await serve(() => controller.abort());
  await expect(ask(lineTo(url, { signal: controller.signal, timeoutMs: 60_000 }))).rejects.toMatchObject({
    code: "CANCELLED",
  });
});

it("asks for a new token once when the province no longer takes the old one", async () => {
  const url = await serve((request, response) => {
    const isNew = request.headers.authorization === "DPoP new";
    response.writeHead(isNew ? 200 : 401, json).end(isNew ? "{}" : '{"defined":true,"data":{"cause":"expired"}}');
  });
  let token = "old";
  const identity = {
    headersFor: async () => ({ authorization: `DPoP ${token}` }),
    forgetToken: () => void (token = "new"),
  };
  expect((await ask(lineTo(url, { identity }))).status).toBe(200);
  const never = { ...identity, forgetToken: () => void (token = "worse") };
  await expect(ask(lineTo(url, { identity: never }))).resolves.toMatchObject({ status: 200 });
  await expect(ask(lineTo(url, { identity: STUBBORN }))).rejects.toMatchObject({
    code: "PROVINCE_SIGNATURE_REFUSED",
    facts: { status: 401, cause: "expired" },
  });
});

const STUBBORN = { headersFor: async () => ({}), forgetToken: () => undefined };

it.each([
  ['{"data":{"cause":"revoked"}}', "PROVINCE_UNAUTHORISED", "revoked"],
  ['{"data":{"cause":"unknown"}}', "PROVINCE_UNAUTHORISED", "unknown"],
  ['{"data":{"cause":"proof"}}', "PROVINCE_SIGNATURE_REFUSED", "proof"],
  ['{"data":{"cause":7}}', "PROVINCE_SIGNATURE_REFUSED", null],
  ['{"data":{"cause":"<b>"}}', "PROVINCE_SIGNATURE_REFUSED", null],
  ["null", "PROVINCE_SIGNATURE_REFUSED", null],
  ["<html>Sign in</html>", "PROVINCE_SIGNATURE_REFUSED", null],
  ["", "PROVINCE_SIGNATURE_REFUSED", null],
])("asks for a new enrolment only when the province itself says so: %s", async (body, code, cause) => {
  const url = await serve((_request, response) => void response.writeHead(401, json).end(body));
  await expect(ask(lineTo(url, { identity: STUBBORN }))).rejects.toMatchObject({ code, facts: { cause } });
});
