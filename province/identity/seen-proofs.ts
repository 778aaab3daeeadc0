// Proofs that were used, for several processes on one PostgreSQL: what one has taken the others refuse.
import type { Database } from "../sql";

/** A step for schema.ts. Not logged: it may be empty after a crash, and a commit of nothing else does not wait for the disk. */
export const SEEN_PROOFS_TABLE = `
  CREATE UNLOGGED TABLE seen_proofs (id text PRIMARY KEY, until_ms bigint NOT NULL);
`;

/** For a statement that looks something else up in the same round trip: $2 id of the proof, $3 end of its life in ms. */
export const NOTE_PROOF = `
  WITH noted AS (INSERT INTO seen_proofs (id, until_ms) VALUES ($2, $3) ON CONFLICT DO NOTHING RETURNING id)`;
export const IS_NEW_PROOF = "EXISTS (SELECT 1 FROM noted)";

const PURGE_EVERY_MS = 60_000;

/** @returns to be called with every request: now and then it removes what would be refused for its age by now */
export function createPurge(database: Database): () => void {
  let nextAt = Date.now() + PURGE_EVERY_MS;
  return () => {
    const now = Date.now();
    if (now < nextAt) return;
    nextAt = now + PURGE_EVERY_MS;
    database
      .query("DELETE FROM seen_proofs WHERE until_ms < $1", [now])
      .catch((error: unknown) => console.error(`old proofs stay: ${error instanceof Error ? error.name : "unknown"}`));
  };
}
