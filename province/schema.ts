// The province's tables. Steps are only ever added; each runs once.
import { BUNDLE_TABLES } from "./bundles/tables";
import { FORWARDING_TABLES } from "./forwarding/tables";
import { IDENTITY_TABLES } from "./identity/tables";
import { KEY_GENERATIONS } from "./identity/key-generations";
import { SEEN_PROOFS_TABLE } from "./identity/seen-proofs";
import { SYNC_TABLES } from "./sync-tables";
import { UPLOAD_TABLES } from "./unfinished-uploads";
import { codeOf, type Database } from "./sql";

/** Processes that start at once change the tables one after the other. */
const SCHEMA_LOCK = 71_202_610;
const UNIQUE_VIOLATION = "23505";

/** Of the first gateway. */
export const FIRST_TABLES = `
  CREATE TABLE counters (
    id uuid PRIMARY KEY,
    unit_code text NOT NULL,
    unit_name text NOT NULL,
    machine_code text NOT NULL,
    token_sha256 text NOT NULL UNIQUE,
    registered_at_utc text NOT NULL,
    UNIQUE (unit_code, machine_code)
  );
  CREATE TABLE operations (
    id uuid PRIMARY KEY,
    counter_id uuid NOT NULL REFERENCES counters (id),
    dossier_id uuid NOT NULL,
    sequence integer NOT NULL,
    kind text NOT NULL,
    payload text NOT NULL,
    payload_sha256 text NOT NULL,
    created_at_utc text NOT NULL,
    sent_at_utc text NOT NULL,
    delay_reason text NOT NULL,
    received_at_utc text NOT NULL,
    receipt text,
    UNIQUE (dossier_id, sequence)
  );
  CREATE TABLE dossiers (
    id uuid PRIMARY KEY,
    counter_id uuid NOT NULL REFERENCES counters (id),
    provisional_code text NOT NULL,
    official_code text NOT NULL UNIQUE,
    record text NOT NULL,
    state integer NOT NULL,
    committed_at_utc text NOT NULL,
    UNIQUE (counter_id, provisional_code)
  );
  CREATE TABLE files (
    sha256 text PRIMARY KEY,
    size_bytes bigint NOT NULL,
    stored_at_utc text NOT NULL
  );
  CREATE TABLE dossier_files (
    dossier_id uuid NOT NULL REFERENCES dossiers (id),
    sha256 text NOT NULL REFERENCES files (sha256),
    PRIMARY KEY (dossier_id, sha256)
  );
  CREATE TABLE changes (
    cursor bigserial PRIMARY KEY,
    counter_id uuid NOT NULL REFERENCES counters (id),
    dossier_id uuid NOT NULL REFERENCES dossiers (id),
    official_code text NOT NULL,
    state integer NOT NULL CHECK (state BETWEEN 1 AND 10),
    note text NOT NULL,
    at_utc text NOT NULL
  );
  CREATE INDEX changes_by_counter ON changes (counter_id, cursor);
  CREATE TABLE daily_numbers (
    unit_code text NOT NULL,
    day text NOT NULL,
    last integer NOT NULL,
    PRIMARY KEY (unit_code, day)
  );
`;

const STEPS: readonly string[] = [
  FIRST_TABLES,
  SYNC_TABLES,
  IDENTITY_TABLES,
  BUNDLE_TABLES,
  FORWARDING_TABLES,
  UPLOAD_TABLES,
  SEEN_PROOFS_TABLE,
  KEY_GENERATIONS,
];

/** Each step is one script and so one transaction: it is done wholly or not at all. */
export async function migrate(database: Database): Promise<void> {
  const lock = `SELECT pg_advisory_xact_lock(${SCHEMA_LOCK})`;
  await database.execute(`${lock}; CREATE TABLE IF NOT EXISTS schema_steps (step integer PRIMARY KEY)`);
  for (const [step, script] of STEPS.entries()) {
    if (await isDone(database, step)) continue;
    try {
      await database.execute(`${lock}; INSERT INTO schema_steps VALUES (${step}); ${script}`);
    } catch (error) {
      if (codeOf(error) !== UNIQUE_VIOLATION || !(await isDone(database, step))) throw error; // another process was first
    }
  }
}

async function isDone(database: Database, step: number): Promise<boolean> {
  return (await database.query("SELECT 1 FROM schema_steps WHERE step = $1", [step])).length > 0;
}
