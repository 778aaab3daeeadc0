// Sends one file by the tus protocol, in pieces, and goes on where it stopped: after a cut, a restart, or a kill.
import { DomainError } from "../../../shared/errors";
import type { Clock } from "../clock";
import type { Storage } from "../storage";
import { guardedFetch, type Line } from "./guarded-fetch";
import type { ReadBlob } from "./ports";

export interface UploadLine extends Line {
  provinceUrl: string;
  token: string;
}

export interface UploadDeps {
  storage: Storage;
  clock: Clock;
  readBlob: ReadBlob;
  line: UploadLine;
  /** Bytes of one PATCH: what a cut costs at most. */
  pieceBytes: number;
  /** Asks the province whether it has the whole file. */
  isStored(sha256: string): Promise<boolean>;
  onProgress(): void;
}

/** again: ask for the offset and go on · restart: the province no longer has this upload, or threw it away */
type Outcome = "finished" | "again" | "restart";

const MOST_ROUNDS = 5;
const TUS_VERSION = "1.0.0";
const CHECKSUM_MISMATCH = 460;

/**
 * Returns when the province has the file.
 * @throws DomainError BLOB_MISSING, BLOB_DAMAGED, PROVINCE_* as guardedFetch does
 */
export async function uploadFile(deps: UploadDeps, sha256: string): Promise<void> {
  const content = deps.readBlob(sha256);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const outcome = await transfer(deps, sha256, content);
    if (outcome === "restart") forgetUpload(deps, sha256);
    // The answer to the last piece may have been lost: the upload is gone then because it is complete.
    if (outcome === "finished" || (outcome === "restart" && (await deps.isStored(sha256)))) {
      saveProgress(deps, { sha256, url: null, sentBytes: content.byteLength, sizeBytes: content.byteLength, done: 1 });
      return;
    }
  }
  throw new DomainError("PROVINCE_FAILED", { status: CHECKSUM_MISMATCH });
}

async function transfer(deps: UploadDeps, sha256: string, content: Uint8Array): Promise<Outcome> {
  const sizeBytes = content.byteLength;
  const known = deps.storage.read.value<string | null>("SELECT upload_url FROM uploads WHERE sha256 = ?", sha256);
  const url = known ?? (await createUpload(deps.line, sha256, sizeBytes));
  let offset = known ? await findOffset(deps.line, url) : 0;
  if (offset === null || offset >= sizeBytes) return "restart";
  while (offset < sizeBytes) {
    saveProgress(deps, { sha256, url, sentBytes: offset, sizeBytes, done: 0 });
    const next = await sendPiece(deps.line, { url, offset, piece: content.subarray(offset, offset + deps.pieceBytes) });
    if (typeof next === "string") return next;
    offset = next;
  }
  return "finished";
}

async function createUpload(line: UploadLine, sha256: string, sizeBytes: number): Promise<string> {
  const uploads = `${line.provinceUrl}/v1/uploads`;
  const response = await tus(line, uploads, {
    method: "POST",
    headers: {
      "upload-length": String(sizeBytes),
      "upload-metadata": `sha256 ${Buffer.from(sha256).toString("base64")}`,
    },
  });
  const id = response.headers.get("location")?.split("/").at(-1);
  if (response.status === 413) throw new DomainError("PROVINCE_REFUSED", { reason: await response.text() });
  if (response.status !== 201 || !id || !/^[\w-]+$/.test(id)) throw invalid(response);
  // Only the name is taken from the answer: content never goes to another place than the registered one.
  return `${uploads}/${id}`;
}

/** @returns null when the province no longer has the upload */
async function findOffset(line: UploadLine, url: string): Promise<number | null> {
  const response = await tus(line, url, { method: "HEAD" });
  if (response.status === 404 || response.status === 410) return null;
  return offsetOf(response, 200);
}

async function sendPiece(
  line: UploadLine,
  { url, offset, piece }: { url: string; offset: number; piece: Uint8Array },
): Promise<number | Outcome> {
  const response = await tus(line, url, {
    method: "PATCH",
    headers: { "upload-offset": String(offset), "content-type": "application/offset+octet-stream" },
    body: Buffer.from(piece),
  });
  if (response.status === 409 || response.status === 423) return "again";
  if ([404, 410, CHECKSUM_MISMATCH].includes(response.status)) return "restart";
  const next = offsetOf(response, 204);
  if (next <= offset) throw invalid(response);
  return next;
}

async function tus(line: UploadLine, url: string, init: RequestInit & { headers?: object }): Promise<Response> {
  const headers = { ...init.headers, "tus-resumable": TUS_VERSION, authorization: `Bearer ${line.token}` };
  const response = await guardedFetch(line, new Request(url, { ...init, headers }));
  if (response.headers.get("tus-resumable") !== TUS_VERSION) throw invalid(response);
  if (response.status === 401) throw new DomainError("PROVINCE_UNAUTHORISED", { status: 401 });
  return response;
}

function offsetOf(response: Response, expectedStatus: number): number {
  const offset = Number(response.headers.get("upload-offset") ?? Number.NaN);
  if (response.status !== expectedStatus || !Number.isSafeInteger(offset) || offset < 0) throw invalid(response);
  return offset;
}

function invalid(response: Response): DomainError {
  return new DomainError("PROVINCE_ANSWER_INVALID", { status: response.status });
}

interface Progress {
  sha256: string;
  url: string | null;
  sentBytes: number;
  sizeBytes: number;
  done: 0 | 1;
}

function saveProgress({ storage, clock, onProgress }: UploadDeps, progress: Progress): void {
  storage.transaction((writer) =>
    writer.run(
      `INSERT INTO uploads (sha256, upload_url, sent_bytes, size_bytes, done, updated_at_utc) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (sha256) DO UPDATE SET upload_url = excluded.upload_url, sent_bytes = excluded.sent_bytes,
         size_bytes = excluded.size_bytes, done = excluded.done, updated_at_utc = excluded.updated_at_utc`,
      progress.sha256,
      progress.url,
      progress.sentBytes,
      progress.sizeBytes,
      progress.done,
      clock.now().toISOString(),
    ),
  );
  onProgress();
}

function forgetUpload({ storage }: UploadDeps, sha256: string): void {
  storage.transaction((writer) => writer.run("DELETE FROM uploads WHERE sha256 = ?", sha256));
}
