// Resumable uploads by the tus protocol. An upload declares the hash of its content; content with another hash is thrown away.
import { FileStore } from "@tus/file-store";
import { Server } from "@tus/server";
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { Counters } from "./counters";
import { hashFile, type FileFolder } from "./file-folder";

export const UPLOADS_PATH = "/v1/uploads";
const LARGEST_FILE_BYTES = 200 * 1024 * 1024;
const UNFINISHED_LIFE_MS = 7 * 24 * 60 * 60 * 1000;
/** "Checksum Mismatch" of the tus protocol. */
const CHECKSUM_MISMATCH = 460;

export function createUploads(deps: { folder: string; counters: Counters; files: FileFolder }): Server {
  const { folder, counters, files } = deps;
  fs.mkdirSync(folder, { recursive: true }); // the store would do it later, unobserved
  const datastore = new FileStore({ directory: folder, expirationPeriodInMilliseconds: UNFINISHED_LIFE_MS });

  async function counterOf(request: { headers: Headers }): Promise<string> {
    try {
      return (await counters.authorise(request.headers.get("authorization"))).id;
    } catch (error) {
      throw tusError(401, "Unknown or missing token", error);
    }
  }

  return new Server({
    path: UPLOADS_PATH,
    datastore,
    maxSize: LARGEST_FILE_BYTES,
    relativeLocation: true,
    namingFunction: async (request) => `${await counterOf(request)}_${randomUUID()}`,
    // An upload belongs to the counter that began it; to others it does not exist.
    onIncomingRequest: async (request, id) => {
      if (!id.startsWith(`${await counterOf(request)}_`)) throw tusError(404, "No such upload");
    },
    onUploadCreate: async (_request, upload) => {
      if (!isHash(upload.metadata?.["sha256"])) throw tusError(400, "Upload-Metadata must carry sha256");
      if (!upload.size) throw tusError(400, "Upload-Length must be known and not 0");
      return {};
    },
    onUploadFinish: async (_request, upload) => {
      const declared = upload.metadata?.["sha256"] ?? "";
      const file = path.join(folder, upload.id);
      if ((await hashFile(file)) !== declared) {
        await datastore.remove(upload.id);
        throw tusError(CHECKSUM_MISMATCH, "The content is not that of the declared sha256");
      }
      await files.take(file, declared ?? "");
      await datastore.configstore.delete(upload.id);
      return {};
    },
  });
}

function isHash(text: string | null | undefined): boolean {
  return /^[0-9a-f]{64}$/.test(text ?? "");
}

/** What the tus server turns into an answer. */
function tusError(status: number, body: string, cause?: unknown): Error {
  return Object.assign(new Error(body, { cause }), { status_code: status, body: `${body}\n` });
}
