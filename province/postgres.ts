// A real PostgreSQL server, by DATABASE_URL.
import { Pool, type PoolClient, types } from "pg";
import type { Database, Sql } from "./sql";

const INT8 = 20;

export function openPostgres(url: string): Database {
  types.setTypeParser(INT8, Number); // counts and cursors stay far below 2^53; PGlite gives numbers too
  const pool = new Pool({ connectionString: url, max: 10 });
  pool.on("error", (error) => console.error(`database connection lost: ${error.name}`)); // the pool replaces it
  return {
    ...wrap(pool),
    transaction: (work) => runTransaction(pool, work),
    execute: async (script) => void (await pool.query(script)),
    close: () => pool.end(),
  };
}

function wrap(connection: Pool | PoolClient): Sql {
  return {
    query: async <Row>(text: string, parameters?: unknown[]) =>
      (await connection.query(text, parameters)).rows as Row[],
  };
}

async function runTransaction<Result>(pool: Pool, work: (sql: Sql) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const result = await work(wrap(client));
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}
