// Hands the content of a file to a counter that may have it, whole or from where its line was cut (RFC 9110 §14).
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ByteRange } from "./storage/file-storage";
import type { StoredFiles } from "./storage/stored-files";

export interface FileContentDeps {
  files: StoredFiles;
  /** Of somebody who is not known: throws. Of a counter that may not have this file: false. */
  mayDownload(request: FastifyRequest, sha256: string): Promise<boolean>;
}

export function serveFileContent(http: FastifyInstance, deps: FileContentDeps): void {
  http.get<{ Params: { sha256: string } }>("/v1/files/:sha256/content", async (request, reply) => {
    const { sha256 } = request.params;
    const isAllowed = /^[0-9a-f]{64}$/.test(sha256) && (await deps.mayDownload(request, sha256));
    const sizeBytes = isAllowed ? await deps.files.sizeOf(sha256) : undefined;
    // A file that is not there and one that is not for this counter look the same.
    if (sizeBytes === undefined) return reply.status(404).send({ code: "FILE_UNKNOWN", status: 404 });
    return send({ reply, request, files: deps.files, sha256, sizeBytes });
  });
}

interface Sending {
  reply: FastifyReply;
  request: FastifyRequest;
  files: StoredFiles;
  sha256: string;
  sizeBytes: number;
}

async function send({ reply, request, files, sha256, sizeBytes }: Sending): Promise<FastifyReply> {
  const etag = `"${sha256}"`;
  void reply.headers({ etag, "accept-ranges": "bytes", "cache-control": "private, no-store" });
  const condition = request.headers["if-range"];
  const isSame = condition === undefined || condition === etag;
  const range = isSame ? parseRange(request.headers.range, sizeBytes) : "whole";
  if (range === "unsatisfiable")
    return reply.status(416).header("content-range", `bytes */${sizeBytes}`).send({ code: "RANGE_NOT_SATISFIABLE" });
  const part = range === "whole" ? { start: 0, end: sizeBytes - 1 } : range;
  if (range !== "whole") reply.status(206).header("content-range", `bytes ${part.start}-${part.end}/${sizeBytes}`);
  return reply
    .type("application/octet-stream")
    .header("content-length", part.end - part.start + 1)
    .send(await files.read(sha256, range === "whole" ? undefined : part));
}

/** One range; several at once, other units and nonsense are answered with the whole file, as RFC 9110 §14.2 allows. */
export function parseRange(header: string | undefined, sizeBytes: number): ByteRange | "whole" | "unsatisfiable" {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return "whole";
  const start = first === "" ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const end = first === "" || last === "" ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (first !== "" && last !== "" && Number(last) < start) return "whole";
  return start > end ? "unsatisfiable" : { start, end };
}
