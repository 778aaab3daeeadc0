// Cursors of the feeds. Each counter has its own in each feed; its row stays locked until the change is visible, so that a
// smaller cursor never becomes visible after a larger one, and would then be missed for ever.
import type { Sql } from "./sql";

export type Feed = "changes" | "papers";

/**
 * Advances the heads by so many entries each, in the order of the counters' ids (against deadlocks).
 *
 * Cursors follow the clock where they can: after a backup was restored, new entries come above all that a counter has read.
 * @returns the first cursor of each counter; the others follow without gaps
 */
export async function advanceFeeds(sql: Sql, feed: Feed, counts: Map<string, number>): Promise<Map<string, number>> {
  if (counts.size === 0) return new Map();
  const rows = await sql.query<{ counter_id: string; last: number }>(
    `INSERT INTO feed_heads (counter_id, feed, last)
     SELECT id, $1, $2::bigint + count FROM unnest($3::uuid[], $4::integer[]) AS wanted (id, count) ORDER BY id
     ON CONFLICT (counter_id, feed) DO UPDATE
       SET last = greatest(feed_heads.last, $2::bigint) + excluded.last - $2::bigint
     RETURNING counter_id, last`,
    [feed, Date.now(), [...counts.keys()], [...counts.values()]],
  );
  return new Map(rows.map((row) => [row.counter_id, Number(row.last) - (counts.get(row.counter_id) ?? 0) + 1]));
}

/** 0: the feed is empty. */
export async function feedEnd(sql: Sql, feed: Feed, counterId: string): Promise<number> {
  const [row] = await sql.query<{ last: number }>("SELECT last FROM feed_heads WHERE counter_id = $1 AND feed = $2", [
    counterId,
    feed,
  ]);
  return Number(row?.last ?? 0);
}
