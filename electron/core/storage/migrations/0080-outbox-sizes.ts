// How much an operation has to send, and indices that answer the status bar without reading payloads.
import type { Migration } from "./migration";

export const outboxSizes: Migration = {
  version: 80,
  name: "outbox-sizes",
  sql: `
    ALTER TABLE outbox ADD COLUMN size_bytes INTEGER NOT NULL DEFAULT 0;
    UPDATE outbox SET size_bytes = (
      SELECT ifnull(sum(size), 0) FROM (
        SELECT max(CAST(file.value ->> 'DungLuong' AS INTEGER)) AS size
        FROM json_each(outbox.payload, '$.TaiLieuNop') AS file GROUP BY file.value ->> 'MaBam'));
    CREATE INDEX outbox_by_state ON outbox (state, sent_at_utc, size_bytes);
    CREATE INDEX outbox_by_dossier ON outbox (dossier_id, state);
  `,
};
