// The province's database, with its tables: PostgreSQL, or PGlite in the data folder.
import path from "node:path";
import { openPglite } from "./pglite";
import { openPostgres } from "./postgres";
import { migrate } from "./schema";
import type { Database } from "./sql";

/** @param place without either: in memory, gone when it is closed */
export async function openDatabase(place: {
  databaseUrl?: string | undefined;
  dataFolder?: string | undefined;
}): Promise<Database> {
  const { databaseUrl, dataFolder } = place;
  const database = databaseUrl
    ? openPostgres(databaseUrl)
    : await openPglite(dataFolder && path.join(dataFolder, "database"));
  await migrate(database);
  return database;
}
