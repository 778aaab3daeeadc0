// The page queue of recognition, what was read, and the full-text index over folded text (đ becomes d before indexing).
import type { Migration } from "./migration";

export const recognition: Migration = {
  version: 40,
  name: "recognition",
  sql: `
    CREATE TABLE recognition_jobs (
      page_id TEXT PRIMARY KEY REFERENCES pages (id),
      state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
      attempts INTEGER NOT NULL DEFAULT 0,
      fault TEXT CHECK (fault IS NULL OR json_valid(fault)),
      queued_at_utc TEXT NOT NULL
    ) STRICT;
    CREATE INDEX recognition_jobs_open ON recognition_jobs (state, queued_at_utc) WHERE state <> 'done';
    CREATE TABLE page_texts (
      page_id TEXT PRIMARY KEY REFERENCES pages (id),
      text TEXT NOT NULL,
      words TEXT NOT NULL CHECK (json_valid(words)),
      confidence REAL NOT NULL,
      engine TEXT NOT NULL,
      read_at_utc TEXT NOT NULL
    ) STRICT;
    CREATE TABLE search_entries (
      id INTEGER PRIMARY KEY,
      dossier_id TEXT NOT NULL REFERENCES dossiers (id),
      kind TEXT NOT NULL,
      page_id TEXT REFERENCES pages (id),
      text TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX search_entries_of ON search_entries (dossier_id, kind, ifnull(page_id, ''));
    CREATE VIRTUAL TABLE search_index USING fts5 (folded, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
  `,
};
