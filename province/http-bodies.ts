// Bodies on a thin line: requests may come packed by gzip, answers go packed to whoever asks. Both have a limit unpacked.
import type { FastifyInstance } from "fastify";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { createGunzip, gzip } from "node:zlib";

const WORTH_PACKING_BYTES = 1024;
const SLOWEST_BODY_MS = 120_000;
const packed = promisify(gzip);

/** The limit on unpacked bodies is the server's `bodyLimit`: Fastify counts what comes out, and answers 413. */
export function serveCompressed(http: FastifyInstance, isExempt: (path: string) => boolean): void {
  http.addHook("preParsing", async (request, _reply, payload) => {
    if (isExempt(request.url)) return payload;
    endWhenSlow(payload as Readable);
    const coding = request.headers["content-encoding"] ?? "identity";
    if (coding === "identity") return payload;
    if (coding === "gzip") return unpack(payload as Readable);
    throw Object.assign(new Error("Only gzip is understood"), { statusCode: 415, code: "CODING_UNKNOWN" });
  });
  http.addHook("onSend", async (request, reply, payload) => {
    if (typeof payload !== "string" || Buffer.byteLength(payload) < WORTH_PACKING_BYTES) return payload;
    void reply.header("vary", "accept-encoding");
    if (!/\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(String(request.headers["accept-encoding"] ?? ""))) return payload;
    void reply.header("content-encoding", "gzip").removeHeader("content-length");
    return packed(payload);
  });
}

function unpack(payload: Readable): Readable {
  const unpacked = createGunzip();
  // Fastify compares it with Content-Length.
  Object.defineProperty(unpacked, "receivedEncodedLength", { get: () => unpacked.bytesWritten });
  payload.once("error", (error) => unpacked.destroy(error));
  unpacked.once("close", () => payload.unpipe(unpacked).resume()); // a bomb is left there, its rest is thrown away
  return payload.pipe(unpacked);
}

/** A body that only drips would hold its connection as long as it likes. */
function endWhenSlow(payload: Readable): void {
  const timer = setTimeout(() => payload.destroy(), SLOWEST_BODY_MS).unref();
  payload.once("close", () => clearTimeout(timer));
}
