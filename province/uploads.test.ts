// Uploads by the tus protocol, the same on every storage and with a counter that changes between gateways as it likes.
import { createHash, randomBytes } from "node:crypto";
import http from "node:http";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  MOST_UNFINISHED,
  openLargeBed,
  openSmallBed,
  sha256,
  storeFile,
  type StorageBed,
  type UploadGateway,
} from "./storage-bed.fixture";

const BEDS: readonly [string, () => Promise<StorageBed>][] = [
  ["PGlite and a folder", openSmallBed],
  ["two gateways, PostgreSQL and a shared folder", () => openLargeBed("folder")],
  ["two gateways, PostgreSQL and an object store", () => openLargeBed("s3")],
];
const MB = 1024 * 1024;

interface Call {
  method: string;
  headers?: Record<string, string>;
  body?: Buffer;
  as?: string;
}

function ask(gateway: UploadGateway, url: string, { as = "quay-a1", body, ...init }: Call): Promise<Response> {
  const headers = { "tus-resumable": "1.0.0", authorization: as, ...init.headers };
  return fetch(new URL(url, gateway.url), { ...init, headers, ...(body && { body: new Uint8Array(body) }) });
}

function create(gateway: UploadGateway, declared: string, sizeBytes: number): Promise<Response> {
  const metadata = `sha256 ${Buffer.from(declared).toString("base64")}`;
  const headers = { "upload-length": String(sizeBytes), "upload-metadata": metadata };
  return ask(gateway, "/v1/uploads", { method: "POST", headers });
}

async function begin(gateway: UploadGateway, content: Buffer): Promise<string> {
  const created = await create(gateway, sha256(content), content.length);
  expect(created.status).toBe(201);
  return created.headers.get("location") ?? "";
}

function checksumOf(content: Buffer): string {
  return `sha256 ${createHash("sha256").update(content).digest("base64")}`;
}

interface Piece {
  url: string;
  offset: number;
  content: Buffer;
  checksum?: string;
}

function patch(gateway: UploadGateway, { url, offset, content, checksum = checksumOf(content) }: Piece) {
  const headers = {
    "upload-offset": String(offset),
    "content-type": "application/offset+octet-stream",
    "upload-checksum": checksum,
  };
  return ask(gateway, url, { method: "PATCH", headers, body: content });
}

async function offsetOf(gateway: UploadGateway, url: string): Promise<string | null> {
  return (await ask(gateway, url, { method: "HEAD" })).headers.get("upload-offset");
}

/** Sends the head and a part of the body, waits until the gateway works on it, and cuts the line. */
async function cutAfter(gateway: UploadGateway, piece: Piece & { sentBytes: number; creates?: object }): Promise<void> {
  const { url, offset, content, checksum, sentBytes, creates } = piece;
  const request = http.request(new URL(url, gateway.url), {
    method: creates ? "POST" : "PATCH",
    headers: {
      ...creates,
      ...{ "tus-resumable": "1.0.0", authorization: "quay-a1", "upload-offset": offset },
      ...{ "content-type": "application/offset+octet-stream", "content-length": content.length },
      ...(checksum !== undefined && { "upload-checksum": checksum }),
    },
  });
  request.on("error", () => {}); // it is cut on purpose
  await new Promise((resolve) => request.write(content.subarray(0, sentBytes), resolve));
  await setTimeout(100);
  request.destroy();
}

