// Full-text search over dossiers and what was read on their pages.
import type { SearchHit } from "../../../../shared/contract";
import type { Reader } from "../../storage";
import { BACKWARDS, reversed, type EntryKind } from "./entries";
import { snippetOf } from "./snippet";
import { mayEndNumber, wordsOf } from "./words";

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

/** So many of the best are looked at; one dossier often has several entries among them. */
const CANDIDATES = 400;

const COLUMNS = `e.dossier_id AS dossierId, e.kind, e.page_id AS pageId, e.text, d.provisional_code AS provisionalCode,
  d.official_code AS officialCode, d.procedure_name AS procedureName, d.applicant_name AS applicantName`;
const SHOWN = `JOIN dossiers d ON d.id = e.dossier_id LEFT JOIN pages p ON p.id = e.page_id
  WHERE d.stage <> 'discarded' AND (p.id IS NULL OR p.deleted = 0)`;

/**
 * Entries that hold every word, codes first, then the best by bm25; after them dossiers that hold every word but not
 * in one place (a name and a procedure). At most one hit a dossier and kind. Discarded drafts and removed pages are
 * left out.
 * @param limit ≥ 1
 */
export function search(reader: Reader, text: string, limit: number): SearchHit[] {
  const words = wordsOf(text);
  if (words.length === 0) return [];
  const rows = onePerKind(inOneEntry(reader, words)).slice(0, limit);
  if (words.length > 1 && rows.length < limit) rows.push(...acrossEntries(reader, words, { limit, without: rows }));
  return rows.slice(0, limit).map((row) => hitOf(row, words));
}

function inOneEntry(reader: Reader, words: readonly string[]): Row[] {
  return reader.all<Row>(
    `SELECT ${COLUMNS}
     FROM (SELECT rowid AS id, rank AS score FROM search_index WHERE search_index MATCH ?
       ORDER BY rank, rowid DESC LIMIT ${CANDIDATES}) hit
     JOIN search_entries e ON e.id = hit.id ${SHOWN}
     ORDER BY e.kind <> 'code', hit.score, e.id DESC`,
    expressions(words).join(" AND "),
  );
}

function acrossEntries(reader: Reader, words: readonly string[], known: { limit: number; without: Row[] }): Row[] {
  const parts = expressions(words);
  const holders = parts.map(
    () => "SELECT e.dossier_id FROM search_index i JOIN search_entries e ON e.id = i.rowid WHERE search_index MATCH ?",
  );
  const ids = reader.all<{ id: string }>(
    `SELECT dossier_id AS id FROM (${holders.join(" INTERSECT ")}) ORDER BY dossier_id DESC LIMIT ${CANDIDATES}`,
    ...parts,
  );
  const seen = new Set(known.without.map((row) => row.dossierId));
  return ids
    .filter(({ id }) => !seen.has(id))
    .slice(0, known.limit - known.without.length)
    .flatMap(({ id }) => bestEntry(reader, id, parts.join(" OR ")) ?? []);
}

function bestEntry(reader: Reader, dossierId: string, expression: string): Row | undefined {
  return reader.get<Row>(
    `SELECT ${COLUMNS} FROM search_index i JOIN search_entries e ON e.id = i.rowid ${SHOWN}
     AND search_index MATCH ? AND i.rowid IN (SELECT id FROM search_entries WHERE dossier_id = ?)
     ORDER BY e.kind = 'page', i.rank LIMIT 1`,
    expression,
    dossierId,
  );
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
  return { ...row, where: kind, snippet: snippetOf(text, words) };
}
