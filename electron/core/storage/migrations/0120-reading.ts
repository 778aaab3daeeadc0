// How pages are made ready for reading, what the officer changed in the words, and readings that need not be done again.
import type { Migration } from "./migration";

export const reading: Migration = {
  version: 120,
  name: "reading",
  sql: `
    ALTER TABLE recognition_jobs ADD COLUMN urgent_since_utc TEXT;
    CREATE INDEX recognition_jobs_urgent ON recognition_jobs (urgent_since_utc)
      WHERE state = 'queued' AND urgent_since_utc IS NOT NULL;
    ALTER TABLE page_texts ADD COLUMN rotation INTEGER NOT NULL DEFAULT 0 CHECK (rotation IN (0, 90, 180, 270));
    UPDATE page_texts SET rotation = (SELECT rotation FROM pages WHERE id = page_id);
    ALTER TABLE page_texts ADD COLUMN steps TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(steps));
    ALTER TABLE page_texts ADD COLUMN codes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(codes));
    ALTER TABLE page_texts ADD COLUMN rules TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(rules));
    ALTER TABLE page_texts ADD COLUMN notes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(notes));
    CREATE TABLE page_recipes (
      page_id TEXT PRIMARY KEY REFERENCES pages (id),
      steps_off TEXT NOT NULL CHECK (json_valid(steps_off))
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE word_edits (
      page_id TEXT NOT NULL REFERENCES pages (id),
      x0 REAL NOT NULL, y0 REAL NOT NULL, x1 REAL NOT NULL, y1 REAL NOT NULL,
      rotation INTEGER NOT NULL CHECK (rotation IN (0, 90, 180, 270)),
      before TEXT NOT NULL,
      after TEXT NOT NULL,
      edited_at_utc TEXT NOT NULL,
      PRIMARY KEY (page_id, rotation, x0, y0, x1, y1)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE readings (
      sha256 TEXT NOT NULL REFERENCES blobs (sha256),
      recipe TEXT NOT NULL,
      engine TEXT NOT NULL,
      result TEXT NOT NULL CHECK (json_valid(result)),
      read_at_utc TEXT NOT NULL,
      PRIMARY KEY (sha256, recipe, engine)
    ) STRICT;
    CREATE INDEX readings_oldest ON readings (read_at_utc);
  `,
};
