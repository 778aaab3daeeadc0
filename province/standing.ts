// Dossiers as they stand at the province: the record in force, its version, and who made it.
import { canonicalJson, StandingRecord, type DossierRecord, type WireReceipt } from "../shared/wire";
import type { Counter } from "./counters";
import type { Sql } from "./sql";

export interface StandingDossier {
  id: string;
  counter_id: string;
  provisional_code: string;
  official_code: string;
  record: string;
  version: number;
  changed_by: string;
  /** null: a clerk of the province. */
  changed_by_counter: string | null;
  changed_at_utc: string;
  file_bytes: number;
}

/** What a change of a dossier puts in place. */
export interface NextRecord {
  dossierId: string;
  record: DossierRecord;
  version: number;
  changedBy: { counter: Counter } | { clerk: string };
  atUtc: string;
  fileBytes: number;
}

const COLUMNS = `id, counter_id, provisional_code, official_code, record, version, changed_by, changed_by_counter,
                 changed_at_utc, file_bytes`;
/** A backup of more than so many versions ago does not decide the next one. */
const MOST_VERSIONS_LOST = 1000;

/** The caller holds the dossier's lock. */
export async function findStanding(sql: Sql, dossierId: string): Promise<StandingDossier | undefined> {
  const [row] = await sql.query<StandingDossier>(`SELECT ${COLUMNS} FROM dossiers WHERE id = $1`, [dossierId]);
  return row && { ...row, file_bytes: Number(row.file_bytes) };
}

export function toStandingRecord(dossier: StandingDossier): StandingRecord {
  return StandingRecord.parse({
    version: dossier.version,
    record: JSON.parse(dossier.record),
    changedBy: dossier.changed_by,
    changedAtUtc: dossier.changed_at_utc,
  });
}

/** @returns false when the id or the counter's provisional code is taken */
export async function addStanding(
  sql: Sql,
  next: NextRecord & { changedBy: { counter: Counter }; officialCode: string },
): Promise<boolean> {
  const { record } = next;
  const added = await sql.query(
    `INSERT INTO dossiers (id, record, version, changed_at_utc, personal_number, file_bytes, provisional_code,
                           official_code, counter_id, changed_by_counter, state, committed_at_utc, changed_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::uuid, $9::uuid, $10, $4, coalesce(${nameOfCounter("$9")}, ''))
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      ...[next.dossierId, canonicalJson(record), next.version, next.atUtc, record.SoGiayToChuHoSo.trim()],
      ...[next.fileBytes, record.MaHoSo, next.officialCode, next.changedBy.counter.id, Number(record.TrangThaiHoSo)],
    ],
  );
  return added.length > 0;
}

/** Official code, provisional code, state and time of reception stay. */
export async function replaceStanding(sql: Sql, next: NextRecord): Promise<void> {
  const { changedBy } = next;
  const counterId = "counter" in changedBy ? changedBy.counter.id : null;
  const clerk = "clerk" in changedBy ? changedBy.clerk : null;
  await sql.query(
    `UPDATE dossiers SET record = $2, version = $3, changed_at_utc = $4, personal_number = $5, file_bytes = $6,
       changed_by = coalesce($7, ${nameOfCounter("$8")}, ''), changed_by_counter = $8::uuid
     WHERE id = $1`,
    [
      ...[next.dossierId, canonicalJson(next.record), next.version, next.atUtc],
      ...[next.record.SoGiayToChuHoSo.trim(), next.fileBytes, clerk, counterId],
    ],
  );
}

function nameOfCounter(parameter: string): string {
  return `(SELECT left(unit_name || ', quầy ' || machine_code, 200) FROM counters WHERE id = ${parameter}::uuid)`;
}

/** Version after the next change; after a restore the one that was before, so that later operations still fit. */
export function nextVersion(standing: number, former: WireReceipt | null): number {
  const isNear = former !== null && former.version > standing && former.version <= standing + MOST_VERSIONS_LOST;
  return isNear ? former.version : standing + 1;
}
