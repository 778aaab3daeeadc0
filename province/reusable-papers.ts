// Papers that may be reused (NĐ 45/2020 Đ12): what one counter digitised for a person becomes known to the other counters
// that have a dossier of the same person, never to anybody else.
import { createHash } from "node:crypto";
import { fromWireTime, type DossierRecord, type ProvinceFile, type WireReusablePaper } from "../shared/wire";
import type { Counter } from "./counters";
import { advanceFeeds } from "./feeds";
import type { Database, Sql } from "./sql";
import { lockPerson } from "./transactions";

interface Paper {
  id: string;
  componentCode: string;
  name: string;
  files: ProvinceFile[];
}

/** Not the invented ones (000000001 …) that some systems send: they would tie strangers together. */
const PERSONAL_NUMBER = /^(?!0{5})(\d{9}|\d{12})$/;
/** What a counter writes behind the name of a paper: which page of how many. */
const PAGE_OF_PAPER = / \((\d+\/\d+|bản gốc có chữ ký số)\)$/;
const MOST_FILES = 500;
const ANGLES = { 90: 90, 180: 180, 270: 270 } as const;

/** Before a dossier of this person is put in force: another one that comes at the same time sees it. */
export async function lockPersonOf(sql: Sql, record: DossierRecord): Promise<void> {
  const person = personOf(record);
  if (person !== undefined) await lockPerson(sql, person);
}

/** After a dossier's record was put in place, in its transaction, which holds the lock of the person. */
export async function sharePapers(
  sql: Sql,
  dossier: { id: string; record: DossierRecord; isNew: boolean },
): Promise<void> {
  const person = personOf(dossier.record);
  const papers = person === undefined ? [] : papersOf(dossier.id, person, dossier.record);
  if (!dossier.isNew) await dropOthers(sql, dossier.id, papers);
  if (person === undefined) return;
  const changed = new Set<string>();
  for (const paper of papers) if (await keepPaper(sql, { dossier, person, paper })) changed.add(paper.id);
  await tell(sql, person, changed);
}

/** undefined: a child, a foreigner, or a number that is none. */
function personOf(record: DossierRecord): string | undefined {
  const number = record.SoGiayToChuHoSo.trim();
  return PERSONAL_NUMBER.test(number) ? number : undefined;
}

/** Papers of a record by component and name; which page it is does not tell papers apart. */
function papersOf(dossierId: string, person: string, record: DossierRecord): Paper[] {
  const papers = new Map<string, Paper>();
  for (const file of record.TaiLieuNop) {
    if (file.IsDeleted === "True" || file.DuocSoHoa !== "1" || file.DuocTaiSuDung !== "0") continue;
    const name = file.TenTepDinhKem.replace(PAGE_OF_PAPER, "").slice(0, 2000);
    const key = JSON.stringify([dossierId, person, file.MaThanhPhanHoSo, name]);
    const id = createHash("sha256").update(key, "utf8").digest("base64url");
    const paper = papers.get(key) ?? { id, componentCode: file.MaThanhPhanHoSo, name, files: [] };
    papers.set(key, paper);
    if (paper.files.length < MOST_FILES) paper.files.push(toFile(file));
  }
  return [...papers.values()];
}

function toFile(file: DossierRecord["TaiLieuNop"][number]): ProvinceFile {
  return {
    sha256: file.MaBam,
    sizeBytes: Number(file.DungLuong),
    mimeType: file.LoaiTep.slice(0, 100),
    name: file.TenTepDinhKem.slice(0, 300),
    ...(file.GocXoay ? { rotation: ANGLES[file.GocXoay] } : {}),
  };
}

/** Also those under another person's number: it was a mistake, and those who know that person must not get them. */
async function dropOthers(sql: Sql, dossierId: string, papers: Paper[]): Promise<void> {
  await sql.query("DELETE FROM papers WHERE dossier_id = $1 AND NOT id = ANY ($2::text[])", [
    dossierId,
    papers.map((paper) => paper.id),
  ]);
}

