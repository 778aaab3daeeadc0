// How much each counter has begun to upload and not finished: a program that runs wild begins uploads without end, each of
// which would lie in the store for a week. Counted in the database, for all processes.
import { MOST_BUNDLE_BYTES } from "../shared/wire";
import type { Database } from "./sql";

/** A step for schema.ts. */
export const UPLOAD_TABLES = `
  CREATE TABLE unfinished_uploads (
    id text PRIMARY KEY,
    owner text NOT NULL,
    size_bytes bigint NOT NULL,
    begun_ms bigint NOT NULL
  );
  CREATE INDEX unfinished_uploads_by_owner ON unfinished_uploads (owner);
`;

export interface UnfinishedUploads {
  /** @returns false when the owner has to finish others first; those that come at one moment may pass together */
  begin(owner: string, upload: { id: string; sizeBytes: number }): Promise<boolean>;
  end(id: string): Promise<void>;
  /** Of uploads that the store has given up by now. */
  forgetOld(): Promise<void>;
}

/** Two whole bundles and many times the pages that a counter sends side by side. */
const MOST: UploadLimits = { uploads: 500, bytes: 2 * MOST_BUNDLE_BYTES };
const LIFE_MS = 7 * 24 * 60 * 60 * 1000;

export interface UploadLimits {
  uploads: number;
  bytes: number;
}

export function countUnfinished(database: Database, most: UploadLimits = MOST): UnfinishedUploads {
  return {
    async begin(owner, { id, sizeBytes }) {
      const begun = await database.query(
        `INSERT INTO unfinished_uploads (id, owner, size_bytes, begun_ms)
         SELECT $1, $2::text, $3::bigint, $4
         FROM (SELECT count(*) AS uploads, coalesce(sum(size_bytes), 0) AS bytes
               FROM unfinished_uploads WHERE owner = $2::text) AS standing
         WHERE uploads < $5 AND bytes + $3::bigint <= $6
         RETURNING id`,
        [id, owner, sizeBytes, Date.now(), most.uploads, most.bytes],
      );
      return begun.length > 0;
    },
    end: async (id) => void (await database.query("DELETE FROM unfinished_uploads WHERE id = $1", [id])),
    forgetOld: async () =>
      void (await database.query("DELETE FROM unfinished_uploads WHERE begun_ms < $1", [Date.now() - LIFE_MS])),
  };
}
