// PostgreSQL inside this process: nothing to install. The default for trials and tests.
import { PGlite } from "@electric-sql/pglite";
import type { Database } from "./sql";

/** @param folder where the data lives; undefined: in memory */
export async function openPglite(folder: string | undefined): Promise<Database> {
  const pglite = await PGlite.create(folder);
  return {
    query: async <Row>(text: string, parameters?: unknown[]) => (await pglite.query<Row>(text, parameters)).rows,
    transaction: (work) =>
      pglite.transaction((transaction) =>
        work({
          query: async <Row>(text: string, parameters?: unknown[]) =>
            (await transaction.query<Row>(text, parameters)).rows,
        }),
      ),
    execute: async (script) => void (await pglite.exec(script)),
    close: () => pglite.close(),
  };
}
