// What a broken or hostile device answers. Each lie takes over one answer; some never end by themselves.
import { once } from "node:events";

const GIGABYTE = 1024 ** 3;
const CHUNK_BYTES = 256 * 1024;
const SMALLEST_JPEG_HEAD = Buffer.from("ffd8ffe000104a46494600010100000100010000", "hex");

/** @type {Record<string, (response: import("node:http").ServerResponse) => void | Promise<void>>} */
export const LIES = {
  "no-answer": () => undefined,
  "garbage-xml": (response) => response.end("<<<\u0000\u0001 not xml & never was <a></b>"),
  "wrong-xml": (response) => response.end("<html><body>Login</body></html>"),
  "huge-xml": (response) => pour(response, { head: "<a>", chunk: Buffer.alloc(CHUNK_BYTES, "x") }),
  "deep-xml": (response) => response.end("<a>".repeat(200_000)),
  "xml-bomb": (response) => response.end(xmlBomb()),
  "not-an-image": (response) => response.end("<html><body>Out of toner</body></html>"),
  "endless-page": (response) => pour(response, { head: SMALLEST_JPEG_HEAD, chunk: Buffer.alloc(CHUNK_BYTES, 0x5a) }),
  "eight-gigabytes": (response) => {
    response.writeHead(200, { "content-type": "image/jpeg", "content-length": 8 * GIGABYTE });
    return pour(response, { head: SMALLEST_JPEG_HEAD, chunk: Buffer.alloc(CHUNK_BYTES, 0x5a) });
  },
  "falls-silent": (response) => {
    response.writeHead(200, { "content-type": "image/jpeg", "content-length": 100_000 });
    response.write(SMALLEST_JPEG_HEAD);
  },
  drip: async (response) => {
    response.writeHead(200, { "content-type": "image/jpeg" });
    response.write(SMALLEST_JPEG_HEAD);
    while (!response.destroyed) {
      response.write("x");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  },
};

/** What a device says of itself that no device can be. */
export function absurdCapabilities(xml) {
  return xml
    .replaceAll(/<scan:MaxWidth>\d+/g, "<scan:MaxWidth>99999999999999999999")
    .replaceAll(/<scan:MinHeight>\d+/g, "<scan:MinHeight>-5")
    .replaceAll(/<scan:MaxHeight>\d+/g, "<scan:MaxHeight>NaN")
    .replaceAll(/<scan:XResolution>100</g, "<scan:XResolution>-100<")
    .replaceAll(/<scan:XResolution>150</g, "<scan:XResolution>1e309<")
    .replace(/<pwg:MakeAndModel>[^<]*/, `<pwg:MakeAndModel>${"M".repeat(100_000)}`);
}

async function pour(response, { head, chunk }) {
  response.on("error", () => response.destroy());
  response.write(head);
  // One listener for all, instead of two for each of many thousand chunks.
  const gone = once(response, "close");
  while (!response.destroyed) if (!response.write(chunk)) await Promise.race([drained(response), gone]);
}

function drained(response) {
  return new Promise((resolve) => {
    response.removeAllListeners("drain");
    response.once("drain", resolve);
  });
}

function xmlBomb() {
  const levels = Array.from({ length: 9 }, (_, n) => `<!ENTITY b${n + 1} "${`&b${n};`.repeat(10)}">`);
  return `<?xml version="1.0"?><!DOCTYPE b [<!ENTITY b0 "bomb">${levels.join("")}]><ScannerCapabilities>&b9;</ScannerCapabilities>`;
}
