// The gateway's server itself: packed bodies, limits, TLS, and its end.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import type { TLSSocket } from "node:tls";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { startProvince, type Province } from "./start";

const ENROLMENT_CODE = "ma-dang-ky-thu";
const ROUTE = "/v1/counters";

let province: Province;
beforeAll(async () => {
  province = await startProvince({ enrolmentCode: ENROLMENT_CODE });
});
afterAll(() => province.close());

async function post(body: Buffer | string, headers: Record<string, string> = {}) {
  const sent = typeof body === "string" ? body : new Uint8Array(body);
  const response = await fetch(province.url + ROUTE, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: sent,
  });
  return { status: response.status, text: await response.text() };
}

describe("requests without end", () => {
  const ask = (limited: Province, behind: string) =>
    fetch(`${limited.url}/openapi.json`, { headers: { "x-forwarded-for": behind } });

  it("from one address are refused with the time to wait; others and the health check are not", async () => {
    const limited = await startProvince({ requestsPerMinute: 60, trustProxy: "127.0.0.1" });
    onTestFinished(() => limited.close());
    for (let index = 0; index < 60; index += 1) expect((await ask(limited, "10.1.1.1")).status).toBe(200);
    const refused = await ask(limited, "10.1.1.1");
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(60);
    expect(await refused.json()).toMatchObject({ code: "TOO_MANY_REQUESTS" });
    expect((await ask(limited, "10.1.1.2")).status).toBe(200);
    expect((await fetch(`${limited.url}/health`, { headers: { "x-forwarded-for": "10.1.1.1" } })).status).toBe(200);
  });

  it("cannot be told apart by what anybody may claim", async () => {
    const limited = await startProvince({ requestsPerMinute: 60 });
    onTestFinished(() => limited.close());
    const statuses = [];
    for (let index = 0; index < 61; index += 1) statuses.push((await ask(limited, `10.1.2.${index}`)).status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  });
});

describe("bodies", () => {
  it("are read when they come packed, and answered like others", async () => {
    const plain = JSON.stringify({ unitCode: 5, note: "x".repeat(5000) });
    const answer = await post(plain);
    expect(answer.status).toBe(400);
    expect(await post(gzipSync(plain), { "content-encoding": "gzip" })).toEqual(answer);
  });

  it("that are larger unpacked than allowed are refused, packed or not", async () => {
    const huge = Buffer.alloc(9 * 1024 * 1024, 0x20);
    expect((await post(huge)).status).toBe(413);
    const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024, 0x20), { level: 1 });
    const before = process.memoryUsage().rss;
    expect((await post(bomb, { "content-encoding": "gzip" })).status).toBe(413);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  it.each([
    { name: "damaged", body: gzipSync("{}").subarray(0, 12), coding: "gzip", status: 400 },
    { name: "not packed at all", body: Buffer.from("{}"), coding: "gzip", status: 400 },
    { name: "packed in another way", body: Buffer.from("{}"), coding: "br", status: 415 },
    { name: "packed twice", body: gzipSync(gzipSync("{}")), coding: "gzip, gzip", status: 415 },
  ])("that are $name are refused", async ({ body, coding, status }) => {
    expect((await post(body, { "content-encoding": coding })).status).toBe(status);
  });

  it("of answers come packed to whoever asks", async () => {
    const ask = (coding: string) =>
      new Promise<{ coding: string | undefined; bytes: Buffer }>((resolve, reject) => {
        const options = { headers: { "accept-encoding": coding } };
        const request = http.get(`${province.url}/openapi.json`, options, (response) => {
          const answer = { coding: response.headers["content-encoding"] };
          buffer(response).then((bytes) => resolve({ ...answer, bytes }), reject);
        });
        request.once("error", reject);
      });
    const [plain, packed, refused] = await Promise.all(["identity", "br, gzip", "gzip;q=0"].map(ask));
    expect([plain?.coding, packed?.coding, refused?.coding]).toEqual([undefined, "gzip", undefined]);
    expect(packed && plain && gunzipSync(packed.bytes).equals(plain.bytes)).toBe(true);
    expect(packed && plain && packed.bytes.length * 3 < plain.bytes.length).toBe(true);
  });
});

it("many connections that only drip do not hold others up", async () => {
  const { port } = new URL(province.url);
  const slow = await Promise.all(
    Array.from({ length: 200 }, async () => {
      const socket = net.connect(Number(port), "127.0.0.1");
      socket.on("error", () => {}); // ended by the gateway
      await new Promise((resolve) => socket.once("connect", resolve));
      socket.write(
        `POST ${ROUTE} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{`,
      );
      return socket;
    }),
  );
  onTestFinished(() => slow.forEach((socket) => socket.destroy()));
  expect((await post("{}")).status).toBe(400);
});

it("lets what runs come to its end when it closes, and takes nothing new", async () => {
  const closing = await startProvince({ enrolmentCode: ENROLMENT_CODE });
  const { port } = new URL(closing.url);
  const socket = net.connect(Number(port), "127.0.0.1");
  let answer = "";
  socket.on("data", (part: Buffer) => (answer += part.toString()));
  const ended = new Promise((resolve) => socket.once("close", resolve));
  socket.write(`POST ${ROUTE} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{`);
  await pause(200);
  const closed = closing.close();
  await pause(200);
  await expect(fetch(closing.url)).rejects.toThrow();
  socket.write("}");
  await Promise.all([closed, ended]);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
});

describe("TLS", () => {
  let folder: string;
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "province-tls-"));
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  function makeCertificate(name: string): { certFile: string; keyFile: string } {
    const files = { certFile: path.join(folder, "cert.pem"), keyFile: path.join(folder, "key.pem") };
    const subject = ["-subj", `/CN=${name}`, "-addext", "subjectAltName=IP:127.0.0.1"];
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-keyout", files.keyFile];
    const args = ["req", "-x509", "-nodes", "-days", "2", ...key, ...subject, "-out", files.certFile];
    execFileSync("openssl", args, { stdio: "ignore", timeout: 30_000 });
    return files;
  }

  function nameSeen(url: string, ca: Buffer): Promise<string> {
    return new Promise((resolve, reject) => {
      https
        .get(`${url}/openapi.json`, { ca, agent: false }, (response) => {
          const { subject } = (response.socket as TLSSocket).getPeerCertificate();
          response.resume().once("end", () => resolve(String(subject.CN)));
        })
        .once("error", reject);
    });
  }

  it("is spoken with the certificate of the files, and with a renewed one without a restart", async () => {
    const tls = makeCertificate("cong-tinh-cu");
    const safe = await startProvince({ enrolmentCode: ENROLMENT_CODE, tls });
    onTestFinished(() => safe.close());
    expect(safe.url).toMatch(/^https:/);
    expect(await nameSeen(safe.url, fs.readFileSync(tls.certFile))).toBe("cong-tinh-cu");
    makeCertificate("cong-tinh-moi");
    safe.reloadTls();
    expect(await nameSeen(safe.url, fs.readFileSync(tls.certFile))).toBe("cong-tinh-moi");
  });

  it("with a file that is not there does not start", async () => {
    const tls = { certFile: path.join(folder, "none"), keyFile: path.join(folder, "none") };
    await expect(startProvince({ enrolmentCode: ENROLMENT_CODE, tls })).rejects.toThrow("ENOENT");
  });
});
