// What the clerk sees of the dossiers that have come.
import { DossierRecord, type ProvinceDossier } from "../shared/wire";
import type { Database } from "./sql";

interface DossierRow {
  id: string;
  provisional_code: string;
  official_code: string;
  unit_code: string;
  record: string;
  state: number;
  version: number;
  committed_at_utc: string;
  file_count: number;
}

export interface DossierRegister {
  total: number;
  incomplete: number;
  operations: number;
  items: ProvinceDossier[];
}

export async function listDossiers(
  database: Database,
  page: { limit: number; offset: number },
): Promise<DossierRegister> {
  const [counts] = await database.query<Omit<DossierRegister, "items">>(
    `SELECT (SELECT count(*) FROM dossiers)::integer AS total,
            (SELECT count(*) FROM operations WHERE receipt IS NULL)::integer AS incomplete,
            (SELECT count(*) FROM operations WHERE receipt IS NOT NULL)::integer AS operations`,
  );
  const rows = await database.query<DossierRow>(
    `SELECT d.id, provisional_code, official_code, unit_code, record, state, version, committed_at_utc,
            (SELECT count(*) FROM dossier_files AS f WHERE f.dossier_id = d.id)::integer AS file_count
     FROM dossiers AS d JOIN counters AS c ON c.id = d.counter_id
     ORDER BY committed_at_utc, official_code LIMIT $1 OFFSET $2`,
    [page.limit, page.offset],
  );
  return { total: 0, incomplete: 0, operations: 0, ...counts, items: rows.map(toItem) };
}

function toItem(row: DossierRow): ProvinceDossier {
  const record = DossierRecord.parse(JSON.parse(row.record));
  return {
    dossierId: row.id,
    provisionalCode: row.provisional_code,
    officialCode: row.official_code,
    unitCode: row.unit_code,
    procedureCode: record.MaTTHC,
    applicantName: record.ChuHoSo,
    state: row.state,
    version: row.version,
    fileCount: row.file_count,
    committedAtUtc: row.committed_at_utc,
  };
}
