// One-time enrolment codes: read over the telephone, typed once, of use to one unit, and worth nothing afterwards.
import { createHash, randomInt, timingSafeEqual } from "node:crypto";
import type { Database, Sql } from "../sql";

/** Crockford's base32: no I, L, O, U, which are misread or misheard. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** 60 bits; with the slow-down of attempts guessing is hopeless. */
const GROUPS = 3;
const GROUP_LENGTH = 4;
const HOUR_MS = 3_600_000;

export interface IssuedCode {
  code: string;
  expiresAtUtc: string;
}

export async function issueCode(
  database: Database,
  { unitCode, validHours }: { unitCode: string; validHours: number },
): Promise<IssuedCode> {
  const code = newCode();
  const now = Date.now();
  const expiresAtUtc = new Date(now + validHours * HOUR_MS).toISOString();
  await database.query(
    "INSERT INTO enrolment_codes (code_sha256, unit_code, issued_at_utc, expires_at_utc) VALUES ($1, $2, $3, $4)",
    [sha256(normalise(code)), unitCode, new Date(now).toISOString(), expiresAtUtc],
  );
  return { code, expiresAtUtc };
}

export interface Redemption {
  enrolmentCode: string;
  unitCode: string;
  counterId: string;
  publicKey: string;
}

/**
 * Uses up a code, as part of the transaction that enrols. The same key may come again with the code that it has used:
 * the answer of the first time was lost. Not so a key that was given up or revoked since: it would take itself back.
 * @returns false when the code is unknown, of another unit, expired, or used by another key
 */
export async function redeemCode(sql: Sql, redemption: Redemption): Promise<boolean> {
  const now = new Date().toISOString();
  const rows = await sql.query(
    `UPDATE enrolment_codes SET used_at_utc = coalesce(used_at_utc, $1), used_by = $2, used_key = $3
     WHERE code_sha256 = $4 AND unit_code = $5 AND expires_at_utc > $1
       AND (used_key IS NULL OR used_key = $3 AND EXISTS (
         SELECT 1 FROM counters WHERE id = $2 AND public_key = $3 AND revoked_at_utc IS NULL))
     RETURNING code_sha256`,
    [now, redemption.counterId, redemption.publicKey, sha256(normalise(redemption.enrolmentCode)), redemption.unitCode],
  );
  return rows.length > 0;
}

/** Takes the same time wherever the texts differ. */
export function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(a)), Buffer.from(sha256(b)));
}

function newCode(): string {
  const letter = () => ALPHABET[randomInt(ALPHABET.length)];
  const group = () => Array.from({ length: GROUP_LENGTH }, letter).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}

/** Small letters, missing dashes and the letters that look like figures are forgiven. */
function normalise(code: string): string {
  return code.toUpperCase().replace(/[\s-]/g, "").replace(/[IL]/g, "1").replace(/O/g, "0");
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
