import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { fetchJson, guardedFetch, type Line } from "./guarded-fetch";

type Answer = (request: http.IncomingMessage, response: http.ServerResponse) => void;

let server: http.Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

async function serve(answer: Answer): Promise<Request> {
  const listening = http.createServer(answer);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  return new Request(`http://127.0.0.1:${(listening.address() as AddressInfo).port}/v1/session`);
}

function lineWith(changed: Partial<Line> = {}): Line {
  return { fetch, timeoutMs: 300, signal: new AbortController().signal, ...changed };
}

const json = { "content-type": "application/json" };

it("gives a JSON answer as it is, errors of the contract included", async () => {
  const request = await serve((_, response) => response.writeHead(422, json).end('{"code":"X"}'));
  const response = await fetchJson(lineWith(), request);
  expect([response.status, await response.text()]).toEqual([422, '{"code":"X"}']);
});

it.each<[string, Answer, string]>([
  [
    "a page",
    (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>"),
    "PROVINCE_ANSWER_INVALID",
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
    (_, response) => response.writeHead(200, json).end(Buffer.alloc(5_000_000)),
    "PROVINCE_ANSWER_INVALID",
  ],
  [
    "a redirect",
    (_, response) => response.writeHead(307, { location: "http://127.0.0.1:9/" }).end(),
    "PROVINCE_ANSWER_INVALID",
  ],
  ["503", (_, response) => response.writeHead(503).end(), "PROVINCE_FAILED"],
  ["a closed connection", (request) => request.socket.destroy(), "PROVINCE_UNREACHABLE"],
  ["no answer", () => {}, "PROVINCE_UNREACHABLE"],
  ["an answer that never ends", (_, response) => response.writeHead(200, json).write("{"), "PROVINCE_UNREACHABLE"],
])("gives %s a code of ours", async (_name, answer, code) => {
  const request = await serve(answer);
  await expect(fetchJson(lineWith(), request)).rejects.toMatchObject({ code });
});

it("says how long the province asks to wait", async () => {
  const request = await serve((_, response) => response.writeHead(429, { "retry-after": "7" }).end());
  await expect(guardedFetch(lineWith(), request)).rejects.toMatchObject({
    facts: { status: 429, retryAfterSeconds: 7 },
  });
});

it("names the system's reason when nothing listens", async () => {
  const request = new Request("http://127.0.0.1:1/");
  await expect(guardedFetch(lineWith(), request)).rejects.toMatchObject({ code: "PROVINCE_UNREACHABLE" });
});

it("tells a pause from a failure", async () => {
  const controller = new AbortController();
  const request = await serve(() => controller.abort());
  await expect(fetchJson(lineWith({ signal: controller.signal }), request)).rejects.toMatchObject({
    code: "CANCELLED",
  });
});
