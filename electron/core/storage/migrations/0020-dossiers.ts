// Dossiers, their components, the day's numbers, and the chained log of what happened to them.
import type { Migration } from "./migration";

export const dossiers: Migration = {
  version: 20,
  name: "dossiers",
  sql: `
    CREATE TABLE dossiers (
      id TEXT PRIMARY KEY,
      stage TEXT NOT NULL CHECK (stage IN ('draft', 'discarded', 'received')),
      provisional_code TEXT UNIQUE,
      official_code TEXT UNIQUE,
      procedure_code TEXT,
      procedure_name TEXT NOT NULL DEFAULT '',
      procedure TEXT CHECK (procedure IS NULL OR json_valid(procedure)),
      channel TEXT NOT NULL DEFAULT 'counter',
      applicant TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(applicant)),
      applicant_name TEXT NOT NULL DEFAULT '',
      personal_number TEXT NOT NULL DEFAULT '',
      summary TEXT NOT NULL DEFAULT '',
      set_count INTEGER NOT NULL DEFAULT 1,
      return_method TEXT NOT NULL DEFAULT 'counter',
      fee_vnd INTEGER,
      fee_text TEXT NOT NULL DEFAULT '',
      province_state INTEGER NOT NULL DEFAULT 1,
      province_state_at_utc TEXT,
      received_at_utc TEXT,
      due TEXT CHECK (due IS NULL OR json_valid(due)),
      due_at_utc TEXT,
      created_at_utc TEXT NOT NULL,
      updated_at_utc TEXT NOT NULL,
      CHECK (stage <> 'received' OR (provisional_code IS NOT NULL AND received_at_utc IS NOT NULL))
    ) STRICT;
    CREATE INDEX dossiers_by_stage ON dossiers (stage, updated_at_utc DESC);
    CREATE INDEX dossiers_by_person ON dossiers (personal_number) WHERE personal_number <> '';
    CREATE INDEX dossiers_by_due ON dossiers (due_at_utc) WHERE due_at_utc IS NOT NULL;
    CREATE TABLE components (
      id TEXT PRIMARY KEY,
      dossier_id TEXT NOT NULL REFERENCES dossiers (id),
      position INTEGER NOT NULL,
      code TEXT NOT NULL,
      name TEXT NOT NULL,
      label TEXT NOT NULL,
      duty TEXT NOT NULL CHECK (duty IN ('submit', 'present')),
      conditional INTEGER NOT NULL DEFAULT 0,
      originals INTEGER NOT NULL DEFAULT 0,
      copies INTEGER NOT NULL DEFAULT 0,
      form TEXT NOT NULL DEFAULT 'original',
      status TEXT NOT NULL DEFAULT 'undecided',
      reused_component_id TEXT REFERENCES components (id),
      removed INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX components_by_dossier ON components (dossier_id, position);
    CREATE TABLE daily_numbers (
      day TEXT PRIMARY KEY,
      last INTEGER NOT NULL CHECK (last > 0)
    ) STRICT;
    CREATE TABLE events (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      dossier_id TEXT REFERENCES dossiers (id),
      at_utc TEXT NOT NULL,
      kind TEXT NOT NULL,
      facts TEXT NOT NULL CHECK (json_valid(facts)),
      officer TEXT NOT NULL,
      previous_hash TEXT NOT NULL,
      hash TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE INDEX events_by_dossier ON events (dossier_id, sequence);
  `,
};