/** @returns whether it is new or has changed */
async function keepPaper(
  sql: Sql,
  { dossier, person, paper }: { dossier: { id: string; record: DossierRecord }; person: string; paper: Paper },
): Promise<boolean> {
  const { record } = dossier;
  const rows = await sql.query(
    `INSERT INTO papers (id, dossier_id, personal_number, procedure_code, component_code, name, digitised_at_utc, files)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (id) DO UPDATE SET files = excluded.files WHERE papers.files <> excluded.files RETURNING id`,
    [
      ...[paper.id, dossier.id, person, record.MaTTHC, paper.componentCode, paper.name],
      ...[fromWireTime(record.NgayTiepNhan), JSON.stringify(paper.files)],
    ],
  );
  if (rows.length === 0) return false;
  await sql.query("DELETE FROM paper_files WHERE paper_id = $1", [paper.id]);
  await sql.query("INSERT INTO paper_files (paper_id, sha256) SELECT $1, unnest($2::text[])", [
    paper.id,
    [...new Set(paper.files.map((file) => file.sha256))],
  ]);
  return true;
}

/** Every counter that knows the person gets what it has not got, or not as it is now, of the others' papers. */
async function tell(sql: Sql, person: string, changed: Set<string>): Promise<void> {
  const rows = await sql.query<{ counter_id: string; paper_id: string }>(
    `SELECT c.counter_id, p.id AS paper_id
     FROM (SELECT DISTINCT counter_id FROM dossiers WHERE personal_number = $1) AS c
     JOIN papers AS p ON p.personal_number = $1
     JOIN dossiers AS d ON d.id = p.dossier_id AND d.counter_id <> c.counter_id
     LEFT JOIN paper_feed AS f ON f.counter_id = c.counter_id AND f.paper_id = p.id
     WHERE f.paper_id IS NULL OR p.id = ANY ($2::text[])
     ORDER BY c.counter_id, p.id`,
    [person, [...changed]],
  );
  const counts = new Map<string, number>();
  for (const { counter_id: id } of rows) counts.set(id, (counts.get(id) ?? 0) + 1);
  const next = await advanceFeeds(sql, "papers", counts);
  for (const { counter_id: id, paper_id: paper } of rows) {
    const cursor = next.get(id) ?? 0;
    next.set(id, cursor + 1);
    await sql.query(
      `INSERT INTO paper_feed (counter_id, cursor, paper_id) VALUES ($1, $2, $3)
       ON CONFLICT (counter_id, paper_id) DO UPDATE SET cursor = excluded.cursor`,
      [id, cursor, paper],
    );
  }
}

interface FeedRow {
  cursor: number;
  id: string;
  personal_number: string;
  procedure_code: string;
  component_code: string;
  name: string;
  official_code: string;
  unit_name: string;
  digitised_at_utc: string;
  files: string;
}

export async function listReusablePapers(
  database: Database,
  counter: Counter,
  { after, limit }: { after: number; limit: number },
): Promise<{ papers: WireReusablePaper[]; more: boolean }> {
  const rows = await database.query<FeedRow>(
    `SELECT f.cursor, p.id, p.personal_number, p.procedure_code, p.component_code, p.name, d.official_code,
            left(c.unit_name, 200) AS unit_name, p.digitised_at_utc, p.files
     FROM paper_feed AS f JOIN papers AS p ON p.id = f.paper_id JOIN dossiers AS d ON d.id = p.dossier_id
     JOIN counters AS c ON c.id = d.counter_id
     WHERE f.counter_id = $1 AND f.cursor > $2 ORDER BY f.cursor LIMIT $3`,
    [counter.id, after, limit + 1],
  );
  return { papers: rows.slice(0, limit).map(toPaper), more: rows.length > limit };
}

function toPaper(row: FeedRow): WireReusablePaper {
  return {
    cursor: Number(row.cursor),
    paperId: row.id,
    personalNumber: row.personal_number,
    procedureCode: row.procedure_code,
    componentCode: row.component_code,
    name: row.name,
    fromDossier: row.official_code,
    unitName: row.unit_name,
    digitisedAtUtc: row.digitised_at_utc,
    files: JSON.parse(row.files) as ProvinceFile[],
  };
}
