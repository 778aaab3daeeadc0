// Devices of the counter, scan profiles and batches. How many pages a batch gave is counted from the pages themselves.
import type { Migration } from "./migration";

export const devices: Migration = {
  version: 100,
  name: "devices",
  sql: `
    CREATE TABLE scan_batches (
      id TEXT PRIMARY KEY,
      driver TEXT NOT NULL,
      device_id TEXT NOT NULL,
      dossier_id TEXT NOT NULL REFERENCES dossiers (id),
      component_id TEXT REFERENCES components (id),
      started_at_utc TEXT NOT NULL,
      finished_at_utc TEXT,
      sides INTEGER NOT NULL DEFAULT 1 CHECK (sides IN (1, 2)),
      sheets_fed INTEGER,
      sheets_counted INTEGER,
      double_feeds INTEGER NOT NULL DEFAULT 0,
      fault TEXT CHECK (fault IS NULL OR json_valid(fault))
    ) STRICT;
    CREATE INDEX scan_batches_by_dossier ON scan_batches (dossier_id, started_at_utc);
    CREATE TABLE scan_devices (
      driver TEXT NOT NULL,
      device_id TEXT NOT NULL,
      name TEXT NOT NULL,
      address TEXT,
      certificate_sha256 TEXT,
      last_fault TEXT CHECK (last_fault IS NULL OR json_valid(last_fault)),
      last_fault_at_utc TEXT,
      last_used_at_utc TEXT,
      PRIMARY KEY (driver, device_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE scan_profiles (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      driver TEXT NOT NULL,
      device_id TEXT NOT NULL,
      settings TEXT NOT NULL CHECK (json_valid(settings)),
      is_default INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1))
    ) STRICT;
    CREATE UNIQUE INDEX scan_profiles_default ON scan_profiles (is_default) WHERE is_default = 1;
    CREATE TABLE scan_profile_choices (
      component_key TEXT PRIMARY KEY,
      profile_id TEXT NOT NULL REFERENCES scan_profiles (id) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE scan_profile_lock (
      only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
      code_hash TEXT NOT NULL,
      locked INTEGER NOT NULL CHECK (locked IN (0, 1)),
      failures INTEGER NOT NULL DEFAULT 0,
      last_failure_at_utc TEXT
    ) STRICT;
    -- The one scanner of the settings becomes the first profile; its id is a random UUID (RFC 9562, version 4).
    INSERT INTO scan_profiles (id, name, driver, device_id, settings, is_default)
      SELECT lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' ||
                   substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))),
             'Máy quét', value ->> '$.driver', value ->> '$.deviceId', value -> '$.settings', 1
        FROM settings WHERE key = 'scanner' AND json_type(value, '$.settings') = 'object'
         AND json_type(value, '$.driver') = 'text' AND length(value ->> '$.deviceId') BETWEEN 1 AND 300;
    DELETE FROM settings WHERE key = 'scanner';
  `,
};
