// What sync keeps beside the outbox: the record that edits are made from, conflicts, runs, results, papers digitised elsewhere,
// leased numbers, bundles, and what came from the province as a package.
import type { Migration } from "./migration";

export const syncLife: Migration = {
  version: 150,
  name: "sync-life",
  sql: `
    CREATE TABLE outbox_next (
      id TEXT PRIMARY KEY,
      dossier_id TEXT NOT NULL REFERENCES dossiers (id),
      sequence INTEGER NOT NULL,
      kind TEXT NOT NULL,
      payload TEXT NOT NULL CHECK (json_valid(payload)),
      payload_sha256 TEXT NOT NULL,
      -- Version of the record that the payload was made from; null for a reception.
      base_version INTEGER,
      leased_code TEXT,
      state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'sent', 'attention', 'replaced')),
      attempts INTEGER NOT NULL DEFAULT 0,
      next_attempt_at_utc TEXT,
      fault TEXT CHECK (fault IS NULL OR json_valid(fault)),
      receipt TEXT CHECK (receipt IS NULL OR json_valid(receipt)),
      -- A receipt that the province has lost: sent along when the operation goes again.
      former_receipt TEXT CHECK (former_receipt IS NULL OR json_valid(former_receipt)),
      bundle_id TEXT,
      created_at_utc TEXT NOT NULL,
      sent_at_utc TEXT,
      size_bytes INTEGER NOT NULL DEFAULT 0,
      UNIQUE (dossier_id, sequence),
      CHECK (state <> 'sent' OR receipt IS NOT NULL)
    ) STRICT;
    INSERT INTO outbox_next (rowid, id, dossier_id, sequence, kind, payload, payload_sha256, base_version, state, attempts,
                             next_attempt_at_utc, fault, receipt, created_at_utc, sent_at_utc, size_bytes)
      SELECT rowid, id, dossier_id, sequence, kind, payload, payload_sha256, nullif(sequence - 1, 0), state, attempts,
             next_attempt_at_utc, fault, receipt, created_at_utc, sent_at_utc, size_bytes FROM outbox;
    DROP TABLE outbox;
    ALTER TABLE outbox_next RENAME TO outbox;
    CREATE INDEX outbox_open ON outbox (state, created_at_utc) WHERE state NOT IN ('sent', 'replaced');
    CREATE INDEX outbox_by_state ON outbox (state, sent_at_utc, size_bytes);
    CREATE INDEX outbox_by_dossier ON outbox (dossier_id, state);
    CREATE INDEX outbox_by_bundle ON outbox (bundle_id) WHERE bundle_id IS NOT NULL;

    -- The record as the province last said that it stands: the base of merges.
    CREATE TABLE standing_records (
      dossier_id TEXT PRIMARY KEY REFERENCES dossiers (id),
      version INTEGER NOT NULL,
      record TEXT NOT NULL CHECK (json_valid(record)),
      changed_by TEXT NOT NULL,
      changed_at_utc TEXT NOT NULL
    ) STRICT;

    CREATE TABLE conflicts (
      id TEXT PRIMARY KEY,
      dossier_id TEXT NOT NULL REFERENCES dossiers (id),
      operation_id TEXT NOT NULL REFERENCES outbox (id),
      field TEXT NOT NULL,
      base TEXT NOT NULL CHECK (json_valid(base)),
      mine TEXT NOT NULL CHECK (json_valid(mine)),
      theirs TEXT NOT NULL CHECK (json_valid(theirs)),
      mine_by TEXT NOT NULL,
      mine_at_utc TEXT NOT NULL,
      theirs_by TEXT NOT NULL,
      theirs_at_utc TEXT NOT NULL,
      -- JSON of the value that was chosen; null while it is open.
      chosen TEXT CHECK (chosen IS NULL OR json_valid(chosen)),
      decided_at_utc TEXT,
      UNIQUE (operation_id, field)
    ) STRICT;
    CREATE INDEX conflicts_open ON conflicts (dossier_id) WHERE chosen IS NULL;

    CREATE TABLE sync_runs (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('background', 'end_of_day', 'bundle_export', 'bundle_receipts')),
      started_at_utc TEXT NOT NULL,
      ended_at_utc TEXT,
      left_over INTEGER NOT NULL DEFAULT 0,
      bytes INTEGER NOT NULL DEFAULT 0,
      fault TEXT CHECK (fault IS NULL OR json_valid(fault))
    ) STRICT;
    CREATE INDEX sync_runs_by_time ON sync_runs (started_at_utc);
    -- What became of an operation in a run; the last word of the run on it.
    CREATE TABLE sync_run_operations (
      run_id TEXT NOT NULL REFERENCES sync_runs (id) ON DELETE CASCADE,
      operation_id TEXT NOT NULL REFERENCES outbox (id),
      outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'attention', 'failed', 'exported')),
      fault TEXT CHECK (fault IS NULL OR json_valid(fault)),
      PRIMARY KEY (run_id, operation_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE result_files (
      dossier_id TEXT NOT NULL REFERENCES dossiers (id),
      sha256 TEXT NOT NULL,
      name TEXT NOT NULL,
      mime_type TEXT NOT NULL,
      size_bytes INTEGER NOT NULL,
      at_utc TEXT NOT NULL,
      PRIMARY KEY (dossier_id, sha256)
    ) STRICT, WITHOUT ROWID;

    -- Files on their way from the province, by content; once whole they are a blob and the row goes.
    CREATE TABLE downloads (
      sha256 TEXT PRIMARY KEY,
      size_bytes INTEGER NOT NULL,
      mime_type TEXT NOT NULL,
      received_bytes INTEGER NOT NULL DEFAULT 0,
      -- 1: asked for by the officer or a result; 0: nice to have.
      urgent INTEGER NOT NULL DEFAULT 0,
      failures INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    -- What has come of them so far: here it is encrypted, and written together with how far it has come.
    CREATE TABLE download_pieces (
      sha256 TEXT NOT NULL REFERENCES downloads (sha256) ON DELETE CASCADE,
      start INTEGER NOT NULL,
      content BLOB NOT NULL,
      PRIMARY KEY (sha256, start)
    ) STRICT;

    CREATE TABLE remote_papers (
      paper_id TEXT PRIMARY KEY,
      personal_number TEXT NOT NULL,
      procedure_code TEXT NOT NULL,
      component_code TEXT NOT NULL,
      name TEXT NOT NULL,
      from_dossier TEXT NOT NULL,
      unit_name TEXT NOT NULL,
      digitised_at_utc TEXT NOT NULL,
      files TEXT NOT NULL CHECK (json_valid(files))
    ) STRICT;
    CREATE INDEX remote_papers_by_person ON remote_papers (personal_number);
    ALTER TABLE components ADD COLUMN remote_paper_id TEXT REFERENCES remote_papers (paper_id);

    CREATE TABLE number_leases (
      lease_id TEXT PRIMARY KEY,
      day TEXT NOT NULL,
      prefix TEXT NOT NULL,
      first_number INTEGER NOT NULL,
      last_number INTEGER NOT NULL,
      next_number INTEGER NOT NULL,
      CHECK (next_number BETWEEN first_number AND last_number + 1)
    ) STRICT;
    CREATE INDEX number_leases_by_day ON number_leases (day) WHERE next_number <= last_number;

    CREATE TABLE bundles (
      id TEXT PRIMARY KEY,
      run_id TEXT NOT NULL REFERENCES sync_runs (id),
      file TEXT NOT NULL,
      size_bytes INTEGER NOT NULL,
      exported_at_utc TEXT NOT NULL,
      receipts_at_utc TEXT
    ) STRICT;

    CREATE TABLE applied_changes (
      change_id TEXT PRIMARY KEY
    ) STRICT, WITHOUT ROWID;
  `,
};
