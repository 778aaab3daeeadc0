// A file that comes whole in the request that creates its upload, as most pages do: read once, checked once, written once to
// its place. To the counter it is tus's creation-with-upload; a request that is cut leaves nothing behind.
import { createHash, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { CHECKSUM_MISMATCH, tusError } from "./storage/checked-chunks";
import type { StoredFiles } from "./storage/stored-files";

/** Larger ones go by the tus server, which need not hold them in memory. */
const MOST_BYTES = 2 * 1024 * 1024;
const TUS_VERSION = "1.0.0";

export interface WholeUpload {
  sha256: string;
  sizeBytes: number;
}

/** @returns undefined: anything else than a small whole file with the checksum that it declares as its name */
export function findWholeUpload(request: IncomingMessage, checksum: Buffer | null): WholeUpload | undefined {
  const { method, headers } = request;
  if (method !== "POST" || headers["tus-resumable"] !== TUS_VERSION || checksum === null) return undefined;
  const sizeBytes = Number(headers["content-length"]);
  if (!(sizeBytes > 0 && sizeBytes <= MOST_BYTES) || headers["upload-length"] !== String(sizeBytes)) return undefined;
  const sha256 = checksum.toString("hex");
  const metadata = `sha256 ${Buffer.from(sha256).toString("base64")}`;
  return headers["upload-metadata"] === metadata ? { sha256, sizeBytes } : undefined;
}

/** @throws a tus error when another content comes, and what the connection says when it is cut */
export async function takeWholeUpload(
  files: StoredFiles,
  request: IncomingMessage,
  { sha256, sizeBytes }: WholeUpload,
): Promise<void> {
  const content = Buffer.allocUnsafe(sizeBytes);
  let offset = 0;
  for await (const piece of request as AsyncIterable<Buffer>) offset += piece.copy(content, offset);
  if (offset !== sizeBytes || createHash("sha256").update(content).digest("hex") !== sha256)
    throw tusError(CHECKSUM_MISMATCH, "Checksum Mismatch");
  await files.put(sha256, content);
}

/** The upload that is created is finished, and gone as every finished upload is. */
export function answerCreated(
  response: ServerResponse,
  created: { path: string; owner: string; sizeBytes: number },
): void {
  response.writeHead(201, {
    "tus-resumable": TUS_VERSION,
    location: `${created.path}/${created.owner}_${randomUUID()}`,
    "upload-offset": String(created.sizeBytes),
    "content-length": "0",
  });
  response.end();
}
