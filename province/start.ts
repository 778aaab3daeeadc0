// Starts a province; the same in production, in the demonstration and in tests.
import type { FastifyInstance } from "fastify";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createChanges } from "./changes";
import { createCounters } from "./counters";
import { createHttp } from "./http";
import { createOperations } from "./operations";
import { openPglite } from "./pglite";
import { openPostgres } from "./postgres";
import { createPostgresLocks } from "./postgres-locks";
import { createRouter } from "./router";
import { migrate } from "./schema";
import type { Database } from "./sql";
import type { FileStorage } from "./storage/file-storage";
import { openStorage } from "./storage/open-storage";
import { createStoredFiles } from "./storage/stored-files";
import { reloadTls, type TlsFiles } from "./tls";
import { createUploads } from "./uploads";
import type { SharedLocks } from "./upload-locks";

export interface ProvinceOptions {
  /** Default 127.0.0.1. */
  host?: string;
  /** Default 0: any free port. */
  port?: number;
  /** Database, files and unfinished uploads; without it everything is gone when the province closes. */
  dataFolder?: string;
  /** Where files go: `file:///…` or `s3://bucket/prefix?endpoint=…&region=…`; default: in the data folder. */
  blobUrl?: string;
  /** PostgreSQL; default: PGlite in the data folder. */
  databaseUrl?: string;
  enrolmentCode: string;
  /** Without it nobody is a clerk. */
  adminToken?: string;
  /** Default: plain HTTP. */
  tls?: TlsFiles;
}

export interface Province {
  url: string;
  /** Reads the certificate again. */
  reloadTls(): void;
  /** Takes nothing new, and gives what runs ten seconds. */
  close(): Promise<void>;
}

const LAST_WORK_MS = 10_000;
const CLEAN_UP_EVERY_MS = 3_600_000;

export async function startProvince(options: ProvinceOptions): Promise<Province> {
  const folder = options.dataFolder ?? fs.mkdtempSync(path.join(os.tmpdir(), "province-"));
  fs.mkdirSync(folder, { recursive: true });
  const storage = await openStorage(options.blobUrl, folder);
  const database = await openDatabase(options);
  const locks = options.databaseUrl === undefined ? undefined : createPostgresLocks(options.databaseUrl);
  const { http, uploads } = createApp({ options, storage, database, locks });
  await uploads.removeExpired();
  const cleaner = setInterval(() => void uploads.removeExpired(), CLEAN_UP_EVERY_MS).unref();
  const url = await http.listen({ host: options.host ?? "127.0.0.1", port: options.port ?? 0 });
  return {
    url,
    reloadTls: () => options.tls && reloadTls(http, options.tls),
    async close() {
      clearInterval(cleaner);
      await closeHttp(http);
      await locks?.close();
      await database.close();
      if (options.dataFolder === undefined) fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function closeHttp(http: FastifyInstance): Promise<void> {
  const timer = setTimeout(() => http.server.closeAllConnections(), LAST_WORK_MS);
  await http.close();
  clearTimeout(timer);
}

async function openDatabase({ databaseUrl, dataFolder }: ProvinceOptions): Promise<Database> {
  const database = databaseUrl
    ? openPostgres(databaseUrl)
    : await openPglite(dataFolder && path.join(dataFolder, "database"));
  await migrate(database);
  return database;
}

interface Parts {
  options: ProvinceOptions;
  storage: FileStorage;
  database: Database;
  locks: SharedLocks | undefined;
}

function createApp({ options, storage, database, locks }: Parts) {
  const counters = createCounters(database, {
    enrolmentCode: options.enrolmentCode,
    adminToken: options.adminToken,
  });
  const files = createStoredFiles(storage, database);
  const authorise = async ({ headers }: { headers: Headers }) =>
    (await counters.authorise(headers.get("authorization"))).id;
  const uploads = createUploads({ storage, files, locks, authorise });
  const services = {
    database,
    counters,
    files,
    operations: createOperations(database),
    changes: createChanges(database),
  };
  const fileContent = { files, mayDownload: () => Promise.resolve(false) };
  const http = createHttp({ router: createRouter(services), uploads, fileContent, tls: options.tls });
  return { http, uploads };
}
