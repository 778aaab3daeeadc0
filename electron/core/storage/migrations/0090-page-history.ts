// Pages: how they are turned, which batch and which source they came from, and the steps that can be taken back.
import type { Migration } from "./migration";

export const pageHistory: Migration = {
  version: 90,
  name: "page history",
  sql: `
    ALTER TABLE pages ADD COLUMN rotation INTEGER NOT NULL DEFAULT 0 CHECK (rotation IN (0, 90, 180, 270));
    ALTER TABLE pages ADD COLUMN role TEXT NOT NULL DEFAULT 'page' CHECK (role IN ('page', 'separator'));
    ALTER TABLE pages ADD COLUMN batch_id TEXT;
    ALTER TABLE pages ADD COLUMN origin_key TEXT;
    CREATE UNIQUE INDEX pages_by_origin ON pages (origin_key) WHERE origin_key IS NOT NULL;
    CREATE INDEX pages_by_batch ON pages (batch_id) WHERE batch_id IS NOT NULL;
    CREATE TABLE page_actions (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      dossier_id TEXT NOT NULL REFERENCES dossiers (id),
      kind TEXT NOT NULL,
      batch_id TEXT,
      page_count INTEGER NOT NULL,
      changes TEXT NOT NULL,
      done_at_utc TEXT NOT NULL,
      undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
    ) STRICT;
    CREATE INDEX page_actions_by_dossier ON page_actions (dossier_id, sequence);
  `,
};
