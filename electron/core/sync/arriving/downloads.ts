// Files on their way from the province: fetched in pieces, each stored with how far it brought the file, so that a cut or a
// kill costs one piece. A file becomes a blob only when its content is the one that was promised.
import { createHash } from "node:crypto";
import type { ErrorCode } from "../../../../shared/errors";
import { errorCodeOf } from "../../../../shared/errors";
import type { ProvinceFile } from "../../../../shared/wire";
import type { Clock } from "../../clock";
import type { BlobStore, Reader, Storage, Writer } from "../../storage";
import { verdictOf } from "../sending/verdict";
import type { PieceSize } from "../transfer/piece-size";
import type { HttpAnswer } from "../transport/http";
import { sendOver, type Line } from "../transport/line";

export interface DownloadDeps {
  storage: Storage;
  clock: Clock;
  blobs: Pick<BlobStore, "put">;
  pieces: Pick<PieceSize, "bytes" | "timeoutMs">;
  line: Line;
  /** Files that nobody waits for may come now. */
  takesAll(): boolean;
  /** Asked before each piece. */
  mayGoOn(): boolean;
  /** A file has come whole. */
  onFile(sha256: string): void;
}

interface DownloadRow {
  sha256: string;
  size_bytes: number;
  mime_type: string;
  received_bytes: number;
}

/** A province that names larger ones is not believed. */
const MOST_FILE_BYTES = 256 * 1024 * 1024;
const MOST_FILES_A_RUN = 200;

/** In the transaction that makes the file known. What is here already, or too large, is not fetched. */
export function wantFile(writer: Writer, file: ProvinceFile, { isUrgent }: { isUrgent: boolean }): void {
  if (file.sizeBytes > MOST_FILE_BYTES || hasFile(writer, file.sha256)) return;
  writer.run(
    `INSERT INTO downloads (sha256, size_bytes, mime_type, urgent) VALUES (?, ?, ?, ?)
     ON CONFLICT (sha256) DO UPDATE SET urgent = max(urgent, excluded.urgent)`,
    ...[file.sha256, file.sizeBytes, file.mimeType, isUrgent ? 1 : 0],
  );
}

export function hasFile(reader: Reader, sha256: string): boolean {
  return reader.value<number>("SELECT 1 FROM blobs WHERE sha256 = ?", sha256) === 1;
}

/**
 * What somebody waits for first; what failed last. A file that cannot be had now is asked for again in the next run.
 * @throws DomainError what concerns the whole line, CANCELLED, STORAGE_*
 */
export async function fetchFiles(deps: DownloadDeps): Promise<void> {
  const rows = deps.storage.read.all<DownloadRow>(
    `SELECT * FROM downloads WHERE urgent = 1 OR ? = 1 ORDER BY urgent DESC, failures, rowid LIMIT ${MOST_FILES_A_RUN}`,
    deps.takesAll() ? 1 : 0,
  );
  for (const row of rows) {
    if (!deps.mayGoOn()) return;
    try {
      await fetchFile(deps, row);
    } catch (error) {
      if (!isOfFile(errorCodeOf(error))) throw error;
      noteFailure(deps.storage, row.sha256);
    }
  }
}

function isOfFile(code: ErrorCode): boolean {
  return ["again", "attention"].includes(verdictOf(code)) && code !== "INTERNAL";
}

async function fetchFile(deps: DownloadDeps, row: DownloadRow): Promise<void> {
  let received = row.received_bytes;
  while (received < row.size_bytes) {
    if (!deps.mayGoOn()) return;
    const end = Math.min(row.size_bytes, received + deps.pieces.bytes());
    const piece = pieceOf(await askFor(deps, row, { start: received, end }), { start: received, end, row });
    if (!piece) {
      startAnew(deps.storage, row.sha256);
      return;
    }
    received = keepPiece(deps.storage, row, piece);
  }
  finish(deps, row);
}

interface Span {
  start: number;
  /** The byte behind the last. */
  end: number;
}

function askFor({ line, pieces }: DownloadDeps, { sha256 }: DownloadRow, { start, end }: Span): Promise<HttpAnswer> {
  const headers = { range: `bytes=${start}-${end - 1}`, "if-range": `"${sha256}"`, "accept-encoding": "identity" };
  const patient = { ...line, timeoutMs: Math.min(line.timeoutMs, pieces.timeoutMs()) };
  return sendOver(patient, { method: "GET", url: `${line.provinceUrl}/v1/files/${sha256}/content`, headers });
}

interface Piece {
  start: number;
  content: Buffer;
}

/** @returns null for an answer that brings the file no further */
function pieceOf(answer: HttpAnswer, { start, end, row }: Span & { row: DownloadRow }): Piece | null {
  const { status, body, headers } = answer;
  if (status === 200) return body.byteLength === row.size_bytes ? { start: 0, content: body } : null;
  const range = `bytes ${start}-${end - 1}/${row.size_bytes}`;
  if (status !== 206 || headers["content-range"] !== range || body.byteLength !== end - start) return null;
  return { start, content: body };
}

/** @returns how many bytes have come */
function keepPiece(storage: Storage, { sha256 }: DownloadRow, { start, content }: Piece): number {
  const received = start + content.byteLength;
  storage.transaction((writer) => {
    writer.run("DELETE FROM download_pieces WHERE sha256 = ? AND start >= ?", sha256, start);
    writer.run("INSERT INTO download_pieces (sha256, start, content) VALUES (?, ?, ?)", sha256, start, content);
    writer.run("UPDATE downloads SET received_bytes = ? WHERE sha256 = ?", received, sha256);
  });
  return received;
}

function finish({ storage, clock, blobs, onFile }: DownloadDeps, { sha256, mime_type }: DownloadRow): void {
  const pieces = storage.read.all<{ content: Buffer }>(
    "SELECT content FROM download_pieces WHERE sha256 = ? ORDER BY start",
    sha256,
  );
  const content = Buffer.concat(pieces.map((piece) => piece.content));
  if (createHash("sha256").update(content).digest("hex") !== sha256) {
    startAnew(storage, sha256);
    return;
  }
  blobs.put(content);
  storage.transaction((writer) => {
    writer.run(
      "INSERT INTO blobs (sha256, size_bytes, mime_type, created_at_utc) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
      ...[sha256, content.byteLength, mime_type, clock.now().toISOString()],
    );
    writer.run("DELETE FROM downloads WHERE sha256 = ?", sha256);
  });
  onFile(sha256);
}

/** What has come is not the file that was promised. */
function startAnew(storage: Storage, sha256: string): void {
  storage.transaction((writer) => {
    writer.run("DELETE FROM download_pieces WHERE sha256 = ?", sha256);
    writer.run("UPDATE downloads SET received_bytes = 0, failures = failures + 1 WHERE sha256 = ?", sha256);
  });
}

function noteFailure(storage: Storage, sha256: string): void {
  storage.transaction((writer) => writer.run("UPDATE downloads SET failures = failures + 1 WHERE sha256 = ?", sha256));
}
