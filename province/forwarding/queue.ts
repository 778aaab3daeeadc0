// The queue towards other systems: one row a dossier, leased by one process at a time, in order within the dossier by itself.
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { DossierRecord } from "../../shared/wire";
import type { ForwardedDossier, Memory } from "../adapters/adapter";
import type { Database } from "../sql";

const LEASE_MS = 60_000;

export interface Leased {
  dossier: ForwardedDossier;
  memory: Memory;
  wanted: number;
  failures: number;
  leaseId: string;
}

export interface ParkedForwarding {
  dossierId: string;
  officialCode: string;
  reason: string;
}

export interface ForwardingQueue {
  /** The dossier that has waited longest and nobody works on; undefined when none is due. */
  lease(now: Date): Promise<Leased | undefined>;
  /** Stores the memory and lengthens the lease. @returns false when the lease is lost: another process works on it */
  keep(leased: Leased, memory: Memory, now: Date): Promise<boolean>;
  /** What was wanted when it was leased is done. */
  finish(leased: Leased, foreignCode: string | null): Promise<void>;
  retry(leased: Leased, nextAt: Date): Promise<void>;
  park(leased: Leased, reason: string): Promise<void>;
  listParked(): Promise<ParkedForwarding[]>;
  /** Puts a parked dossier back. @returns false when it is not parked */
  release(dossierId: string): Promise<boolean>;
}

interface Row {
  dossier_id: string;
  official_code: string;
  record: string;
  state: number;
  wanted: number;
  failures: number;
  memory: string;
}

const StoredMemory = z.record(z.string(), z.unknown());

export function createForwardingQueue(database: Database): ForwardingQueue {
  const run = (text: string, parameters: unknown[]) => database.query<{ id: string }>(text, parameters);
  return {
    lease: (now) => lease(database, now),
    async keep({ dossier, leaseId }, memory, now) {
      const rows = await run(
        `UPDATE forwardings SET memory = $3, leased_until_utc = $4
         WHERE dossier_id = $1 AND lease_id = $2 RETURNING dossier_id AS id`,
        [dossier.dossierId, leaseId, JSON.stringify(memory), untilUtc(now)],
      );
      return rows.length > 0;
    },
    async finish({ dossier, leaseId, wanted }, foreignCode) {
      await run(
        `UPDATE forwardings SET done = $3, foreign_code = coalesce($4, foreign_code), failures = 0, ${FREE}
         WHERE dossier_id = $1 AND lease_id = $2`,
        [dossier.dossierId, leaseId, wanted, foreignCode],
      );
    },
    async retry({ dossier, leaseId }, nextAt) {
      await run(
        `UPDATE forwardings SET failures = failures + 1, next_at_utc = $3, ${FREE}
         WHERE dossier_id = $1 AND lease_id = $2`,
        [dossier.dossierId, leaseId, nextAt.toISOString()],
      );
    },
    async park({ dossier, leaseId }, reason) {
      await run(`UPDATE forwardings SET parked_reason = $3, ${FREE} WHERE dossier_id = $1 AND lease_id = $2`, [
        ...[dossier.dossierId, leaseId, reason.slice(0, 2000)],
      ]);
    },
    listParked: () =>
      database.query<ParkedForwarding>(
        `SELECT f.dossier_id AS "dossierId", d.official_code AS "officialCode", f.parked_reason AS reason
         FROM forwardings AS f JOIN dossiers AS d ON d.id = f.dossier_id
         WHERE f.parked_reason IS NOT NULL ORDER BY d.official_code`,
      ),
    async release(dossierId) {
      const rows = await run(
        `UPDATE forwardings SET parked_reason = NULL, failures = 0, next_at_utc = ''
         WHERE dossier_id = $1 AND parked_reason IS NOT NULL RETURNING dossier_id AS id`,
        [dossierId],
      );
      return rows.length > 0;
    },
  };
}

const FREE = "lease_id = NULL, leased_until_utc = ''";

async function lease(database: Database, now: Date): Promise<Leased | undefined> {
  const leaseId = randomUUID();
  const [row] = await database.query<Row>(
    `WITH due AS (
       SELECT dossier_id FROM forwardings
       WHERE wanted > done AND parked_reason IS NULL AND next_at_utc <= $2 AND leased_until_utc <= $2
       ORDER BY next_at_utc, dossier_id LIMIT 1 FOR UPDATE SKIP LOCKED),
     leased AS (
       UPDATE forwardings AS f SET lease_id = $1, leased_until_utc = $3 FROM due
       WHERE f.dossier_id = due.dossier_id RETURNING f.dossier_id, f.wanted, f.failures, f.memory)
     SELECT l.*, d.official_code, d.record, d.state FROM leased AS l JOIN dossiers AS d ON d.id = l.dossier_id`,
    [leaseId, now.toISOString(), untilUtc(now)],
  );
  if (!row) return undefined;
  const progress = await database.query<{ state: number; atUtc: string }>(
    `SELECT state, at_utc AS "atUtc" FROM forwarding_progress WHERE dossier_id = $1 ORDER BY position`,
    [row.dossier_id],
  );
  return {
    dossier: {
      dossierId: row.dossier_id,
      officialCode: row.official_code,
      record: DossierRecord.parse(JSON.parse(row.record)),
      state: row.state,
      progress,
    },
    memory: StoredMemory.parse(JSON.parse(row.memory)),
    wanted: row.wanted,
    failures: row.failures,
    leaseId,
  };
}

function untilUtc(now: Date): string {
  return new Date(now.getTime() + LEASE_MS).toISOString();
}
