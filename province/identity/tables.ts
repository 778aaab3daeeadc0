// Tables of identity: the province's own keys, enrolment codes, device keys and failed attempts.

/** A step for schema.ts. Counters of before have no device key and have to be enrolled again; their receipts stay. */
export const IDENTITY_TABLES = `
  ALTER TABLE counters
    DROP COLUMN token_sha256,
    -- The device key in force, raw Ed25519 in base64url, and its RFC 7638 thumbprint; NULL: there is none.
    ADD COLUMN public_key text,
    ADD COLUMN key_thumbprint text,
    ADD COLUMN revoked_at_utc text;
  CREATE TABLE device_keys (
    counter_id uuid NOT NULL REFERENCES counters (id),
    public_key text NOT NULL,
    since_utc text NOT NULL,
    ended_at_utc text,
    -- rotated: given up in good order · replaced: by an enrolment · revoked
    ended_by text CHECK (ended_by IN ('rotated', 'replaced', 'revoked')),
    PRIMARY KEY (counter_id, public_key)
  );
  CREATE TABLE enrolment_codes (
    code_sha256 text PRIMARY KEY,
    unit_code text NOT NULL,
    issued_at_utc text NOT NULL,
    expires_at_utc text NOT NULL,
    used_at_utc text,
    used_by uuid REFERENCES counters (id),
    used_key text
  );
  CREATE TABLE province_keys (
    name text PRIMARY KEY,
    value text NOT NULL
  );
  CREATE TABLE failed_attempts (
    key text PRIMARY KEY,
    failures integer NOT NULL,
    since_ms bigint NOT NULL
  );
`;
