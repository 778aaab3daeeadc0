// Locks on uploads that all processes on one PostgreSQL share. They belong to one connection of the process, so they are
// free at once when it is killed. Not through a pooler that shares connections: DATABASE_URL must lead to the server.
import { Client, type QueryResultRow } from "pg";
import type { SharedLocks } from "./upload-locks";

/** Told when a lock is wanted by somebody else; the payload is the upload's id. */
const CHANNEL = "province_upload_wanted";
const LOOK_AGAIN_MS = 100;
const LONGEST_CONNECT_MS = 10_000;
/** Sets these locks apart from any others in the database. */
const SEED = 8_160_232;

export interface PostgresLocks extends SharedLocks {
  close(): Promise<void>;
}

interface Held {
  on: Connection;
  letGo(): void;
}

interface Connection {
  /** One query after the other. */
  ask<Row extends QueryResultRow>(sql: string, values: unknown[]): Promise<Row[]>;
  end(): Promise<void>;
}

export function createPostgresLocks(url: string): PostgresLocks {
  const held = new Map<string, Held>();
  let connecting: Promise<Connection> | undefined;
  let current: Connection | undefined;

  /** What it held is free for others from now on. */
  function lose(connection: Connection): void {
    if (current === connection) connecting = current = undefined;
    for (const lock of held.values()) if (lock.on === connection) lock.letGo();
  }

  /** Its end gives back all that it holds, what this process does not know of included. */
  function discard(connection: Connection): void {
    lose(connection);
    connection.end().catch(() => {});
  }

  async function connected(): Promise<Connection> {
    connecting ??= connect(url, lose, (id) => held.get(id)?.letGo());
    try {
      current = await connecting;
      return current;
    } catch (error) {
      connecting = undefined;
      throw error;
    }
  }

  /** @throws also when the connection turns out to be lost; that one is not used again */
  async function waitForLock(id: string, signal: AbortSignal): Promise<Connection> {
    const connection = await connected();
    try {
      for (let round = 0; !(await tryLock(connection, id)); round += 1) {
        if (round % 10 === 0) await connection.ask("SELECT pg_notify($1, $2)", [CHANNEL, id]);
        await pause(signal);
      }
      return connection;
    } catch (error) {
      if (!signal.aborted) discard(connection);
      throw error;
    }
  }

  return {
    async take(id, onWanted, signal) {
      const on = await waitForLock(id, signal).catch((error: unknown) => {
        if (signal.aborted) throw error;
        return waitForLock(id, signal);
      });
      held.set(id, { on, letGo: onWanted });
      return async () => {
        held.delete(id);
        if (current !== on) return; // a lost connection has given back all that it held
        const unlock = "SELECT pg_advisory_unlock(hashtextextended($1, $2))";
        await on.ask(unlock, [id, SEED]).catch(() => discard(on));
      };
    },
    async close() {
      await (await connecting)?.end();
    },
  };
}

async function connect(
  url: string,
  onLost: (connection: Connection) => void,
  onWanted: (id: string) => void,
): Promise<Connection> {
  const client = new Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: LONGEST_CONNECT_MS });
  client.on("error", () => {}); // "end" follows
  client.on("notification", ({ payload }) => onWanted(payload ?? ""));
  await client.connect();
  let last: Promise<unknown> = client.query(`LISTEN ${CHANNEL}`);
  await last;
  const connection: Connection = {
    ask<Row extends QueryResultRow>(sql: string, values: unknown[]) {
      const rows = last.catch(() => {}).then(async () => (await client.query<Row>(sql, values)).rows);
      last = rows;
      return rows;
    },
    end: () => client.end(),
  };
  client.once("end", () => onLost(connection));
  return connection;
}

async function tryLock(connection: Connection, id: string): Promise<boolean> {
  const rows = await connection.ask<{ taken: boolean }>(
    "SELECT pg_try_advisory_lock(hashtextextended($1, $2)) AS taken",
    [id, SEED],
  );
  return rows[0]?.taken === true;
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(new Error("stopped waiting"));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    }, LOOK_AGAIN_MS);
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
  });
}
