// Failed attempts are counted in the database, for all processes: who guesses has to wait.
import { ORPCError } from "@orpc/server";
import type { Database } from "../sql";

const WINDOW_MS = 15 * 60_000;

/** Who tries, and how often that may fail within a quarter of an hour. */
export interface Trier {
  key: string;
  mostFailures: number;
}

/** @throws ORPCError TOO_MANY_REQUESTS with the seconds to wait */
export async function refuseGuessing(database: Database, triers: readonly Trier[]): Promise<void> {
  const now = Date.now();
  const rows = await database.query<{ key: string; failures: number; since_ms: string | number }>(
    "SELECT key, failures, since_ms FROM failed_attempts WHERE key = ANY($1) AND since_ms > $2",
    [triers.map(({ key }) => key), now - WINDOW_MS],
  );
  for (const row of rows) {
    const most = triers.find(({ key }) => key === row.key)?.mostFailures ?? 0;
    if (row.failures < most) continue;
    const retryAfterSeconds = Math.ceil((Number(row.since_ms) + WINDOW_MS - now) / 1000);
    throw new ORPCError("TOO_MANY_REQUESTS", { status: 429, data: { retryAfterSeconds } });
  }
}

export async function noteFailure(database: Database, triers: readonly Trier[]): Promise<void> {
  const now = Date.now();
  for (const { key } of triers)
    await database.query(
      `INSERT INTO failed_attempts AS a (key, failures, since_ms) VALUES ($1, 1, $2)
       ON CONFLICT (key) DO UPDATE SET
         failures = CASE WHEN a.since_ms > $3 THEN a.failures + 1 ELSE 1 END,
         since_ms = CASE WHEN a.since_ms > $3 THEN a.since_ms ELSE $2 END`,
      [key, now, now - WINDOW_MS],
    );
  await database.query("DELETE FROM failed_attempts WHERE since_ms <= $1", [now - WINDOW_MS]);
}
