// Transactions that the database gives up for the sake of another one are repeated here, unseen by the counter; and the
// order in which a transaction takes its locks, so that this hardly ever happens:
// dossier → person → numbers of the day → ledger of the counter → heads of the feeds, these by counter id.
import { setTimeout as pause } from "node:timers/promises";
import { codeOf, type Database, type Sql } from "./sql";

/** serialization_failure, deadlock_detected */
const GIVEN_UP = new Set(["40001", "40P01"]);
const MOST_TRIES = 6;
const LONGEST_PAUSE_MS = 100;

/** Namespaces of pg_advisory_xact_lock(int, int). */
const DOSSIER_LOCKS = 71_202_612;
const PERSON_LOCKS = 71_202_613;

/** As `database.transaction`; `work` may run several times and must have no effect outside of the database. */
export async function inTransaction<Result>(database: Database, work: (sql: Sql) => Promise<Result>): Promise<Result> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await database.transaction(work);
    } catch (error) {
      if (tried === MOST_TRIES || !GIVEN_UP.has(codeOf(error) ?? "")) throw error;
      await pause(Math.random() * LONGEST_PAUSE_MS);
    }
  }
}

/** Until the end of the transaction nobody else changes this dossier, also one that is not here yet. */
export async function lockDossier(sql: Sql, dossierId: string): Promise<void> {
  await sql.query("SELECT pg_advisory_xact_lock($1, hashtext($2))", [DOSSIER_LOCKS, dossierId]);
}

/** Two dossiers of one person that come at once see each other. */
export async function lockPerson(sql: Sql, personalNumber: string): Promise<void> {
  await sql.query("SELECT pg_advisory_xact_lock($1, hashtext($2))", [PERSON_LOCKS, personalNumber]);
}
