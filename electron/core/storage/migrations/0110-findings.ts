// What was found about each page when it was looked at, and what the officer accepted.
import type { Migration } from "./migration";

export const findings: Migration = {
  version: 110,
  name: "findings",
  sql: `
    CREATE TABLE page_inspections (
      page_id TEXT PRIMARY KEY REFERENCES pages (id),
      state TEXT NOT NULL CHECK (state IN ('queued', 'done', 'failed')),
      inspected_at_utc TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX page_inspections_queued ON page_inspections (page_id) WHERE state = 'queued';
    CREATE TABLE page_findings (
      page_id TEXT NOT NULL REFERENCES pages (id),
      kind TEXT NOT NULL,
      severity TEXT NOT NULL CHECK (severity IN ('advice', 'warning')),
      value REAL,
      suggested_component_id TEXT,
      accepted INTEGER NOT NULL DEFAULT 0 CHECK (accepted IN (0, 1)),
      PRIMARY KEY (page_id, kind)
    ) STRICT, WITHOUT ROWID;
  `,
};
