// Which paper a page is, its fields, and what the officer decided about them: the decisions are labelled data.
import type { Migration } from "./migration";

export const extraction: Migration = {
  version: 130,
  name: "extraction",
  sql: `
    CREATE TABLE page_types (
      page_id TEXT PRIMARY KEY REFERENCES pages (id),
      type_id TEXT,
      confidence REAL NOT NULL,
      chosen_by_officer INTEGER NOT NULL DEFAULT 0 CHECK (chosen_by_officer IN (0, 1)),
      rules TEXT NOT NULL,
      notes TEXT NOT NULL CHECK (json_valid(notes)),
      extracted_at_utc TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX page_types_rules ON page_types (rules);
    CREATE TABLE page_fields (
      page_id TEXT NOT NULL REFERENCES pages (id),
      key TEXT NOT NULL,
      position INTEGER NOT NULL,
      field TEXT NOT NULL CHECK (json_valid(field)),
      PRIMARY KEY (page_id, key)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE field_decisions (
      id INTEGER PRIMARY KEY,
      page_id TEXT NOT NULL REFERENCES pages (id),
      type_id TEXT,
      key TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('confirm', 'correct', 'dismiss', 'type')),
      machine_value TEXT NOT NULL,
      machine_confidence REAL NOT NULL,
      officer_value TEXT NOT NULL,
      decided_at_utc TEXT NOT NULL,
      taken_back INTEGER NOT NULL DEFAULT 0 CHECK (taken_back IN (0, 1))
    ) STRICT;
    CREATE INDEX field_decisions_of ON field_decisions (page_id, id);
  `,
};
