// What can be found: one entry a field of a dossier and one a page, original text beside its folded index.
import { fold } from "../../../../shared/text";
import type { SearchHit } from "../../../../shared/contract";
import type { Writer } from "../../storage";

/** "dossier" holds all fields of a dossier together, for words that stand in different ones. */
export type EntryKind = SearchHit["where"] | "dossier";

export interface Entry {
  dossierId: string;
  kind: EntryKind;
  pageId: string | null;
  text: string;
}

/**
 * Starts the token that holds a personal number backwards, which makes "ends in 4821" a prefix search. A private-use
 * character: it is part of tokens for FTS5's unicode61 and never part of what a person types.
 */
export const BACKWARDS = "\uE000";

/** A personal number: 12 digits, or 9 on the older card. */
const PERSONAL_NUMBER = /(?<!\d)(?:\d{12}|\d{9})(?!\d)/g;

export function reversed(digits: string): string {
  return [...digits].reverse().join("");
}

/** Makes the entry say this; an empty text removes it. Repeating it changes nothing. */
export function writeEntry(writer: Writer, entry: Entry): void {
  const known = writer.get<{ id: number; text: string }>(
    "SELECT id, text FROM search_entries WHERE dossier_id = ? AND kind = ? AND ifnull(page_id, '') = ?",
    entry.dossierId,
    entry.kind,
    entry.pageId ?? "",
  );
  const text = entry.text.trim();
  if (known?.text === text) return;
  if (known) removeEntry(writer, known.id);
  if (text !== "") addEntry(writer, { ...entry, text });
}

/** Rewrites the entries of the dossier's own fields; its pages have theirs. */
export function indexDossier(writer: Writer, dossierId: string): void {
  const row = writer.get<Record<Exclude<EntryKind, "page" | "dossier">, string>>(
    `SELECT ifnull(provisional_code, '') || ' ' || ifnull(official_code, '') AS code,
       applicant_name || ' ' || personal_number AS applicant, procedure_name AS procedure, summary
     FROM dossiers WHERE id = ?`,
    dossierId,
  );
  if (!row) return;
  const all = Object.values(row).join(" ");
  writeEntry(writer, { dossierId, kind: "dossier", pageId: null, text: all });
  for (const kind of ["code", "applicant", "procedure", "summary"] as const)
    writeEntry(writer, { dossierId, kind, pageId: null, text: row[kind] });
}

function removeEntry(writer: Writer, id: number): void {
  writer.run("DELETE FROM search_index WHERE rowid = ?", id);
  writer.run("DELETE FROM search_entries WHERE id = ?", id);
}

function addEntry(writer: Writer, { dossierId, kind, pageId, text }: Entry): void {
  writer.run(
    "INSERT INTO search_entries (dossier_id, kind, page_id, text) VALUES (?, ?, ?, ?)",
    dossierId,
    kind,
    pageId,
    text,
  );
  const id = writer.value<number>("SELECT last_insert_rowid()") ?? 0;
  writer.run("INSERT INTO search_index (rowid, folded) VALUES (?, ?)", id, searchable(text));
}

function searchable(text: string): string {
  const numbers = text.match(PERSONAL_NUMBER) ?? [];
  return [fold(text), ...numbers.map((number) => BACKWARDS + reversed(number))].join(" ");
}
