// The bundles that were answered: the same outcomes are answered by the same bytes, also after the bundle itself has gone.

/** A step for schema.ts. */
export const BUNDLE_TABLES = `
  CREATE TABLE bundle_answers (
    counter_id uuid NOT NULL REFERENCES counters (id),
    bundle_id uuid NOT NULL,
    bundle_sha256 text NOT NULL,
    outcomes text NOT NULL,
    answer text NOT NULL,
    PRIMARY KEY (counter_id, bundle_id)
  );
  CREATE INDEX bundle_answers_by_content ON bundle_answers (bundle_sha256);
`;
