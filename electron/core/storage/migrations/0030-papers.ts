// Pages: which stored file stands where in which component.
import type { Migration } from "./migration";

export const papers: Migration = {
  version: 30,
  name: "papers",
  sql: `
    CREATE TABLE pages (
      id TEXT PRIMARY KEY,
      dossier_id TEXT NOT NULL REFERENCES dossiers (id),
      component_id TEXT REFERENCES components (id),
      position INTEGER NOT NULL,
      sha256 TEXT NOT NULL REFERENCES blobs (sha256),
      mime_type TEXT NOT NULL,
      width_px INTEGER NOT NULL,
      height_px INTEGER NOT NULL,
      resolution_dpi INTEGER NOT NULL,
      size_bytes INTEGER NOT NULL,
      source TEXT NOT NULL,
      created_at_utc TEXT NOT NULL,
      deleted INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX pages_by_dossier ON pages (dossier_id, component_id, position);
    CREATE INDEX pages_by_blob ON pages (sha256);
  `,
};
