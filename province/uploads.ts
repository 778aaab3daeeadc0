// Resumable uploads by the tus protocol. An upload declares the hash of its content; content with another hash is thrown away.
import { ORPCError } from "@orpc/server";
import { EVENTS, Server } from "@tus/server";
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { MOST_BUNDLE_BYTES } from "../shared/wire";
import {
  CHECKSUM_MISMATCH,
  checkChunks,
  LARGEST_CHUNK_BYTES,
  parseChecksum,
  tusError,
  withChecksum,
} from "./storage/checked-chunks";
import type { FileStorage } from "./storage/file-storage";
import type { StoredFiles } from "./storage/stored-files";
import { answerCreated, findWholeUpload, takeWholeUpload } from "./whole-uploads";
import type { UnfinishedUploads } from "./unfinished-uploads";
import { createUploadLocks, type SharedLocks } from "./upload-locks";

export const UPLOADS_PATH = "/v1/uploads";
const LARGEST_FILE_BYTES = 200 * 1024 * 1024;
const BUNDLE_METADATA = `kind ${Buffer.from("bundle").toString("base64")}`;
/** What a request whose upload is wanted by another one has left. */
const DRAIN_MS = 300;

export interface UploadsDeps {
  storage: FileStorage;
  files: StoredFiles;
  unfinished: UnfinishedUploads;
  /** Between processes; undefined: there is only this one. */
  locks?: SharedLocks | undefined;
  /** Short name, safe in a file name, of who may upload. @throws when nobody is known by these headers */
  authorise(request: { method: string; path: string; headers: Headers }): Promise<string>;
}

export interface Uploads {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Never throws. */
  removeExpired(): Promise<void>;
}

export function createUploads(deps: UploadsDeps): Uploads {
  const tus = createServer({ ...deps, store: checkChunks(deps.storage.unfinished) });
  return {
    async handle(request, response) {
      if (request.method === "OPTIONS") response.setHeader("Tus-Checksum-Algorithm", "sha256");
      try {
        if (Number(request.headers["content-length"] ?? 0) > LARGEST_CHUNK_BYTES)
          throw tusError(413, "Chunk too large");
        const checksum = parseChecksum(headerOf(request, "upload-checksum"));
        const whole = findWholeUpload(request, checksum);
        if (whole) {
          const owner = await ownerOf(deps, { method: "POST", path: UPLOADS_PATH, headers: headersOf(request) });
          await takeWholeUpload(deps.files, request, whole);
          answerCreated(response, { path: UPLOADS_PATH, owner, sizeBytes: whole.sizeBytes });
        } else await withChecksum(checksum, () => tus.handle(request, response));
      } catch (error) {
        if (isCut(request)) response.destroy();
        else answer(response, error);
      }
    },
    async removeExpired() {
      try {
        await deps.unfinished.forgetOld();
        await tus.cleanUpExpiredUploads();
      } catch (error) {
        // Another process may be at it, too; what is left goes the next time.
        console.error(`old uploads could not be removed: ${error instanceof Error ? error.name : "gone already"}`);
      }
    },
  };
}

