// What was found about each page when it was looked at, and what the officer accepted.
import type { Migration } from "./migration";

export const findings: Migration = {
  version: 110,
  name: "findings",
  sql: `
    CREATE TABLE page_inspections (
      page_id TEXT PRIMARY KEY REFERENCES pages (id),
      state TEXT NOT NULL CHECK (state IN ('queued', 'done', 'failed')),
      queued_at_utc TEXT NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      inspected_at_utc TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX page_inspections_queued ON page_inspections (queued_at_utc, page_id) WHERE state = 'queued';
    CREATE TABLE page_findings (
      page_id TEXT NOT NULL REFERENCES pages (id),
      kind TEXT NOT NULL,
      severity TEXT NOT NULL CHECK (severity IN ('advice', 'warning')),
      value REAL,
      suggested_component_id TEXT,
      accepted INTEGER NOT NULL DEFAULT 0 CHECK (accepted IN (0, 1)),
      PRIMARY KEY (page_id, kind)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO page_inspections (page_id, state, queued_at_utc)
      SELECT p.id, 'queued', p.created_at_utc FROM pages p JOIN dossiers d ON d.id = p.dossier_id
      WHERE d.stage = 'draft' AND p.deleted = 0;
  `,
};
