// Pages: how they are turned, which batch and which source they came from, and the steps that can be taken back.
import type { Migration } from "./migration";

/**
 * A step keeps only the pages that it acted on, each with where it stood before and where after (JSON, see
 * core/papers/arrangement): pages that merely moved up or down are not named, so that a batch is extended by one row a page.
 */
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
      made_component_id TEXT REFERENCES components (id),
      page_count INTEGER NOT NULL,
      done_at_utc TEXT NOT NULL,
      undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
    ) STRICT;
    CREATE INDEX page_actions_by_dossier ON page_actions (dossier_id, undone, sequence);
    CREATE INDEX page_actions_by_batch ON page_actions (batch_id) WHERE batch_id IS NOT NULL;
    CREATE TABLE page_action_changes (
      action INTEGER NOT NULL REFERENCES page_actions (sequence) ON DELETE CASCADE,
      page_id TEXT NOT NULL REFERENCES pages (id),
      before TEXT NOT NULL CHECK (json_valid(before)),
      after TEXT NOT NULL CHECK (json_valid(after)),
      PRIMARY KEY (action, page_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX page_action_changes_by_page ON page_action_changes (page_id, action);
  `,
};
