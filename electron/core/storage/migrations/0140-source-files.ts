// Files that pages were made from, kept as they came, with the text that a PDF brought along.
import type { Migration } from "./migration";

export const sourceFiles: Migration = {
  version: 140,
  name: "source-files",
  sql: `
    CREATE TABLE source_files (
      id TEXT PRIMARY KEY,
      dossier_id TEXT NOT NULL REFERENCES dossiers (id),
      name TEXT NOT NULL,
      sha256 TEXT NOT NULL REFERENCES blobs (sha256),
      size_bytes INTEGER NOT NULL,
      mime_type TEXT NOT NULL,
      page_count INTEGER NOT NULL,
      is_signed INTEGER NOT NULL CHECK (is_signed IN (0, 1)),
      added_at_utc TEXT NOT NULL,
      UNIQUE (dossier_id, sha256)
    ) STRICT;
    ALTER TABLE pages ADD COLUMN source_file_id TEXT REFERENCES source_files (id);
    ALTER TABLE pages ADD COLUMN source_page INTEGER;
    CREATE TABLE page_text_layers (
      page_id TEXT PRIMARY KEY REFERENCES pages (id),
      words TEXT NOT NULL CHECK (json_valid(words))
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE document_numbers (
      number INTEGER PRIMARY KEY,
      dossier_id TEXT NOT NULL REFERENCES dossiers (id),
      paper TEXT NOT NULL,
      UNIQUE (dossier_id, paper)
    ) STRICT;
  `,
};
