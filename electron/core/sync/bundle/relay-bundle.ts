// Passes a bundle on to the province over this counter's line, unopened: only the province can read it. Goes on where a cut
// or a kill stopped it.
import { ORPCError } from "@orpc/client";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { setTimeout as wait } from "node:timers/promises";
import { DomainError, errorCodeOf, type ErrorCode } from "../../../../shared/errors";
import type { Storage } from "../../storage";
import { answerOf, createProvinceClient } from "../province-client";
import type { HttpAnswer } from "../transport/http";
import { sendOver, type Line } from "../transport/line";
import type { Doing } from "./bundle-deps";

export interface RelayDeps extends Doing {
  storage: Storage;
  line: Line;
}

const PIECE_BYTES = 1024 * 1024;
/** The province opens and checks a full stick before it answers. */
const OPENING_MS = 20 * 60_000;
const MOST_FAILURES = 5;
const PAUSE_MS = 1000;
const TUS_VERSION = "1.0.0";
/** A cut of the line: worth another try at once. */
const CUTS: readonly ErrorCode[] = [
  "PROVINCE_UNREACHABLE",
  "PROVINCE_TIMEOUT",
  "PROVINCE_NO_ROUTE",
  "PROVINCE_FAILED",
  "PROVINCE_BUSY",
];

/** @returns the receipt bundle @throws DomainError PROVINCE_*, BUNDLE_DAMAGED when the stick cannot be read, CANCELLED */
export async function relayBundle(deps: RelayDeps, file: string): Promise<string> {
  const content = await openContent(file);
  try {
    return await relay(deps, content);
  } finally {
    await content.handle.close();
  }
}

interface Content {
  handle: FileHandle;
  sha256: string;
  sizeBytes: number;
}

async function openContent(file: string): Promise<Content> {
  try {
    const hash = createHash("sha256");
    await pipeline(createReadStream(file), hash);
    const handle = await open(file, "r");
    return { handle, sha256: hash.digest("hex"), sizeBytes: (await handle.stat()).size };
  } catch (error) {
    throw new DomainError("BUNDLE_DAMAGED", { cause: causeOf(error) }, { cause: error });
  }
}

/** Failures count while nothing new has come over. */
async function relay(deps: RelayDeps, content: Content): Promise<string> {
  let offset = 0;
  for (let failures = 0; ;) {
    try {
      const text = await accept(deps, content.sha256);
      if (text !== null) return text;
      await upload(deps, content, (reached) => {
        if (reached > offset) failures = 0;
        offset = reached;
        deps.onProgress(reached / content.sizeBytes);
      });
    } catch (error) {
      failures += 1;
      if (failures === MOST_FAILURES || !CUTS.includes(errorCodeOf(error))) throw error;
      await wait(PAUSE_MS * failures, undefined, { signal: deps.signal });
    }
  }
}

/** @returns null when the bundle has not come yet */
async function accept({ line }: RelayDeps, sha256: string): Promise<string | null> {
  const client = createProvinceClient({ ...line, timeoutMs: OPENING_MS });
  try {
    return (await client.bundles.accept({ sha256 })).receiptBundle;
  } catch (error) {
    if (error instanceof ORPCError && error.defined && error.code === "BUNDLE_UNKNOWN") return null;
    return answerOf<never>(Promise.reject(error as Error));
  }
}

async function upload(deps: RelayDeps, content: Content, onOffset: (offset: number) => void): Promise<void> {
  const known = findUpload(deps, content.sha256);
  const url = known ?? (await createUpload(deps, content));
  let offset = known === undefined ? 0 : await findOffset(deps.line, known);
  if (offset === null) return forgetUpload(deps, content.sha256); // begun anew in the next round
  while (offset < content.sizeBytes) {
    onOffset(offset);
    const piece = await readPiece(content, offset);
    const response: HttpAnswer = await sendPiece(deps.line, { url, offset, piece });
    if (response.status === 409 || response.status === 423) return;
    if (response.status !== 204) return forgetUpload(deps, content.sha256);
    offset = offsetOf(response);
  }
  forgetUpload(deps, content.sha256);
  onOffset(offset);
}

function sendPiece(line: Line, { url, offset, piece }: { url: string; offset: number; piece: Buffer }) {
  const checksum = createHash("sha256").update(piece).digest("base64");
  return tus(line, {
    method: "PATCH",
    url,
    headers: {
      "upload-offset": String(offset),
      "content-type": "application/offset+octet-stream",
      "upload-checksum": `sha256 ${checksum}`,
    },
    body: piece,
  });
}

async function readPiece({ handle, sizeBytes }: Content, offset: number): Promise<Buffer> {
  const piece = Buffer.alloc(Math.min(PIECE_BYTES, sizeBytes - offset));
  try {
    const { bytesRead } = await handle.read(piece, 0, piece.length, offset);
    return piece.subarray(0, bytesRead);
  } catch (error) {
    throw new DomainError("BUNDLE_DAMAGED", { cause: causeOf(error) }, { cause: error });
  }
}

async function createUpload(deps: RelayDeps, { sha256, sizeBytes }: Content): Promise<string> {
  const uploads = `${deps.line.provinceUrl}/v1/uploads`;
  const metadata = [`sha256 ${base64(sha256)}`, `kind ${base64("bundle")}`];
  const headers = { "upload-length": String(sizeBytes), "upload-metadata": metadata.join(",") };
  const response = await tus(deps.line, { method: "POST", url: uploads, headers });
  const id = response.headers["location"]?.split("/").at(-1);
  if (response.status === 413) throw new DomainError("PROVINCE_QUOTA", { status: 413 });
  if (response.status !== 201 || !id || !/^[\w-]+$/.test(id)) throw invalid(response);
  const url = `${uploads}/${id}`;
  deps.storage.transaction((writer) =>
    writer.run(
      "INSERT INTO sync_state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      keyOf(sha256),
      JSON.stringify(url),
    ),
  );
  return url;
}

function findUpload({ storage, line }: RelayDeps, sha256: string): string | undefined {
  const url = storage.read.value<string>("SELECT value ->> '$' FROM sync_state WHERE key = ?", keyOf(sha256));
  return url?.startsWith(`${line.provinceUrl}/`) ? url : undefined;
}

function forgetUpload({ storage }: RelayDeps, sha256: string): void {
  storage.transaction((writer) => writer.run("DELETE FROM sync_state WHERE key = ?", keyOf(sha256)));
}

/** Not among the uploads of the queue: those are of this counter's own files. */
function keyOf(sha256: string): string {
  return `relay ${sha256}`;
}

/** @returns null when the province no longer has the upload */
async function findOffset(line: Line, url: string): Promise<number | null> {
  const response = await tus(line, { method: "HEAD", url, headers: {} });
  return response.status === 200 ? offsetOf(response) : null;
}

interface TusRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: Buffer;
}

async function tus(line: Line, request: TusRequest): Promise<HttpAnswer> {
  const response = await sendOver(line, { ...request, headers: { ...request.headers, "tus-resumable": TUS_VERSION } });
  if (response.headers["tus-resumable"] !== TUS_VERSION) throw invalid(response);
  return response;
}

function offsetOf(response: HttpAnswer): number {
  const offset = Number(response.headers["upload-offset"] ?? Number.NaN);
  if (!Number.isSafeInteger(offset) || offset < 0) throw invalid(response);
  return offset;
}

function invalid(response: HttpAnswer): DomainError {
  return new DomainError("PROVINCE_PROTOCOL", { status: response.status });
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

function causeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}
