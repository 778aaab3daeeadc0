// The whole exchange against real TLS servers: what is wrong with a certificate is told by name, and nothing is sent to it.
import fs from "node:fs";
import https from "node:https";
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { createAuthority, type Authority } from "./certificates.fixture";
import { createConnections } from "./connections";
import { sendOver } from "./line";

const SECRET = "Nguyễn Thị Hạnh 062190000123 ".repeat(200);
let folder: string;
let ours: Authority;
let other: Authority;
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "authority-"));
  [ours, other] = await Promise.all([createAuthority(path.join(folder, "a")), createAuthority(path.join(folder, "b"))]);
}, 60_000);
afterAll(() => fs.rmSync(folder, { recursive: true }));

interface Shape {
  authority?: () => Authority;
  host?: string;
  fromDays?: number;
  toDays?: number;
  /** What the server believes the time to be. */
  clockDays?: number;
}

/** @returns its address, and every byte of requests that came out of the encryption */
async function serveTls({
  authority = () => ours,
  host = "127.0.0.1",
  fromDays = -5,
  toDays = 5,
  clockDays = 0,
}: Shape) {
  const seen: string[] = [];
  const server = https.createServer(await authority().issue({ host, fromDays, toDays }), (request, response) => {
    seen.push(`${request.method} ${JSON.stringify(request.headers)}`);
    request.on("data", (piece: Buffer) => seen.push(piece.toString("utf8")));
    response.setHeader("date", new Date(Date.now() + clockDays * 86_400_000).toUTCString());
    request.on("end", () => response.end("{}"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { port: (server.address() as AddressInfo).port, seen };
}

function send(url: string, proxy: "none" | "system" | `http://${string}` = "none") {
  const connections = createConnections({ proxy: () => proxy, resolveProxy: async () => "DIRECT" });
  onTestFinished(() => connections.close());
  const line = {
    provinceUrl: url,
    exchange: connections.exchangeFor(ours.pem),
    identity: { headersFor: async () => ({ authorization: "DPoP geheim" }), forgetToken: () => undefined },
    timeoutMs: 10_000,
    signal: new AbortController().signal,
  };
  return sendOver(line, { method: "POST", url: `${url}/v1/operations`, headers: {}, body: Buffer.from(SECRET) });
}

it.each<[string, Shape, string]>([
  ["expired", { fromDays: -30, toDays: -1 }, "PROVINCE_CERTIFICATE_EXPIRED"],
  ["not yet valid", { fromDays: 1, toDays: 30 }, "PROVINCE_CERTIFICATE_NOT_YET_VALID"],
  ["for another host", { host: "tinh.example" }, "PROVINCE_CERTIFICATE_WRONG_HOST"],
  ["of another authority", { authority: () => other }, "PROVINCE_CERTIFICATE_UNTRUSTED"],
  ["good, and this PC's clock is ahead", { fromDays: -30, toDays: -1, clockDays: -10 }, "PROVINCE_CLOCK_WRONG"],
  ["good, and this PC's clock is behind", { fromDays: 1, toDays: 30, clockDays: 10 }, "PROVINCE_CLOCK_WRONG"],
  [
    "expired by the server's own time too",
    { fromDays: -30, toDays: -1, clockDays: 60 },
    "PROVINCE_CERTIFICATE_EXPIRED",
  ],
])("sends nothing to a server whose certificate is %s", async (_name, shape, code) => {
  const { port, seen } = await serveTls(shape);
  await expect(send(`https://127.0.0.1:${port}`)).rejects.toMatchObject({ code });
  const received = seen.join("");
  expect(received).not.toContain("Nguyễn");
  expect(received).not.toContain("geheim");
  expect(received).not.toContain("POST");
});

it("sends to a server that the pinned authority vouches for, and to no other than that authority's", async () => {
  const { port, seen } = await serveTls({});
  expect((await send(`https://127.0.0.1:${port}`)).status).toBe(200);
  expect(seen.join("")).toContain("Nguyễn");
});

it("says that a server without TLS is no province", async () => {
  const server = http.createServer((_request, response) => response.end("hello"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  await expect(send(`https://127.0.0.1:${(server.address() as AddressInfo).port}`)).rejects.toMatchObject({
    code: "PROVINCE_UNREACHABLE",
  });
});

/** A proxy that opens tunnels; every name leads to this machine. */
async function serveProxy(tunnel: "open" | "once" | 407): Promise<{ url: `http://${string}`; asked: string[] }> {
  const asked: string[] = [];
  const proxy = http.createServer();
  proxy.on("connect", (request, socket: net.Socket) => {
    asked.push(request.url ?? "");
    socket.on("error", () => socket.destroy());
    if (tunnel === 407 || (tunnel === "once" && asked.length > 1))
      return void socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    const upstream = net.connect(Number(request.url?.split(":").at(-1)), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    proxy.close();
    proxy.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, asked };
}

it("goes through a proxy by a tunnel, with the same care for the certificate behind it", async () => {
  const proxy = await serveProxy("open");
  const good = await serveTls({ host: "tinh.example" });
  expect((await send(`https://tinh.example:${good.port}`, proxy.url)).status).toBe(200);
  expect(proxy.asked).toEqual([`tinh.example:${good.port}`]);
  const bad = await serveTls({ host: "tinh.example", authority: () => other });
  await expect(send(`https://tinh.example:${bad.port}`, proxy.url)).rejects.toMatchObject({
    code: "PROVINCE_CERTIFICATE_UNTRUSTED",
  });
  expect(bad.seen).toEqual([]);
});

it.each<[string, Shape, string]>([
  ["ahead", { fromDays: -30, toDays: -1, clockDays: -10 }, "PROVINCE_CLOCK_WRONG"],
  ["behind", { fromDays: 1, toDays: 30, clockDays: 10 }, "PROVINCE_CLOCK_WRONG"],
  ["right", { fromDays: -30, toDays: -1 }, "PROVINCE_CERTIFICATE_EXPIRED"],
])("finds through the proxy's tunnel, too, whether this PC's clock is at fault: %s", async (_name, shape, code) => {
  const proxy = await serveProxy("open");
  const { port, seen } = await serveTls({ host: "tinh.example", ...shape });
  await expect(send(`https://tinh.example:${port}`, proxy.url)).rejects.toMatchObject({ code });
  expect(proxy.asked).toEqual(Array<string>(2).fill(`tinh.example:${port}`));
  expect(seen.join("")).not.toMatch(/POST|geheim|Nguyễn/);
});

it("keeps the certificate's own failure when the proxy opens no second tunnel", async () => {
  const { port } = await serveTls({ host: "tinh.example", fromDays: -30, toDays: -1, clockDays: -10 });
  const proxy = await serveProxy("once");
  await expect(send(`https://tinh.example:${port}`, proxy.url)).rejects.toMatchObject({
    code: "PROVINCE_CERTIFICATE_EXPIRED",
  });
  expect(proxy.asked).toHaveLength(2);
});

it.each<[string, () => Promise<`http://${string}`>]>([
  ["is not there", async () => "http://127.0.0.1:1"],
  ["wants a password", async () => (await serveProxy(407)).url],
])("names the proxy when it %s", async (_name, proxyUrl) => {
  await expect(send("https://tinh.example:4430", await proxyUrl())).rejects.toMatchObject({
    code: "PROVINCE_PROXY_FAILED",
  });
});
