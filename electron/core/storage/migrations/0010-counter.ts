// Settings of the counter and the register of stored files.
import type { Migration } from "./migration";

export const counter: Migration = {
  version: 10,
  name: "counter",
  sql: `
    CREATE TABLE settings (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL CHECK (json_valid(value))
    ) STRICT;
    CREATE TABLE blobs (
      sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
      size_bytes INTEGER NOT NULL CHECK (size_bytes > 0),
      mime_type TEXT NOT NULL,
      created_at_utc TEXT NOT NULL
    ) STRICT;
  `,
};
