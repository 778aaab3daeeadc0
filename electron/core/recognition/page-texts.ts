// What was read of pages, as rows: with the officer's words in it, and findable.
import { PageNote, type Box, type PageText, type Rotation } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { Reader, Writer } from "../storage";
import type { PageRead, ReadWord } from "./page-reading";
import { writeEntry } from "./search/entries";
import { applyEdits, findWordAt, listEdits, saveEdit, turnEdits } from "./word-edits";
import { replaceWords } from "./word-text";

interface StoredPage {
  dossierId: string;
  rotation: Rotation;
  widthPx: number;
  heightPx: number;
}

/** Text and search entry; the officer's words come back into it. @returns the page as it was stored */
export function savePageText(writer: Writer, pageId: string, found: { read: PageRead; nowUtc: string }): PageRead {
  const page = getStoredPage(writer, pageId);
  const read = applyEdits(found.read, turnEdits(listEdits(writer, pageId), page, page.rotation));
  writer.run(
    `INSERT INTO page_texts (page_id, text, words, rotation, confidence, engine, steps, codes, rules, notes, read_at_utc)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (page_id) DO UPDATE SET text = excluded.text, words = excluded.words,
       rotation = excluded.rotation, confidence = excluded.confidence, engine = excluded.engine, steps = excluded.steps, codes = excluded.codes,
       rules = excluded.rules, notes = excluded.notes, read_at_utc = excluded.read_at_utc`,
    ...[pageId, read.text, JSON.stringify(read.words), page.rotation, read.confidence, read.engine],
    ...[read.steps, read.codes, read.rules, read.notes].map((part) => JSON.stringify(part)),
    found.nowUtc,
  );
  writeEntry(writer, { dossierId: page.dossierId, kind: "page", pageId, text: read.text });
  return read;
}

/** What is known of a page, for extraction; undefined until it was read. */
export function findPageRead(reader: Reader, pageId: string): PageRead | undefined {
  const row = reader.get<
    Record<"text" | "words" | "engine" | "steps" | "codes" | "rules" | "notes", string> & { confidence: number }
  >("SELECT text, words, confidence, engine, steps, codes, rules, notes FROM page_texts WHERE page_id = ?", pageId);
  return (
    row && {
      text: row.text,
      words: numberLines(JSON.parse(row.words) as PageText["words"]),
      confidence: row.confidence,
      engine: row.engine,
      steps: JSON.parse(row.steps) as PageRead["steps"],
      codes: JSON.parse(row.codes) as PageRead["codes"],
      rules: JSON.parse(row.rules) as PageRead["rules"],
      notes: PageNote.array().parse(JSON.parse(row.notes)),
    }
  );
}

/** What older versions have read has no lines: a word that begins left of the one before it begins a line. */
function numberLines(words: PageText["words"]): ReadWord[] {
  let line = 0;
  return words.map((word, index) => {
    const before = words[index - 1];
    if (before && word.x0 < before.x0) line += 1;
    return { ...word, line: word.line ?? line };
  });
}

interface PageTextRow {
  state: PageText["state"] | null;
  fault: string | null;
  text: string | null;
  words: string | null;
  confidence: number | null;
}

/** @throws DomainError NOT_FOUND */
export function getPageText(reader: Reader, pageId: string): PageText {
  const row = reader.get<PageTextRow>(
    `SELECT j.state, j.fault, t.text, t.words, t.confidence FROM pages p
     LEFT JOIN recognition_jobs j ON j.page_id = p.id LEFT JOIN page_texts t ON t.page_id = p.id WHERE p.id = ?`,
    pageId,
  );
  if (!row) throw new DomainError("NOT_FOUND", { what: "page" });
  return {
    pageId,
    state: row.state ?? "queued",
    text: row.text ?? "",
    words: JSON.parse(row.words ?? "[]") as PageText["words"],
    confidence: row.confidence,
    fault: row.fault === null ? null : (JSON.parse(row.fault) as PageText["fault"]),
  };
}

/**
 * Puts a text in the place of the word at this box, also whenever the page is read again.
 * @returns the page as it stands then
 * @throws DomainError NOT_FOUND when there is no such page or no word at that place
 */
export function editWord(writer: Writer, pageId: string, edit: { box: Box; text: string; nowUtc: string }): PageRead {
  const { dossierId } = getStoredPage(writer, pageId);
  const read = findPageRead(writer, pageId);
  const index = read && findWordAt(read.words, edit.box);
  const word = index === undefined ? undefined : read?.words[index];
  if (!read || index === undefined || !word) throw new DomainError("NOT_FOUND", { what: "word" });
  const after = edit.text.normalize("NFC");
  const { x0, y0, x1, y1 } = word;
  // A page that was turned shows the words of before until it is read again: their places are of before, too.
  const rotation = writer.value<Rotation>("SELECT rotation FROM page_texts WHERE page_id = ?", pageId) ?? 0;
  const before = word.editedFrom ?? word.text;
  saveEdit(writer, pageId, { x0, y0, x1, y1, rotation, before, after, nowUtc: edit.nowUtc });
  const text = replaceWords(read.text, read.words, new Map([[index, after]]));
  const words = read.words.toSpliced(index, 1, ...(after === "" ? [] : [editedWord(word, after)]));
  writer.run("UPDATE page_texts SET text = ?, words = ? WHERE page_id = ?", text, JSON.stringify(words), pageId);
  writeEntry(writer, { dossierId, kind: "page", pageId, text });
  return { ...read, text, words };
}

function editedWord({ editedFrom, ...word }: ReadWord, text: string): ReadWord {
  return { ...word, text, confidence: 100, editedFrom: editedFrom ?? word.text };
}

function getStoredPage(reader: Reader, pageId: string): StoredPage {
  const page = reader.get<StoredPage>(
    `SELECT dossier_id AS dossierId, rotation, width_px AS widthPx, height_px AS heightPx FROM pages WHERE id = ?`,
    pageId,
  );
  if (!page) throw new DomainError("NOT_FOUND", { what: "page" });
  return page;
}
