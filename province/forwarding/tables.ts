// Tables of the queue towards other systems. Triggers fill them in the transaction that changes a dossier, whoever changes it.

/** A step for schema.ts. */
export const FORWARDING_TABLES = `
  CREATE TABLE forwardings (
    dossier_id uuid PRIMARY KEY REFERENCES dossiers (id),
    -- Grows with every change of the dossier; done: up to which one the other system has been told.
    wanted integer NOT NULL DEFAULT 1,
    done integer NOT NULL DEFAULT 0,
    memory text NOT NULL DEFAULT '{}',
    foreign_code text,
    parked_reason text,
    failures integer NOT NULL DEFAULT 0,
    next_at_utc text NOT NULL DEFAULT '',
    -- Who works on it, and until when; a process that dies leaves a lease that runs out.
    lease_id uuid,
    leased_until_utc text NOT NULL DEFAULT ''
  );
  CREATE INDEX forwardings_open ON forwardings (next_at_utc) WHERE wanted > done AND parked_reason IS NULL;
  CREATE TABLE forwarding_progress (
    dossier_id uuid NOT NULL REFERENCES dossiers (id),
    position bigserial,
    state integer NOT NULL,
    at_utc text NOT NULL,
    PRIMARY KEY (dossier_id, position)
  );
  CREATE FUNCTION note_forwarding() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO forwardings (dossier_id) VALUES (NEW.id)
      ON CONFLICT (dossier_id) DO UPDATE SET wanted = forwardings.wanted + 1;
    IF TG_OP = 'INSERT' OR NEW.state IS DISTINCT FROM OLD.state THEN
      INSERT INTO forwarding_progress (dossier_id, state, at_utc)
        VALUES (NEW.id, NEW.state, to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'));
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER dossiers_are_forwarded AFTER INSERT OR UPDATE OF record, state ON dossiers
    FOR EACH ROW EXECUTE FUNCTION note_forwarding();
`;