function createServer(deps: UploadsDeps & { store: FileStorage["unfinished"] }): Server {
  const { storage, files, unfinished, store } = deps;

  // Creation asks twice, and a proof is good for once.
  const owners = new WeakMap<Request, Promise<string>>();
  function findOwner(request: Request): Promise<string> {
    const { method, headers } = request;
    const owner = owners.get(request) ?? ownerOf(deps, { method, path: new URL(request.url).pathname, headers });
    owners.set(request, owner);
    return owner;
  }

  async function finish(upload: {
    id: string;
    size?: number;
    metadata?: Record<string, string | null>;
  }): Promise<void> {
    const declared = upload.metadata?.["sha256"] ?? "";
    await unfinished.end(upload.id);
    try {
      if (await files.take({ id: upload.id, sizeBytes: upload.size ?? 0 }, declared)) return;
    } catch (error) {
      // Another request for the same upload was faster.
      if (isGone(error) && (await files.has(declared))) return;
      throw error;
    }
    throw tusError(CHECKSUM_MISMATCH, "The content is not that of the declared sha256");
  }

  const tus = new Server({
    path: UPLOADS_PATH,
    datastore: store,
    locker: createUploadLocks(deps.locks),
    lockDrainTimeout: DRAIN_MS,
    maxSize: (request) => (isBundle(request) ? MOST_BUNDLE_BYTES : LARGEST_FILE_BYTES),
    generateUrl: (_request, { path, id }) => `${path}/${nameOf(id)}`,
    getFileIdFromRequest: (_request, name) => (name !== undefined && isName(name) ? storage.idOf(name) : undefined),
    namingFunction: async (request) => storage.idOf(`${await findOwner(request)}_${randomUUID()}`),
    onIncomingRequest: async (request, id) => {
      // An upload belongs to the counter that began it; to others it does not exist.
      if (!nameOf(id).startsWith(`${await findOwner(request)}_`)) throw tusError(404, "No such upload");
      if (request.method !== "HEAD") return;
      // Its last request was killed after the last byte: it is finished now, and gone as every finished upload is.
      const upload = await store.getUpload(id);
      if (upload.size !== undefined && upload.offset === upload.size) {
        await finish(upload);
        throw tusError(404, "No such upload");
      }
    },
    onUploadCreate: async (request, upload) => {
      if (!isHash(upload.metadata?.["sha256"])) throw tusError(400, "Upload-Metadata must carry sha256");
      if (!upload.size) throw tusError(400, "Upload-Length must be known and not 0");
      if (!(await unfinished.begin(await findOwner(request), { id: upload.id, sizeBytes: upload.size })))
        throw tusError(429, "Too many unfinished uploads");
      return {};
    },
    onUploadFinish: async (_request, upload) => {
      await finish(upload);
      delete upload.creation_date; // otherwise the server looks the upload up again, to tell when it expires
      return {};
    },
  });
  tus.on(EVENTS.POST_TERMINATE, (_request, _response, id) => void unfinished.end(id).catch(noteLater));
  return tus;
}

/** The row goes by its age. */
function noteLater(error: unknown): void {
  console.error(`an upload that was given up stays counted: ${error instanceof Error ? error.name : "unknown"}`);
}

/** @throws a tus error 401; what else went wrong is no word on the token, and stays what it is */
async function ownerOf(
  { authorise }: Pick<UploadsDeps, "authorise">,
  request: Parameters<UploadsDeps["authorise"]>[0],
): Promise<string> {
  try {
    return await authorise(request);
  } catch (error) {
    if (!(error instanceof ORPCError) || error.status !== 401) throw error;
    throw tusError(401, "Unknown or missing token", error);
  }
}

function headersOf({ headers }: IncomingMessage): Headers {
  const known = Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return new Headers(known);
}

/** An answer that the tus server was not asked for. */
function answer(response: ServerResponse, error: unknown): void {
  const known = error instanceof Error && "status_code" in error && "body" in error ? error : undefined;
  if (!known) console.error(`upload failed: ${error instanceof Error ? error.name : "unknown"}`);
  if (response.headersSent) return void response.destroy();
  response.writeHead(Number(known?.status_code ?? 500), { "tus-resumable": "1.0.0", connection: "close" });
  response.end(String(known?.body ?? ""));
}

/** There is nobody left to answer. */
function isCut(request: IncomingMessage): boolean {
  return request.destroyed && !request.complete;
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(",") : value;
}

function nameOf(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

function isName(text: string): boolean {
  return /^[\w-]{1,120}$/.test(text);
}

/** A USB bundle that another counter passes on. */
function isBundle(request: Request): boolean {
  return request.headers.get("upload-metadata")?.split(",").includes(BUNDLE_METADATA) === true;
}

function isHash(text: string | null | undefined): boolean {
  return /^[0-9a-f]{64}$/.test(text ?? "");
}

function isGone(error: unknown): boolean {
  return typeof error === "object" && error !== null && "status_code" in error && error.status_code === 404;
}
