// Papers already digitised here that may stand in for a component, so that the citizen need not bring them again.
import type { ReusablePaper } from "../../../shared/contract";
import { fold } from "../../../shared/text";
import type { ProvinceFile } from "../../../shared/wire";
import { remotePagesOf } from "../papers";
import type { Reader } from "../storage";

interface KnownRow extends Omit<KnownPaper, "pageIds" | "comingFiles"> {
  /** JSON; null: of a paper of another unit. */
  pageIds: string | null;
}

export interface KnownPaper extends Omit<ReusablePaper, "fromUnit"> {
  /** Absent: digitised here. */
  fromUnit?: string;
  dossierId: string;
  procedureCode: string;
  code: string;
}

/** What is asked for: a component of a procedure. */
export interface AskedPaper {
  procedureCode: string | null;
  code: string;
  name: string;
  duty: "submit" | "present";
}

const KNOWN = `
  SELECT c.id AS paperId, c.name, c.code, d.id AS dossierId, ifnull(d.procedure_code, '') AS procedureCode,
         d.received_at_utc AS digitisedAtUtc, d.provisional_code AS fromDossier, count(p.id) AS pageCount,
         json_group_array(p.id ORDER BY p.position) AS pageIds
    FROM components c
    JOIN dossiers d ON d.id = c.dossier_id AND d.stage = 'received'
    JOIN pages p ON p.component_id = c.id AND p.deleted = 0
   WHERE c.status = 'scanned' AND c.removed = 0`;

const REMOTE = `
  SELECT paper_id AS paperId, name, component_code AS code, '' AS dossierId, procedure_code AS procedureCode,
         digitised_at_utc AS digitisedAtUtc, from_dossier AS fromDossier, json_array_length(files) AS pageCount,
         NULL AS pageIds, unit_name AS fromUnit
    FROM remote_papers`;

/** Papers that this person handed in with received dossiers: here, newest first, then elsewhere in the province. Nobody else's, and none for an empty number. */
export function listKnownPapers(reader: Reader, personalNumber: string): KnownPaper[] {
  if (personalNumber === "") return [];
  // The second condition is there for the partial index dossiers_by_person.
  const here = reader.all<KnownRow>(
    `${KNOWN} AND d.personal_number = ? AND d.personal_number <> '' GROUP BY c.id ORDER BY d.received_at_utc DESC, c.position`,
    personalNumber,
  );
  const sql = `${REMOTE} WHERE personal_number = ? ORDER BY digitised_at_utc DESC, paper_id`;
  return [...here, ...reader.all<KnownRow>(sql, personalNumber)].map((row) => withPages(reader, row));
}

function withPages(reader: Reader, { pageIds, ...paper }: KnownRow): KnownPaper {
  if (pageIds !== null) return { ...paper, pageIds: JSON.parse(pageIds) as string[], comingFiles: 0 };
  const { pageIds: remote, coming } = remotePagesOf(reader, paper.paperId);
  return { ...paper, pageIds: remote, comingFiles: coming };
}

/** The paper of another unit that a component reuses. */
export function findRemotePaper(reader: Reader, paperId: string): ReusablePaper | null {
  const row = reader.get<KnownRow>(`${REMOTE} WHERE paper_id = ?`, paperId);
  return row ? toReusable(withPages(reader, row)) : null;
}

/** Its files, as the province has them. */
export function filesOfRemotePaper(reader: Reader, paperId: string): ProvinceFile[] {
  const files = reader.value<string>("SELECT files FROM remote_papers WHERE paper_id = ?", paperId);
  return files === undefined ? [] : (JSON.parse(files) as ProvinceFile[]);
}

/** The paper that a component reuses. */
export function findKnownPaper(reader: Reader, paperId: string): ReusablePaper | null {
  const row = reader.get<KnownRow>(`${KNOWN} AND c.id = ? GROUP BY c.id`, paperId);
  return row ? toReusable(withPages(reader, row)) : null;
}

/** Folded names of forms by which a citizen asks for something: "Tờ khai …", "Đơn đề nghị …", "Phiếu yêu cầu …". */
const REQUEST_FORM = /^(?:to khai|ban khai|don|(?:giay|phieu|van ban) (?:de nghi|yeu cau))\b/;

/**
 * Of the papers known, those that are the very paper asked for: the same component of the same procedure, or the same
 * full name. What is only to be shown is never reused: it is not digitised at all. Neither is a form that asks for this
 * very service: the one of the child born last year must not register the child born today.
 * @see NĐ 45/2020/NĐ-CP Điều 12; TT 03/2025/TT-VPCP Điều 5
 */
export function reusableFor(asked: AskedPaper, known: readonly KnownPaper[]): ReusablePaper[] {
  const name = fold(asked.name);
  if (asked.duty === "present" || REQUEST_FORM.test(name)) return [];
  return known.filter((paper) => isSameCode(paper, asked) || fold(paper.name) === name).map(toReusable);
}

// A component of one's own has no code, and a code means something within its procedure only.
function isSameCode(paper: KnownPaper, asked: AskedPaper): boolean {
  return asked.code !== "" && paper.procedureCode === asked.procedureCode && paper.code === asked.code;
}

function toReusable(paper: KnownPaper): ReusablePaper {
  const { paperId, name, pageCount, digitisedAtUtc, fromDossier, pageIds, comingFiles, fromUnit = null } = paper;
  return { paperId, name, pageCount, digitisedAtUtc, fromDossier, pageIds, comingFiles, fromUnit };
}
