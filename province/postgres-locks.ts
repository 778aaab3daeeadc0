// Locks on uploads that all processes on one PostgreSQL share. They belong to one connection of the process, so they are
// free at once when it is killed. Not through a pooler that shares connections: DATABASE_URL must lead to the server.
import { Client } from "pg";
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
  client: Client;
  letGo(): void;
}

export function createPostgresLocks(url: string): PostgresLocks {
  const held = new Map<string, Held>();
  let connection: Promise<Client> | undefined;
  let current: Client | undefined;

  /** What it held is free for others from now on. */
  function lose(client: Client): void {
    if (current === client) connection = current = undefined;
    for (const lock of held.values()) if (lock.client === client) lock.letGo();
  }

  /** Its end gives back all that it holds, what this process does not know of included. */
  function discard(client: Client): void {
    lose(client);
    client.end().catch(() => {});
  }

  async function connected(): Promise<Client> {
    connection ??= connect(url, lose, (id) => held.get(id)?.letGo());
    try {
      current = await connection;
      return current;
    } catch (error) {
      connection = undefined;
      throw error;
    }
  }

  /** @throws also when the connection turns out to be lost; that one is not used again */
  async function waitForLock(id: string, signal: AbortSignal): Promise<Client> {
    const client = await connected();
    try {
      for (let round = 0; !(await tryLock(client, id)); round += 1) {
        if (round % 10 === 0) await client.query("SELECT pg_notify($1, $2)", [CHANNEL, id]);
        await pause(signal);
      }
      return client;
    } catch (error) {
      if (!signal.aborted) discard(client);
      throw error;
    }
  }

  return {
    async take(id, onWanted, signal) {
      const client = await waitForLock(id, signal).catch((error: unknown) => {
        if (signal.aborted) throw error;
        return waitForLock(id, signal);
      });
      held.set(id, { client, letGo: onWanted });
      return async () => {
        held.delete(id);
        if (current !== client) return; // a lost connection has given back all that it held
        const unlock = "SELECT pg_advisory_unlock(hashtextextended($1, $2))";
        await client.query(unlock, [id, SEED]).catch(() => discard(client));
      };
    },
    async close() {
      await (await connection)?.end();
    },
  };
}

async function connect(url: string, onLost: (client: Client) => void, onWanted: (id: string) => void): Promise<Client> {
  const client = new Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: LONGEST_CONNECT_MS });
  client.on("error", () => {}); // "end" follows
  client.on("notification", ({ payload }) => onWanted(payload ?? ""));
  await client.connect();
  client.once("end", () => onLost(client));
  await client.query(`LISTEN ${CHANNEL}`);
  return client;
}

async function tryLock(client: Client, id: string): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
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
