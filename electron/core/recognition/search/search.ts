// Full-text search over dossiers and what was read on their pages.
import type { SearchHit } from "../../../../shared/contract";
import type { Reader } from "../../storage";
import { BACKWARDS, reversed, type EntryKind } from "./entries";
import { snippetOf } from "./snippet";
import { isHit, mayEndNumber, wordsOf } from "./words";

interface Row {
  dossierId: string;
  kind: EntryKind;
  pageId: string | null;
  text: string;
  provisionalCode: string | null;
  officialCode: string | null;
  procedureName: string;
  applicantName: string;
}

/** So many of the best are looked at; one dossier has several entries among them. */
const CANDIDATES = 800;

const COLUMNS = `e.dossier_id AS dossierId, e.kind, e.page_id AS pageId, e.text, d.provisional_code AS provisionalCode,
  d.official_code AS officialCode, d.procedure_name AS procedureName, d.applicant_name AS applicantName`;
/**
 * Entries that hold every word, codes first, then the best by bm25; after them dossiers whose fields hold every word
 * together (a name and a procedure). At most one hit a dossier and kind. Discarded drafts and removed pages are left out.
 * @param limit ≥ 1
 */
export function search(reader: Reader, text: string, limit: number): SearchHit[] {
  const words = wordsOf(text);
  if (words.length === 0) return [];
  const rows = onePerKind(candidates(reader, words));
  const single = rows.filter((row) => row.kind !== "dossier");
  const seen = new Set(single.map((row) => row.dossierId));
  const joint = rows.filter((row) => row.kind === "dossier" && !seen.has(row.dossierId));
  const shown = [...single, ...joint].slice(0, limit);
  return shown.map((row) => hitOf(row.kind === "dossier" ? bestField(reader, row, words) : row, words));
}

function candidates(reader: Reader, words: readonly string[]): Row[] {
  return reader.all<Row>(
    `SELECT ${COLUMNS}
     FROM (SELECT rowid AS id, rank AS score FROM search_index WHERE search_index MATCH ?
       ORDER BY rank, rowid DESC LIMIT ${CANDIDATES}) hit
     JOIN search_entries e ON e.id = hit.id JOIN dossiers d ON d.id = e.dossier_id
     LEFT JOIN pages p ON p.id = e.page_id
     WHERE d.stage <> 'discarded' AND (p.id IS NULL OR p.deleted = 0)
     ORDER BY e.kind <> 'code', hit.score, e.id DESC`,
    matchOf(words),
  );
}

/** Every word, in any order; words that stand together as they were typed weigh more. */
function matchOf(words: readonly string[]): string {
  const every = expressions(words).join(" AND ");
  return words.length > 1 ? `("${words.join(" ")}" *) OR (${every})` : every;
}

/** The field that holds most of the words, for the snippet. */
function bestField(reader: Reader, row: Row, words: readonly string[]): Row {
  const fields = reader.all<Pick<Row, "kind" | "text">>(
    "SELECT kind, text FROM search_entries WHERE dossier_id = ? AND kind NOT IN ('page', 'dossier') ORDER BY kind",
    row.dossierId,
  );
  const counted = fields.map((field) => ({ field, hits: countHits(field.text, words) }));
  const best = counted.sort((a, b) => b.hits - a.hits)[0];
  return { ...row, ...best?.field };
}

function countHits(text: string, words: readonly string[]): number {
  const tokens = wordsOf(text);
  return words.filter((word, at) => tokens.some((token) => isHit(token, word, at === words.length - 1))).length;
}

/** FTS5 terms, each in quotes; the last word is a beginning, since search runs while it is typed. */
function expressions(words: readonly string[]): string[] {
  return words.map((word, index) => {
    const term = `"${word}"${index === words.length - 1 ? " *" : ""}`;
    return mayEndNumber(word) ? `(${term} OR "${BACKWARDS}${reversed(word)}" *)` : term;
  });
}

function onePerKind(rows: readonly Row[]): Row[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const key = `${row.dossierId} ${row.kind}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function hitOf({ kind, text, ...row }: Row, words: readonly string[]): SearchHit {
  const where = kind === "dossier" ? "summary" : kind;
  return { ...row, where, snippet: snippetOf(text, words) };
}
