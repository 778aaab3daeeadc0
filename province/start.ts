// Starts a province; the same in production, in the demonstration and in tests.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createChanges } from "./changes";
import { createCounters } from "./counters";
import { openFileFolder } from "./file-folder";
import { createHttp } from "./http";
import { createOperations } from "./operations";
import { openPglite } from "./pglite";
import { openPostgres } from "./postgres";
import { createRouter } from "./router";
import { migrate } from "./schema";
import type { Database } from "./sql";
import { createUploads } from "./uploads";

export interface ProvinceOptions {
  /** Default 127.0.0.1. */
  host?: string;
  /** Default 0: any free port. */
  port?: number;
  /** Database, files and unfinished uploads; without it everything is gone when the province closes. */
  dataFolder?: string;
  /** Where files go; default: in the data folder. */
  fileFolder?: string;
  /** PostgreSQL; default: PGlite in the data folder. */
  databaseUrl?: string;
  enrolmentCode: string;
  /** Without it nobody is a clerk. */
  adminToken?: string;
}

export interface Province {
  url: string;
  close(): Promise<void>;
}

export async function startProvince(options: ProvinceOptions): Promise<Province> {
  const folder = options.dataFolder ?? fs.mkdtempSync(path.join(os.tmpdir(), "province-"));
  fs.mkdirSync(folder, { recursive: true });
  const database = await openDatabase(options);
  const { http, tus } = createApp({ options, folder, database });
  await tus.cleanUpExpiredUploads();
  const url = await http.listen({ host: options.host ?? "127.0.0.1", port: options.port ?? 0 });
  return {
    url,
    async close() {
      await http.close();
      await database.close();
      if (options.dataFolder === undefined) fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openDatabase({ databaseUrl, dataFolder }: ProvinceOptions): Promise<Database> {
  const database = databaseUrl
    ? openPostgres(databaseUrl)
    : await openPglite(dataFolder && path.join(dataFolder, "database"));
  await migrate(database);
  return database;
}

function createApp({ options, folder, database }: { options: ProvinceOptions; folder: string; database: Database }) {
  const counters = createCounters(database, {
    enrolmentCode: options.enrolmentCode,
    adminToken: options.adminToken,
  });
  const files = openFileFolder(options.fileFolder ?? path.join(folder, "files"), database);
  const tus = createUploads({ folder: path.join(folder, "uploads"), counters, files });
  const services = {
    database,
    counters,
    files,
    operations: createOperations(database),
    changes: createChanges(database),
  };
  return { http: createHttp(createRouter(services), tus), tus };
}
