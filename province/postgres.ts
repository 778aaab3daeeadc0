// A real PostgreSQL server, by DATABASE_URL.
import { Pool, type PoolClient, types } from "pg";
import type { Database, Sql } from "./sql";

const INT8 = 20;
/** Nobody waits for ever: a server that is away is answered for with 500, and the counter comes again. */
const LIMITS = {
  max: 10,
  connectionTimeoutMillis: 10_000,
  keepAlive: true,
  statement_timeout: 60_000,
  // A process that was frozen in the middle of a transaction must not hold its locks for ever.
  idle_in_transaction_session_timeout: 60_000,
};

export function openPostgres(url: string): Database {
  types.setTypeParser(INT8, Number); // counts and cursors stay far below 2^53; PGlite gives numbers too
  const pool = new Pool({ connectionString: url, ...LIMITS });
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
    query: async <Row>(text: string, values?: unknown[]) =>
      (await connection.query(values ? { name: nameOf(text), text, values } : text)).rows as Row[],
  };
}

/** The server parses and plans a statement with a name once for each connection. */
const names = new Map<string, string>();

function nameOf(text: string): string {
  const name = names.get(text) ?? `s${names.size}`;
  names.set(text, name);
  return name;
}

async function runTransaction<Result>(pool: Pool, work: (sql: Sql) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  client.on("error", ignoreLoss);
  let isLost = false;
  try {
    await client.query("BEGIN");
    const result = await work(wrap(client));
    await client.query("COMMIT");
    return result;
  } catch (error) {
    isLost = !(await rollBack(client));
    throw error;
  } finally {
    client.off("error", ignoreLoss);
    client.release(isLost);
  }
}

/** The statement that was under way fails and says so. */
function ignoreLoss(): void {
  // Without a listener the loss of a connection would end the process.
}

/** false: the connection is gone, and with it the transaction. */
function rollBack(client: PoolClient): Promise<boolean> {
  return client.query("ROLLBACK").then(
    () => true,
    () => false,
  );
}
