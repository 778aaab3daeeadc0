// Which files the province hands to a counter: its results, papers that it may reuse, and the catalogue. Nothing else.
import type { Database } from "./sql";

/** @param sha256 lower-case hex, of any length */
export async function mayDownload(database: Database, counterId: string, sha256: string): Promise<boolean> {
  const rows = await database.query(
    `SELECT 1 FROM result_files WHERE counter_id = $1 AND sha256 = $2
     UNION ALL
     SELECT 1 FROM paper_files AS p JOIN paper_feed AS f ON f.paper_id = p.paper_id
       WHERE f.counter_id = $1 AND p.sha256 = $2
     UNION ALL
     SELECT 1 FROM catalogue_packages WHERE sha256 = $2
     LIMIT 1`,
    [counterId, sha256],
  );
  return rows.length > 0;
}
