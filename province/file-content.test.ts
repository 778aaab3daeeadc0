// A counter fetches a file, in one go or from where its line was cut.
import Fastify, { type FastifyInstance } from "fastify";
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseRange, serveFileContent } from "./file-content";
import { openLargeBed, openSmallBed, sha256, storeFile, type StorageBed } from "./storage-bed.fixture";

const CONTENT = randomBytes(200_000);
const SECRET = randomBytes(100);

describe.each([
  ["a folder", openSmallBed],
  ["an object store", () => openLargeBed("s3")],
])("content in %s", (_name, open) => {
  let bed: StorageBed;
  let http: FastifyInstance;
  let url = "";

  beforeAll(async () => {
    bed = await open();
    const [{ files }] = bed.gateways;
    for (const content of [CONTENT, SECRET]) await storeFile(bed.gateways[0], content);
    http = Fastify();
    serveFileContent(http, { files, mayDownload: (_request, hash) => Promise.resolve(hash !== sha256(SECRET)) });
    url = `${await http.listen({ host: "127.0.0.1", port: 0 })}/v1/files/`;
  });
  afterAll(async () => {
    await http.close();
    await bed.close();
  });

  async function fetchContent(hash: string, headers: Record<string, string> = {}) {
    const response = await fetch(`${url}${hash}/content`, { headers });
    return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
  }
  const hash = sha256(CONTENT);

  it("comes whole, with its length and a name that stands for it", async () => {
    const { status, headers, body } = await fetchContent(hash);
    expect(status).toBe(200);
    expect(body.equals(CONTENT)).toBe(true);
    expect(headers.get("content-length")).toBe("200000");
    expect(headers.get("etag")).toBe(`"${hash}"`);
    expect(headers.get("accept-ranges")).toBe("bytes");
    expect(headers.get("content-encoding")).toBeNull();
  });

  it.each([
    ["bytes=0-0", 0, 0],
    ["bytes=150000-", 150_000, 199_999],
    ["bytes=10-99999999", 10, 199_999],
    ["bytes=-5", 199_995, 199_999],
  ])("comes in part: %s", async (range, start, end) => {
    const { status, headers, body } = await fetchContent(hash, { range, "if-range": `"${hash}"` });
    expect(status).toBe(206);
    expect(headers.get("content-range")).toBe(`bytes ${start}-${end}/200000`);
    expect(body.equals(CONTENT.subarray(start, end + 1))).toBe(true);
  });

  it("comes whole when the part was asked of another file, or in a way that is not known", async () => {
    const other = { range: "bytes=5-9", "if-range": `"${"0".repeat(64)}"` };
    for (const headers of [other, { range: "bytes=0-1,5-9" }, { range: "pages=1-2" }, { range: "bytes=9-5" }]) {
      const { status, body } = await fetchContent(hash, headers);
      expect([status, body.equals(CONTENT)]).toEqual([200, true]);
    }
  });

  it("answers 416 with the size when the part lies behind the end", async () => {
    const { status, headers } = await fetchContent(hash, { range: "bytes=200000-" });
    expect(status).toBe(416);
    expect(headers.get("content-range")).toBe("bytes */200000");
  });

  it("does not tell a file that is not for this counter from one that is not there", async () => {
    const answers = await Promise.all(
      [sha256(SECRET), "0".repeat(64), "..%2f..%2fetc%2fpasswd", "A".repeat(64)].map((name) => fetchContent(name)),
    );
    for (const { status, body } of answers) {
      expect(status).toBe(404);
      expect(body.equals(answers[0]?.body ?? Buffer.alloc(0))).toBe(true);
    }
  });
});

it.each(["bytes=", "bytes=-", "bytes=1e3-", "bytes=99999999999999999999-", "bytes= 1-2", "bytes=-0x10", ""])(
  "takes the range %j for none",
  (header) => {
    expect(parseRange(header, 100)).toBe("whole");
  },
);

it("a part of nothing is not there", () => {
  expect(parseRange("bytes=-0", 100)).toBe("unsatisfiable");
});
