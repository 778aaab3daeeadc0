// Starts a province; the same in production, in the demonstration and in tests.
import type { FastifyInstance, FastifyRequest } from "fastify";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { callerOf } from "./caller";
import { createBundles } from "./bundles/accept-bundle";
import { createCatalogue } from "./catalogue";
import { createChanges } from "./changes";
import { createCounters } from "./counters";
import { openDatabase } from "./database";
import { mayDownload } from "./downloads";
import { createAdapters, type ForwardingSettings } from "./adapters/registry";
import { createForwardingQueue, createForwardingWorker, type ForwardingWorker } from "./forwarding";
import { createHttp } from "./http";
import { openKeys, type ProvinceKeys } from "./identity/keys";
import { createOperations } from "./operations";
import { createPostgresLocks } from "./postgres-locks";
import { createRouter } from "./router";
import type { Database } from "./sql";
import type { FileStorage } from "./storage/file-storage";
import { openStorage } from "./storage/open-storage";
import { createStoredFiles, type StoredFiles } from "./storage/stored-files";
import { readTls, reloadTls, type TlsFiles } from "./tls";
import { countUnfinished } from "./unfinished-uploads";
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
  /** For demonstrations and tests: enrols any number of counters. Without it only codes that the clerk issued do. */
  enrolmentCode?: string | undefined;
  /** Without it nobody is a clerk. */
  adminToken?: string;
  /** Room for the files of each counter's dossiers; default: as much as there is. */
  mostBytesPerCounter?: number | undefined;
  /** Of one address; default: 60,000. */
  requestsPerMinute?: number | undefined;
  /** Addresses or networks of load balancers in front, with commas between; default: nobody's word on who is behind counts. */
  trustProxy?: string | undefined;
  /** Default: plain HTTP. */
  tls?: TlsFiles;
  /** Other systems that committed dossiers are passed on to; default: none. */
  forwarding?: ForwardingSettings;
  /** Takes one line of JSON a request; default: nothing is logged. */
  log?: (line: string) => void;
}

export interface Province {
  url: string;
  /** Reads the certificate again. */
  reloadTls(): void;
  /** Carries out a bundle from a stick. @returns the receipt bundle @throws ORPCError BUNDLE_REFUSED */
  acceptBundle(file: string): Promise<string>;
  /** Takes nothing new, and gives what runs ten seconds. */
  close(): Promise<void>;
}

const LAST_WORK_MS = 10_000;
const CLEAN_UP_EVERY_MS = 3_600_000;

export async function startProvince(options: ProvinceOptions): Promise<Province> {
  if (options.tls) readTls(options.tls); // before anything else is opened
  const folder = options.dataFolder ?? fs.mkdtempSync(path.join(os.tmpdir(), "province-"));
  fs.mkdirSync(folder, { recursive: true });
  const storage = await openStorage(options.blobUrl, folder);
  const database = await openDatabase(options);
  const locks = options.databaseUrl === undefined ? undefined : createPostgresLocks(options.databaseUrl);
  const keys = await openKeys(database);
  const { http, uploads, bundles, files } = createApp({ options, folder, storage, database, locks, keys });
  const forwarding = openForwarding(options, database, files);
  await uploads.removeExpired();
  const cleaner = setInterval(() => void uploads.removeExpired(), CLEAN_UP_EVERY_MS).unref();
  const url = await http.listen({ host: options.host ?? "127.0.0.1", port: options.port ?? 0 });
  return {
    url,
    acceptBundle: (file) => bundles.acceptFile(file),
    reloadTls: () => options.tls && reloadTls(http, options.tls),
    async close() {
      clearInterval(cleaner);
      await Promise.all([closeHttp(http), forwarding?.stop()]);
      await locks?.close();
      await database.close();
      if (options.dataFolder === undefined) fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

function openForwarding(
  { forwarding }: ProvinceOptions,
  database: Database,
  files: StoredFiles,
): ForwardingWorker | undefined {
  if (!forwarding) return undefined;
  const worker = createForwardingWorker({
    queue: createForwardingQueue(database),
    adapters: createAdapters(forwarding),
    readFile: async (sha256) => buffer(await files.read(sha256)),
  });
  worker.start();
  return worker;
}

async function closeHttp(http: FastifyInstance): Promise<void> {
  const closed = http.close();
  // A connection that has just done its last work would be kept for the next request.
  const idle = setInterval(() => http.server.closeIdleConnections(), 50);
  const timer = setTimeout(() => http.server.closeAllConnections(), LAST_WORK_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(timer);
}

interface Parts {
  options: ProvinceOptions;
  /** Of this process, for what passes. */
  folder: string;
  storage: FileStorage;
  database: Database;
  locks: SharedLocks | undefined;
  keys: ProvinceKeys;
}

function createApp({ options, folder, storage, database, locks, keys }: Parts) {
  const counters = createCounters(database, {
    keys,
    enrolmentCode: options.enrolmentCode,
    adminToken: options.adminToken,
    isShared: options.databaseUrl !== undefined,
  });
  const files = createStoredFiles(storage, database);
  const authorise = async ({ method, path: place, headers }: { method: string; path: string; headers: Headers }) => {
    const authorization = headers.get("authorization") ?? undefined;
    // A clerk uploads results and the catalogue.
    if (/^Bearer /i.test(authorization ?? "")) {
      counters.authoriseClerk(authorization);
      return "clerk";
    }
    const caller = { method, path: place, authorization, dpop: headers.get("dpop") ?? undefined };
    return (await counters.authorise(caller)).id;
  };
  const uploads = createUploads({ storage, files, locks, authorise, unfinished: countUnfinished(database) });
  const operations = createOperations(database, options.mostBytesPerCounter);
  const workFolder = path.join(folder, "bundles");
  const bundles = createBundles({ database, counters, keys, files, storage, operations, workFolder });
  const services = {
    database,
    counters,
    keys,
    files,
    bundles,
    operations,
    changes: createChanges(database),
    catalogue: createCatalogue(database, async (text) => (await keys.present()).sign(text)),
  };
  const fileContent = {
    files,
    mayDownload: async (request: FastifyRequest, sha256: string) =>
      mayDownload(database, (await counters.authorise(callerOf(request))).id, sha256),
  };
  const watch = { database, checkStore: () => storage.check(), writeLine: options.log ?? (() => {}) };
  const { tls, requestsPerMinute, trustProxy } = options;
  const served = { router: createRouter(services), uploads, fileContent, watch };
  const http = createHttp({ ...served, tls, requestsPerMinute, trustProxy });
  return { http, uploads, bundles, files };
}
