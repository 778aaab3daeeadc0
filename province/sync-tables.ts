// Tables of the second wire: versions, numbered receipts, leases, feeds with a cursor of each counter's own, reusable papers.

/** A step for schema.ts. What is there already gets the versions and numbers that it would have had. */
export const SYNC_TABLES = `
  ALTER TABLE operations
    ADD COLUMN base_version integer,
    ADD COLUMN leased_code text,
    ADD COLUMN former_receipt text,
    ADD COLUMN receipt_id uuid UNIQUE,
    ADD COLUMN receipt_number integer,
    ADD UNIQUE (counter_id, receipt_number);
  WITH numbered AS (
    SELECT id,
           row_number() OVER (PARTITION BY counter_id ORDER BY receipt::jsonb ->> 'receivedAtUtc', id)::integer AS number,
           row_number() OVER (PARTITION BY dossier_id ORDER BY sequence)::integer AS version
    FROM operations WHERE receipt IS NOT NULL)
  UPDATE operations AS o
    SET receipt_id = (o.receipt::jsonb ->> 'receiptId')::uuid,
        receipt_number = n.number,
        base_version = NULLIF(n.version - 1, 0),
        receipt = (o.receipt::jsonb || jsonb_build_object('number', n.number, 'version', n.version))::text
    FROM numbered AS n WHERE n.id = o.id;
  CREATE INDEX operations_incomplete ON operations (counter_id) WHERE receipt IS NULL;

  ALTER TABLE dossiers
    ADD COLUMN version integer NOT NULL DEFAULT 1,
    ADD COLUMN changed_by text NOT NULL DEFAULT '',
    -- NULL: a clerk of the province.
    ADD COLUMN changed_by_counter uuid REFERENCES counters (id),
    ADD COLUMN changed_at_utc text NOT NULL DEFAULT '',
    ADD COLUMN personal_number text NOT NULL DEFAULT '',
    ADD COLUMN file_bytes bigint NOT NULL DEFAULT 0;
  UPDATE dossiers AS d
    SET version = greatest(1, (SELECT count(*) FROM operations AS o
                               WHERE o.dossier_id = d.id AND o.receipt IS NOT NULL)::integer),
        changed_by = (SELECT left(unit_name || ', quầy ' || machine_code, 200) FROM counters WHERE id = d.counter_id),
        changed_by_counter = d.counter_id,
        changed_at_utc = d.committed_at_utc,
        personal_number = coalesce(d.record::jsonb ->> 'SoGiayToChuHoSo', ''),
        file_bytes = (SELECT coalesce(sum(size_bytes), 0) FROM dossier_files AS l JOIN files AS f USING (sha256)
                      WHERE l.dossier_id = d.id);
  CREATE INDEX dossiers_by_person ON dossiers (personal_number, counter_id) WHERE personal_number <> '';

  -- Counters are rarely changed, their ledgers with every operation: apart, so that one does not wait for the other.
  CREATE TABLE counter_ledgers (
    counter_id uuid PRIMARY KEY REFERENCES counters (id),
    last_number integer NOT NULL DEFAULT 0,
    last_receipt_at_utc text,
    stored_bytes bigint NOT NULL DEFAULT 0,
    last_seen_at_utc text,
    backlog_operations integer,
    backlog_bytes bigint,
    clock_offset_seconds double precision,
    refusals integer NOT NULL DEFAULT 0,
    refusals_since_seen integer NOT NULL DEFAULT 0
  );
  INSERT INTO counter_ledgers (counter_id, last_number, last_receipt_at_utc, stored_bytes)
    SELECT c.id,
           (SELECT count(*) FROM operations WHERE counter_id = c.id AND receipt IS NOT NULL)::integer,
           (SELECT max(receipt::jsonb ->> 'receivedAtUtc') FROM operations WHERE counter_id = c.id),
           (SELECT coalesce(sum(file_bytes), 0) FROM dossiers WHERE counter_id = c.id)
    FROM counters AS c;

  CREATE TABLE number_leases (
    id uuid PRIMARY KEY,
    counter_id uuid NOT NULL REFERENCES counters (id),
    unit_code text NOT NULL,
    day text NOT NULL,
    first_number integer NOT NULL,
    last_number integer NOT NULL CHECK (last_number >= first_number),
    leased_at_utc text NOT NULL
  );
  CREATE INDEX number_leases_by_day ON number_leases (unit_code, day);

  -- The cursor of each counter and feed by itself: its row is locked until the change is visible, so cursors become
  -- visible in their order, and counters do not wait for each other.
  CREATE TABLE feed_heads (
    counter_id uuid NOT NULL REFERENCES counters (id),
    feed text NOT NULL CHECK (feed IN ('changes', 'papers')),
    last bigint NOT NULL,
    PRIMARY KEY (counter_id, feed)
  );
  INSERT INTO feed_heads SELECT counter_id, 'changes', max(cursor) FROM changes GROUP BY counter_id;
  ALTER TABLE changes ALTER COLUMN cursor DROP DEFAULT;
  DROP SEQUENCE changes_cursor_seq;
  ALTER TABLE changes
    DROP CONSTRAINT changes_pkey,
    ADD PRIMARY KEY (counter_id, cursor),
    ADD COLUMN change_id uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN kind text NOT NULL DEFAULT 'state' CHECK (kind IN ('state', 'record', 'result')),
    -- What the kind adds, as JSON.
    ADD COLUMN body text;
  DROP INDEX changes_by_counter;
  UPDATE changes SET body = jsonb_build_object('state', state, 'note', note)::text;
  ALTER TABLE changes DROP COLUMN state, DROP COLUMN note, ALTER COLUMN body SET NOT NULL;
  ALTER TABLE changes ALTER COLUMN change_id DROP DEFAULT, ALTER COLUMN kind DROP DEFAULT;
  CREATE TABLE result_files (
    counter_id uuid NOT NULL REFERENCES counters (id),
    sha256 text NOT NULL REFERENCES files (sha256),
    PRIMARY KEY (counter_id, sha256)
  );

  CREATE TABLE papers (
    id text PRIMARY KEY,
    dossier_id uuid NOT NULL REFERENCES dossiers (id),
    personal_number text NOT NULL,
    procedure_code text NOT NULL,
    component_code text NOT NULL,
    name text NOT NULL,
    digitised_at_utc text NOT NULL,
    files text NOT NULL
  );
  CREATE INDEX papers_by_person ON papers (personal_number);
  CREATE INDEX papers_by_dossier ON papers (dossier_id);
  CREATE TABLE paper_files (
    paper_id text NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
    sha256 text NOT NULL REFERENCES files (sha256),
    PRIMARY KEY (sha256, paper_id)
  );
  CREATE INDEX paper_files_by_paper ON paper_files (paper_id);
  CREATE TABLE paper_feed (
    counter_id uuid NOT NULL REFERENCES counters (id),
    cursor bigint NOT NULL,
    paper_id text NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
    PRIMARY KEY (counter_id, cursor),
    UNIQUE (counter_id, paper_id)
  );
  CREATE INDEX paper_feed_by_paper ON paper_feed (paper_id);

  CREATE TABLE catalogue_packages (
    version text PRIMARY KEY,
    position bigserial NOT NULL,
    sha256 text NOT NULL REFERENCES files (sha256),
    file text NOT NULL,
    signature text NOT NULL,
    published_at_utc text NOT NULL
  );
`;
