// The outbox (business data: written in the transaction of the change it tells of), uploads under way, and cursors.
import type { Migration } from "./migration";

export const sync: Migration = {
  version: 60,
  name: "sync",
  sql: `
    CREATE TABLE outbox (
      id TEXT PRIMARY KEY,
      dossier_id TEXT NOT NULL REFERENCES dossiers (id),
      sequence INTEGER NOT NULL,
      kind TEXT NOT NULL,
      payload TEXT NOT NULL CHECK (json_valid(payload)),
      payload_sha256 TEXT NOT NULL,
      state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'sent', 'attention')),
      attempts INTEGER NOT NULL DEFAULT 0,
      next_attempt_at_utc TEXT,
      fault TEXT CHECK (fault IS NULL OR json_valid(fault)),
      receipt TEXT CHECK (receipt IS NULL OR json_valid(receipt)),
      created_at_utc TEXT NOT NULL,
      sent_at_utc TEXT,
      UNIQUE (dossier_id, sequence),
      CHECK (state <> 'sent' OR receipt IS NOT NULL)
    ) STRICT;
    CREATE INDEX outbox_open ON outbox (state, created_at_utc) WHERE state <> 'sent';
    CREATE TABLE uploads (
      sha256 TEXT PRIMARY KEY REFERENCES blobs (sha256),
      upload_url TEXT,
      sent_bytes INTEGER NOT NULL DEFAULT 0,
      size_bytes INTEGER NOT NULL,
      done INTEGER NOT NULL DEFAULT 0,
      updated_at_utc TEXT NOT NULL
    ) STRICT;
    CREATE TABLE sync_state (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL CHECK (json_valid(value))
    ) STRICT;
  `,
};
