// Sends one file by the tus protocol, in pieces, and goes on where it stopped: after a cut, a restart, or a kill.
import { createHash } from "node:crypto";
import { DomainError } from "../../../../shared/errors";
import type { ReadBlob } from "../ports";
import type { HttpAnswer } from "../transport/http";
import { sendOver, type Line } from "../transport/line";
import { pause } from "./pause";
import type { PieceSize } from "./piece-size";
import type { Throttle } from "./throttle";
import type { UploadNotes } from "./upload-notes";

export interface UploadDeps {
  notes: UploadNotes;
  readBlob: ReadBlob;
  line: Line;
  pieces: PieceSize;
  throttle: Throttle;
  /** Asks the province whether it has the whole file. */
  isStored(sha256: string): Promise<boolean>;
  /** Bytes that a request has brought over. */
  onSent(bytes: number): void;
}

/** again: ask for the offset and go on · restart: the province no longer has this upload, or threw it away */
type Outcome = "finished" | "again" | "restart";

interface File {
  sha256: string;
  content: Uint8Array;
}

interface Place {
  url: string;
  offset: number;
}

const MOST_ROUNDS = 6;
/** The province may still hold the upload for a request that was cut; doubled each time. */
const FIRST_PAUSE_MS = 150;
/** Of a piece: so little left is not worth a round trip of its own. */
const SMALL_REST = 0.3;
const TUS_VERSION = "1.0.0";
const CHECKSUM_MISMATCH = 460;
const OCTETS = { "content-type": "application/offset+octet-stream" };

/**
 * Returns when the province has the file.
 * @throws DomainError BLOB_MISSING, BLOB_DAMAGED, PROVINCE_* as the line does
 */
export async function uploadFile(deps: UploadDeps, sha256: string): Promise<void> {
  const file = { sha256, content: deps.readBlob(sha256) };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const outcome = await transfer(deps, file);
    if (outcome === "restart") deps.notes.forget(sha256);
    // The answer to the last piece may have been lost: the upload is gone then because it is complete.
    if (outcome === "finished" || (outcome === "restart" && (await deps.isStored(sha256)))) {
      deps.notes.note({ sha256, sizeBytes: file.content.byteLength, place: null });
      return;
    }
    if (outcome === "again") await pause(FIRST_PAUSE_MS * 2 ** round, deps.line.signal);
  }
  throw new DomainError("PROVINCE_FAILED", { status: CHECKSUM_MISMATCH });
}

async function transfer(deps: UploadDeps, file: File): Promise<Outcome> {
  const sizeBytes = file.content.byteLength;
  const known = deps.notes.urlOf(file.sha256);
  let place = known ? await findPlace(deps.line, known) : await createUpload(deps, file);
  if (place === null) return "restart";
  if (known && place.offset >= sizeBytes) return "restart";
  while (place.offset < sizeBytes) {
    deps.notes.note({ sha256: file.sha256, sizeBytes, place });
    const next = await sendPiece(deps, file, place);
    if (typeof next === "string") return next;
    place = { ...place, offset: next };
  }
  return "finished";
}

/** With the first piece in the same request: a page of ordinary size costs one round trip. */
async function createUpload(deps: UploadDeps, file: File): Promise<Place | null> {
  const uploads = `${deps.line.provinceUrl}/v1/uploads`;
  const headers = {
    "upload-length": String(file.content.byteLength),
    "upload-metadata": `sha256 ${Buffer.from(file.sha256).toString("base64")}`,
  };
  const response = await sendBytes(deps, { method: "POST", url: uploads, headers }, pieceAt(deps, file, 0));
  if (response.status === CHECKSUM_MISMATCH) return null;
  const id = response.headers["location"]?.split("/").at(-1);
  if (response.status === 413) throw new DomainError("PROVINCE_REFUSED", { reason: response.body.toString("utf8") });
  if (response.status !== 201 || !id || !/^[\w-]+$/.test(id)) throw invalid(response);
  const offset = response.headers["upload-offset"] === undefined ? 0 : offsetOf(response, 201);
  // Only the name is taken from the answer: content never goes to another place than the registered one.
  return { url: `${uploads}/${id}`, offset };
}

/** @returns null when the province no longer has the upload */
async function findPlace(line: Line, url: string): Promise<Place | null> {
  const response = await tus(line, { method: "HEAD", url, headers: {} });
  if (response.status === 404 || response.status === 410) return null;
  return { url, offset: offsetOf(response, 200) };
}

async function sendPiece(deps: UploadDeps, file: File, { url, offset }: Place): Promise<number | Outcome> {
  const headers = { "upload-offset": String(offset) };
  const response = await sendBytes(deps, { method: "PATCH", url, headers }, pieceAt(deps, file, offset));
  if (response.status === 413) {
    deps.pieces.cut(); // a smaller piece may pass a proxy's limit
    return "again";
  }
  if (response.status === 409 || response.status === 423) return "again";
  if ([404, 410, CHECKSUM_MISMATCH].includes(response.status)) return "restart";
  const next = offsetOf(response, 204);
  if (next <= offset || next > file.content.byteLength) throw invalid(response);
  return next;
}

interface Piece {
  bytes: Uint8Array;
  sha256: Buffer;
}

function pieceAt({ pieces, throttle }: UploadDeps, { content, sha256 }: File, offset: number): Piece {
  const most = Math.min(pieces.bytes(), throttle.most());
  const isNearlyAll = content.byteLength - offset <= most * (1 + SMALL_REST);
  const bytes = content.subarray(offset, isNearlyAll ? undefined : offset + most);
  const isWhole = bytes.byteLength === content.byteLength;
  return { bytes, sha256: isWhole ? Buffer.from(sha256, "hex") : createHash("sha256").update(bytes).digest() };
}

interface TusRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: Uint8Array;
}

/** Waits its turn, and keeps in mind how long it took: the next piece is as long as the line lets it be. */
async function sendBytes(deps: UploadDeps, request: TusRequest, piece: Piece): Promise<HttpAnswer> {
  const { line, pieces, throttle } = deps;
  const { bytes } = piece;
  await throttle.take(bytes.byteLength, line.signal);
  const checksum = `sha256 ${piece.sha256.toString("base64")}`;
  const headers = { ...request.headers, ...OCTETS, "upload-checksum": checksum };
  const startedAt = performance.now();
  const patient = { ...line, timeoutMs: Math.min(line.timeoutMs, pieces.timeoutMs()) };
  const response = await tus(patient, { ...request, headers, body: bytes });
  if (response.status < 300) {
    pieces.sent({ bytes: bytes.byteLength, tookMs: performance.now() - startedAt });
    deps.onSent(bytes.byteLength);
  }
  return response;
}

async function tus(line: Line, request: TusRequest): Promise<HttpAnswer> {
  const response = await sendOver(line, { ...request, headers: { ...request.headers, "tus-resumable": TUS_VERSION } });
  if (response.headers["tus-resumable"] !== TUS_VERSION)
    throw new DomainError("PROVINCE_PROTOCOL", { status: response.status });
  return response;
}

function offsetOf(response: HttpAnswer, expectedStatus: number): number {
  const offset = Number(response.headers["upload-offset"] ?? Number.NaN);
  if (response.status !== expectedStatus || !Number.isSafeInteger(offset) || offset < 0) throw invalid(response);
  return offset;
}

function invalid(response: HttpAnswer): DomainError {
  return new DomainError("PROVINCE_ANSWER_INVALID", { status: response.status });
}
