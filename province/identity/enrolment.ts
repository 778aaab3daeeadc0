// Enrolment, rotation and revocation of counters' device keys.
import { ORPCError } from "@orpc/server";
import { randomUUID } from "node:crypto";
import { REASONS, refuse } from "../refusals";
import type { Database, Sql } from "../sql";
import { inTransaction } from "../transactions";
import { noteFailure, refuseGuessing, type Trier } from "./attempts";
import { isSameSecret, redeemCode } from "./codes";
import { isSignedWith, thumbprintOf } from "./device-key";
import { unauthorised } from "./unauthorised";

export interface EnrolmentRequest {
  unitCode: string;
  unitName: string;
  machineCode: string;
  enrolmentCode: string;
  publicKey: string;
  proof: string;
}

const UNIT_CODE = /^[A-Z]\d{2}(\.[0-9A-Z]{1,3}){0,3}$/;
const MOST_BY_ADDRESS = 20;
const MOST_BY_UNIT = 100;

/**
 * The same unit and machine get their id again; the key of before ends.
 * @param standingCode for demonstrations and tests, any number of times; undefined: only codes that were issued
 * @throws ORPCError ENROLMENT_REFUSED, TOO_MANY_REQUESTS
 */
export async function enrol(
  database: Database,
  request: EnrolmentRequest,
  { standingCode, address }: { standingCode: string | undefined; address: string },
): Promise<string> {
  const { unitCode, enrolmentCode, publicKey, proof } = request;
  const triers: Trier[] = [
    { key: `enrol ${address}`, mostFailures: MOST_BY_ADDRESS },
    { key: `enrol ${unitCode}`, mostFailures: MOST_BY_UNIT },
  ];
  await refuseGuessing(database, triers);
  if (!UNIT_CODE.test(unitCode)) refuse("ENROLMENT_REFUSED", REASONS.unitCode);
  if (!isSignedWith(publicKey, { text: `qmc-enrol\n${enrolmentCode}\n${publicKey}`, signature: proof }))
    refuse("ENROLMENT_REFUSED", REASONS.keyProof);
  const isStanding = standingCode !== undefined && isSameSecret(enrolmentCode, standingCode);
  const counterId = await inTransaction(database, async (sql) => {
    const id = await upsertCounter(sql, request);
    const isAllowed = isStanding || (await redeemCode(sql, { enrolmentCode, unitCode, counterId: id, publicKey }));
    if (!isAllowed) throw new RefusedCode();
    await putKey(sql, { counterId: id, publicKey, endedBy: "replaced" });
    return id;
  }).catch((error: unknown) => {
    if (error instanceof RefusedCode) return null;
    throw error;
  });
  if (counterId !== null) return counterId;
  await noteFailure(database, triers);
  return refuse("ENROLMENT_REFUSED", REASONS.enrolmentCode);
}

/** Rolls back what the transaction has begun. */
class RefusedCode extends Error {}

async function upsertCounter(sql: Sql, { unitCode, unitName, machineCode }: EnrolmentRequest): Promise<string> {
  const [row] = await sql.query<{ id: string }>(
    `INSERT INTO counters (id, unit_code, unit_name, machine_code, registered_at_utc)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (unit_code, machine_code) DO UPDATE SET unit_name = excluded.unit_name
     RETURNING id`,
    [randomUUID(), unitCode, unitName, machineCode, new Date().toISOString()],
  );
  if (!row) throw new Error("a counter was neither added nor found");
  return row.id;
}

interface NewKey {
  counterId: string;
  publicKey: string;
  endedBy: "rotated" | "replaced";
}

async function putKey(sql: Sql, { counterId, publicKey, endedBy }: NewKey): Promise<void> {
  const now = new Date().toISOString();
  await sql.query(
    `UPDATE device_keys SET ended_at_utc = $1, ended_by = $2
     WHERE counter_id = $3 AND ended_at_utc IS NULL AND public_key <> $4`,
    [now, endedBy, counterId, publicKey],
  );
  await sql.query(
    `INSERT INTO device_keys (counter_id, public_key, since_utc) VALUES ($1, $2, $3)
     ON CONFLICT (counter_id, public_key) DO UPDATE SET ended_at_utc = NULL, ended_by = NULL`,
    [counterId, publicKey, now],
  );
  await sql.query("UPDATE counters SET public_key = $1, key_thumbprint = $2, revoked_at_utc = NULL WHERE id = $3", [
    publicKey,
    thumbprintOf(publicKey),
    counterId,
  ]);
}

export interface Rotation {
  publicKey: string;
  /** By the old key. */
  signature: string;
  /** By the new key. */
  proof: string;
}

/** The same rotation may come again: its answer was lost. @throws ORPCError UNAUTHORISED */
export function rotateKey(database: Database, counterId: string, rotation: Rotation): Promise<void> {
  const { publicKey, signature, proof } = rotation;
  const text = `qmc-rotate\n${publicKey}`;
  return inTransaction(database, async (sql) => {
    const [row] = await sql.query<{ public_key: string }>(
      "SELECT public_key FROM counters WHERE id = $1 AND revoked_at_utc IS NULL AND public_key IS NOT NULL FOR UPDATE",
      [counterId],
    );
    const isProved = isSignedWith(publicKey, { text, signature: proof });
    if (!row || !isProved || !isSignedWith(row.public_key, { text, signature })) throw unauthorised("unknown");
    await putKey(sql, { counterId, publicKey, endedBy: "rotated" });
  });
}

/** At once: the key is checked with every request. @throws ORPCError COUNTER_UNKNOWN */
export async function revokeCounter(database: Database, counterId: string): Promise<void> {
  await inTransaction(database, async (sql) => {
    const now = new Date().toISOString();
    const rows = await sql.query(
      "UPDATE counters SET revoked_at_utc = coalesce(revoked_at_utc, $1) WHERE id = $2 RETURNING id",
      [now, counterId],
    );
    if (rows.length === 0) throw new ORPCError("COUNTER_UNKNOWN", { status: 404 });
    await sql.query(
      "UPDATE device_keys SET ended_at_utc = $1, ended_by = 'revoked' WHERE counter_id = $2 AND ended_at_utc IS NULL",
      [now, counterId],
    );
  });
}

/** By the present key or by one that was given up in good order: what is on a stick was signed before the rotation. */
export async function isSignedByCounter(
  database: Database,
  counterId: string,
  signed: { text: string; signature: string },
): Promise<boolean> {
  const rows = await database.query<{ public_key: string }>(
    "SELECT public_key FROM device_keys WHERE counter_id = $1 AND (ended_by IS NULL OR ended_by = 'rotated')",
    [counterId],
  );
  return rows.some((row) => isSignedWith(row.public_key, signed));
}
