// What files are tested on: a folder or a real object store, PGlite or PostgreSQL, and several gateways on the same of them.
import { createHash } from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import S3rver from "s3rver";
import { unauthorised } from "./identity/unauthorised";
import { openPglite } from "./pglite";
import { openPostgres } from "./postgres";
import { startPostgres } from "./postgres-bed.fixture";
import { createPostgresLocks } from "./postgres-locks";
import { migrate } from "./schema";
import type { Database } from "./sql";
import type { FileStorage } from "./storage/file-storage";
import { openStorage } from "./storage/open-storage";
import { createStoredFiles, type StoredFiles } from "./storage/stored-files";
import { countUnfinished } from "./unfinished-uploads";
import { createUploads } from "./uploads";
import type { SharedLocks } from "./upload-locks";

export interface ObjectStore {
  blobUrl: string;
  close(): Promise<void>;
}

const BUCKET = "tinh-kon-tum";

/** s3rver knows one account; the client takes it from the usual variables. */
export async function startObjectStore(folder: string): Promise<ObjectStore> {
  process.env["AWS_ACCESS_KEY_ID"] = "S3RVER";
  process.env["AWS_SECRET_ACCESS_KEY"] = "S3RVER";
  const configureBuckets = [{ name: BUCKET, configs: [] }];
  const server = new S3rver({ address: "127.0.0.1", port: 0, silent: true, directory: folder, configureBuckets });
  const { port } = await server.run();
  const endpoint = encodeURIComponent(`http://127.0.0.1:${port}`);
  return { blobUrl: `s3://${BUCKET}/cong-tinh?endpoint=${endpoint}&region=us-east-1`, close: () => server.close() };
}

/** Uploads alone behind a server: who asks is who `authorization` says, except "nobody". */
export interface UploadGateway {
  url: string;
  files: StoredFiles;
  storage: FileStorage;
  removeExpired(): Promise<void>;
}

export interface StorageBed {
  /** All see the same files and the same locks. */
  gateways: [UploadGateway, UploadGateway];
  /** One more, for which every unfinished upload is too old. */
  openForgetful(): Promise<UploadGateway>;
  close(): Promise<void>;
}

type Closing = () => unknown;

/** PGlite in this process and a folder: one gateway, reached by two names. */
export async function openSmallBed(): Promise<StorageBed> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "province-files-"));
  const database = await openPglite(undefined);
  await migrate(database);
  const closing: Closing[] = [database.close, () => fs.rmSync(folder, { recursive: true })];
  async function open(lifeMs?: number): Promise<UploadGateway> {
    const gateway = await openGateway({ folder, blobUrl: undefined, database, locks: undefined, lifeMs });
    closing.unshift(gateway.close);
    return gateway;
  }
  const gateway = await open();
  return { gateways: [gateway, gateway], openForgetful: () => open(1), close: () => closeAll(closing) };
}

/** PostgreSQL and either storage: two gateways. */
export async function openLargeBed(kind: "folder" | "s3"): Promise<StorageBed> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "province-files-"));
  const closing: Closing[] = [() => fs.rmSync(folder, { recursive: true })];
  const postgres = await startPostgres();
  closing.unshift(postgres.stop);
  const store = kind === "s3" ? await startObjectStore(path.join(folder, "s3")) : undefined;
  if (store) closing.unshift(store.close);
  const blobUrl = store?.blobUrl ?? pathToFileURL(path.join(folder, "blobs")).href;
  async function open(lifeMs?: number): Promise<UploadGateway> {
    const database = openPostgres(postgres.url);
    await migrate(database);
    const locks = createPostgresLocks(postgres.url);
    const gateway = await openGateway({ folder, blobUrl, database, locks, lifeMs });
    closing.unshift(gateway.close, locks.close, database.close);
    return gateway;
  }
  return { gateways: [await open(), await open()], openForgetful: () => open(1), close: () => closeAll(closing) };
}

/** Few: a test reaches it. */
export const MOST_UNFINISHED = 60;

interface GatewayParts {
  folder: string;
  blobUrl: string | undefined;
  database: Database;
  locks: SharedLocks | undefined;
  lifeMs: number | undefined;
}

async function openGateway({ folder, blobUrl, database, locks, lifeMs }: GatewayParts) {
  const storage = await openStorage(blobUrl, folder, lifeMs);
  const files = createStoredFiles(storage, database);
  const unfinished = countUnfinished(database, { uploads: MOST_UNFINISHED, bytes: 1024 * 1024 * 1024 });
  const seen = new WeakSet<Headers>();
  const authorise = ({ headers }: { headers: Headers }) => {
    const name = headers.get("authorization") ?? "nobody";
    if (name === "outage") return Promise.reject(new Error("the database is away"));
    if (name === "nobody" || seen.has(headers)) return Promise.reject(unauthorised("proof")); // a proof is good only once
    seen.add(headers);
    return Promise.resolve(name);
  };
  const uploads = createUploads({ storage, files, locks, authorise, unfinished });
  const server = http.createServer((request, response) => void uploads.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, files, storage, removeExpired: uploads.removeExpired, close };
}

async function closeAll(closing: readonly Closing[]): Promise<void> {
  for (const close of closing) await close();
}

export function sha256(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Sends a file in one piece. */
export async function storeFile(gateway: UploadGateway, content: Buffer): Promise<void> {
  const headers = {
    "tus-resumable": "1.0.0",
    authorization: "quay-a1",
    "upload-length": String(content.length),
    "upload-metadata": `sha256 ${Buffer.from(sha256(content)).toString("base64")}`,
    "content-type": "application/offset+octet-stream",
  };
  const response = await fetch(new URL("/v1/uploads", gateway.url), {
    method: "POST",
    headers,
    body: new Uint8Array(content),
  });
  if (response.status !== 201) throw new Error(`the upload was answered with ${response.status}`);
}
