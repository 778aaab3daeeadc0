// Print jobs; the PDF of each is a stored file.
import type { Migration } from "./migration";

export const printing: Migration = {
  version: 50,
  name: "printing",
  sql: `
    CREATE TABLE print_jobs (
      id TEXT PRIMARY KEY,
      dossier_id TEXT NOT NULL REFERENCES dossiers (id),
      form TEXT NOT NULL,
      pdf_sha256 TEXT NOT NULL REFERENCES blobs (sha256),
      page_count INTEGER NOT NULL,
      printer TEXT,
      queue_job_id TEXT,
      state TEXT NOT NULL,
      reasons TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(reasons)),
      fault TEXT CHECK (fault IS NULL OR json_valid(fault)),
      copy_number INTEGER NOT NULL,
      created_at_utc TEXT NOT NULL,
      updated_at_utc TEXT NOT NULL
    ) STRICT;
    CREATE INDEX print_jobs_by_dossier ON print_jobs (dossier_id, created_at_utc);
    CREATE TABLE previews (
      id TEXT PRIMARY KEY,
      dossier_id TEXT NOT NULL REFERENCES dossiers (id),
      form TEXT NOT NULL,
      copy_number INTEGER NOT NULL,
      pdf_sha256 TEXT NOT NULL REFERENCES blobs (sha256),
      page_count INTEGER NOT NULL,
      created_at_utc TEXT NOT NULL
    ) STRICT;
  `,
};