describe.each(BEDS)("uploads on %s", (_name, open) => {
  let bed: StorageBed;
  let [one, other]: UploadGateway[] = [];
  const at = (index: number): UploadGateway => (index % 2 === 0 ? one : other) as UploadGateway;

  beforeAll(async () => {
    bed = await open();
    [one, other] = bed.gateways;
  });
  afterAll(() => bed.close());

  it("tells what it can do", async () => {
    const response = await ask(at(0), "/v1/uploads", { method: "OPTIONS" });
    expect(response.headers.get("tus-extension")?.split(",")).toEqual(
      expect.arrayContaining(["creation", "creation-with-upload", "expiration", "checksum"]) as string[],
    );
    expect(response.headers.get("tus-checksum-algorithm")).toBe("sha256");
  });

  it("takes a file piece by piece, each by another gateway, and gives it back whole and in part", async () => {
    const content = randomBytes(7 * MB + 123);
    const url = await begin(at(0), content);
    for (let offset = 0, index = 1; offset < content.length; offset += 3 * MB, index += 1) {
      const piece = { url, offset, content: content.subarray(offset, offset + 3 * MB) };
      expect((await patch(at(index), piece)).status).toBe(204);
    }
    expect((await ask(at(0), url, { method: "HEAD" })).status).toBe(404);
    expect(await at(1).files.sizeOf(sha256(content))).toBe(content.length);
    expect(sha256(await buffer(await at(1).files.read(sha256(content))))).toBe(sha256(content));
    const part = await buffer(await at(0).files.read(sha256(content), { start: 5 * MB, end: 5 * MB + 9 }));
    expect(part.equals(content.subarray(5 * MB, 5 * MB + 10))).toBe(true);
  });

  it("takes a small file in the request that creates it", async () => {
    const content = randomBytes(900);
    await storeFile(at(0), content);
    expect(await at(1).files.sizeOf(sha256(content))).toBe(900);
  });

  it("takes a whole file with its checksum in one request, and nothing of another content or of a cut", async () => {
    const content = randomBytes(300_000);
    const creates = {
      ...{ "upload-length": String(content.length), "content-type": "application/offset+octet-stream" },
      "upload-metadata": `sha256 ${Buffer.from(sha256(content)).toString("base64")}`,
      "upload-checksum": checksumOf(content),
    };
    const whole = (body: Buffer, as = "quay-a1") =>
      ask(at(0), "/v1/uploads", { method: "POST", headers: creates, body, as });
    expect((await whole(randomBytes(300_000))).status).toBe(460);
    expect((await whole(content, "nobody")).status).toBe(401);
    expect((await whole(content, "outage")).status, "no word on the token").toBe(500);
    expect((await ask(at(0), "/v1/uploads/x", { method: "HEAD", as: "outage" })).status).toBe(500);
    await cutAfter(at(0), { url: "/v1/uploads", offset: 0, content, sentBytes: 1500, creates });
    expect(await at(1).files.has(sha256(content))).toBe(false);
    const answers = await Promise.all([whole(content), whole(content)]);
    const [location] = answers.map((answer) => answer.headers.get("location"));
    expect(answers.map(({ status, headers }) => [status, headers.get("upload-offset")])).toEqual(
      Array(2).fill([201, "300000"]),
    );
    expect((await buffer(await at(1).files.read(sha256(content)))).equals(content)).toBe(true);
    expect((await ask(at(1), location ?? "", { method: "HEAD" })).status).toBe(404);
  });

  it("keeps nothing of a piece with another checksum, small or large", async () => {
    for (const sizeBytes of [5000, 2 * MB]) {
      const content = randomBytes(sizeBytes);
      const url = await begin(at(0), content);
      const half = content.subarray(0, sizeBytes / 2);
      expect((await patch(at(1), { url, offset: 0, content: half })).status).toBe(204);
      const damaged = Buffer.from(content.subarray(half.length));
      damaged[7] = (damaged[7] ?? 0) ^ 1;
      const checksum = checksumOf(content.subarray(half.length));
      expect((await patch(at(0), { url, offset: half.length, content: damaged, checksum })).status).toBe(460);
      expect(await offsetOf(at(1), url)).toBe(String(half.length));
      expect((await patch(at(1), { url, offset: half.length, content: content.subarray(half.length) })).status).toBe(
        204,
      );
      expect(await at(0).files.has(sha256(content))).toBe(true);
    }
  });

  it.each(["md5 AAAA", "sha256", "sha256 !", `sha256 ${"a".repeat(200)}`])(
    "refuses the checksum %j",
    async (checksum) => {
      const content = randomBytes(100);
      const url = await begin(at(0), content);
      expect((await patch(at(0), { url, offset: 0, content, checksum })).status).toBe(400);
      expect(await offsetOf(at(1), url)).toBe("0");
    },
  );

  it("drops a piece with a checksum when the line is cut in it, and keeps what came of one without", async () => {
    const content = randomBytes(4000);
    const checked = await begin(at(0), content);
    await cutAfter(at(0), { url: checked, offset: 0, content, checksum: checksumOf(content), sentBytes: 1500 });
    expect(await offsetOf(at(1), checked)).toBe("0");
    const unchecked = await begin(at(0), content);
    await cutAfter(at(0), { url: unchecked, offset: 0, content, sentBytes: 1500 });
    expect(await offsetOf(at(1), unchecked)).toBe("1500");
  });

  it("lets a counter go on by another gateway while its dead connection still holds the upload", async () => {
    const content = randomBytes(4000);
    const url = await begin(at(0), content);
    const agent = new http.Agent();
    const request = http.request(new URL(url, at(0).url), {
      agent,
      method: "PATCH",
      headers: {
        ...{ "tus-resumable": "1.0.0", authorization: "quay-a1", "upload-offset": 0, "content-length": 4000 },
        ...{ "content-type": "application/offset+octet-stream", "upload-checksum": checksumOf(content) },
      },
    });
    request.on("error", () => {}); // the gateway gives it up
    await new Promise((resolve) => request.write(content.subarray(0, 10), resolve));
    await setTimeout(200);
    expect(await offsetOf(at(1), url)).toBe("0");
    expect((await patch(at(1), { url, offset: 0, content })).status).toBe(204);
    agent.destroy();
    request.destroy();
    expect(await at(1).files.has(sha256(content))).toBe(true);
  });

  it("takes one of ten requests for the same piece and tells the others where it stands", async () => {
    const content = randomBytes(6000);
    const url = await begin(at(0), content);
    const piece = { url, offset: 0, content: content.subarray(0, 3000) };
    const statuses = await Promise.all(Array.from({ length: 10 }, async (_, i) => (await patch(at(i), piece)).status));
    expect(statuses.filter((status) => status === 204).length).toBe(1);
    // 423: it was asked to make way while it still waited; the counter asks again.
    expect(statuses.filter((status) => ![204, 409, 423].includes(status))).toEqual([]);
    expect(await offsetOf(at(1), url)).toBe("3000");
  });

  it("stores the same content once, also when it comes twice at the same time", async () => {
    const content = randomBytes(3000);
    const urls = [await begin(at(0), content), await begin(at(1), content)];
    const answers = await Promise.all(urls.map((url, index) => patch(at(index), { url, offset: 0, content })));
    expect(answers.map((answer) => answer.status)).toEqual([204, 204]);
    expect((await buffer(await at(0).files.read(sha256(content)))).equals(content)).toBe(true);
  });

  it("throws a whole file away that is not what was declared", async () => {
    const [declared, sent] = [randomBytes(500), randomBytes(500)];
    const url = (await create(at(0), sha256(declared), 500)).headers.get("location") ?? "";
    expect((await patch(at(1), { url, offset: 0, content: sent })).status).toBe(460);
    expect(await at(0).files.has(sha256(declared))).toBe(false);
    expect(await at(0).files.has(sha256(sent))).toBe(false);
    expect((await ask(at(0), url, { method: "HEAD" })).status).toBe(404);
  });

  it("finishes an upload whose last request was killed after its last byte, wherever it was", async () => {
    const { storage } = at(0);
    for (const isPlaced of [false, true]) {
      const content = randomBytes(3000);
      const url = await begin(at(0), content);
      const id = storage.idOf(url.slice("/v1/uploads/".length));
      await storage.unfinished.write(Readable.from([content]), id, 0);
      if (isPlaced) await storage.place(id, sha256(content));
      expect(await at(1).files.has(sha256(content))).toBe(false);
      expect((await ask(at(1), url, { method: "HEAD" })).status).toBe(404);
      expect(await at(0).files.has(sha256(content))).toBe(true);
    }
  });

  it("gives up what has lain unfinished for too long", async () => {
    const content = randomBytes(2000);
    const url = await begin(at(0), content);
    const half = content.subarray(0, 1000);
    expect((await patch(at(0), { url, offset: 0, content: half })).status).toBe(204);
    await at(1).removeExpired();
    expect(await offsetOf(at(1), url)).toBe("1000");
    const forgetful = await bed.openForgetful();
    expect((await patch(forgetful, { url, offset: 1000, content: content.subarray(1000) })).status).toBe(410);
    await setTimeout(1100); // an object store knows whole seconds
    await forgetful.removeExpired();
    expect((await ask(at(1), url, { method: "HEAD" })).status).toBe(404);
    expect((await ask(at(0), url, { method: "HEAD" })).status).toBe(404);
  });

  it("lets a counter begin only so many uploads at a time, and goes on when it has finished or given up some", async () => {
    const as = "quay-wild";
    const content = randomBytes(50);
    const headers = { "upload-length": "50", "upload-metadata": `sha256 ${btoa(sha256(content))}` };
    const again = async (index: number) => ask(at(index), "/v1/uploads", { method: "POST", headers, as });
    const urls: string[] = [];
    for (let index = 0; index < MOST_UNFINISHED; index += 1)
      urls.push((await again(index)).headers.get("location") ?? "");
    expect((await again(0)).status).toBe(429);
    expect((await create(at(1), sha256(content), 50)).status).toBe(201); // another counter is not hindered
    expect((await ask(at(1), urls[0] ?? "", { method: "DELETE", as })).status).toBe(204);
    await expect.poll(async () => (await again(1)).status).toBe(201);
    expect((await again(0)).status).toBe(429);
    const patched = await ask(at(0), urls[1] ?? "", {
      ...{ method: "PATCH", as, body: content },
      headers: { "upload-offset": "0", "content-type": "application/offset+octet-stream" },
    });
    expect(patched.status).toBe(204);
    expect((await again(1)).status).toBe(201);
  });

  it("refuses what is too large, has no hash or no name, and whoever is not known or not its owner", async () => {
    expect((await create(at(0), "../../etc/passwd", 10)).status).toBe(400);
    expect((await create(at(0), "a".repeat(64), 0)).status).toBe(400);
    expect((await create(at(0), "a".repeat(64), 10 ** 12)).status).toBe(413);
    const content = randomBytes(100);
    const url = await begin(at(0), content);
    expect((await ask(at(0), url, { method: "HEAD", as: "quay-b2" })).status).toBe(404);
    expect((await ask(at(0), url, { method: "HEAD", as: "nobody" })).status).toBe(401);
    for (const name of ["..%2f..%2fetc%2fpasswd", "%00", "a".repeat(5000), "quay-a1_"])
      expect((await ask(at(0), `/v1/uploads/${name}`, { method: "HEAD" })).status).toBe(404);
    expect(
      (await patch(at(0), { url, offset: 0, content: randomBytes(17 * MB) }).catch(() => ({ status: 413 }))).status,
    ).toBe(413);
    expect(await offsetOf(at(0), url)).toBe("0");
  });
});
