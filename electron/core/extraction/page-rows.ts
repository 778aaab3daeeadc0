// What the machine understood of pages and what the officer decided about it, as rows of the database.
import { Fault, PageField, PageNote, type RecognitionState } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { Reader, Writer } from "../storage";
import type { z } from "zod";

export interface PageRow {
  pageId: string;
  dossierId: string;
  /** As it is shown. */
  widthPx: number;
  heightPx: number;
  state: z.infer<typeof RecognitionState>;
  fault: Fault | null;
}

interface RawPage extends Omit<PageRow, "fault"> {
  fault: string | null;
  rotation: number;
}

const PAGE = `
  SELECT p.id AS pageId, p.dossier_id AS dossierId, p.width_px AS widthPx, p.height_px AS heightPx, p.rotation,
         coalesce(j.state, 'queued') AS state, j.fault
    FROM pages p LEFT JOIN recognition_jobs j ON j.page_id = p.id`;

/** @throws DomainError NOT_FOUND */
export function getPageRow(reader: Reader, pageId: string): PageRow {
  const row = reader.get<RawPage>(`${PAGE} WHERE p.id = ?`, pageId);
  if (!row) throw new DomainError("NOT_FOUND", { what: "page" });
  return pageRow(row);
}

/** In the order of its papers, removed pages left out. */
export function pageIdsOf(reader: Reader, dossierId: string): string[] {
  return reader
    .all<{ id: string }>(
      `SELECT p.id FROM pages p LEFT JOIN components c ON c.id = p.component_id
        WHERE p.dossier_id = ? AND p.deleted = 0 AND p.role = 'page'
        ORDER BY p.component_id IS NULL, c.position, p.position, p.id`,
      dossierId,
    )
    .map(({ id }) => id);
}

function pageRow({ rotation, fault, ...row }: RawPage): PageRow {
  const isAcross = rotation === 90 || rotation === 270;
  return {
    ...row,
    widthPx: isAcross ? row.heightPx : row.widthPx,
    heightPx: isAcross ? row.widthPx : row.heightPx,
    fault: fault === null ? null : Fault.parse(JSON.parse(fault)),
  };
}

export interface Understood {
  typeId: string | null;
  confidence: number;
  isChosen: boolean;
  notes: PageNote[];
  fields: PageField[];
}

export interface SavedExtraction extends Understood {
  /** Version of the rules that found it. */
  rules: string;
  nowUtc: string;
}

/** Replaces what was known of the page; decisions stay. */
export function saveUnderstood(writer: Writer, pageId: string, found: SavedExtraction): void {
  writer.run(
    `INSERT INTO page_types (page_id, type_id, confidence, chosen_by_officer, rules, notes, extracted_at_utc)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (page_id) DO UPDATE SET type_id = excluded.type_id, confidence = excluded.confidence,
       chosen_by_officer = excluded.chosen_by_officer, rules = excluded.rules, notes = excluded.notes,
       extracted_at_utc = excluded.extracted_at_utc`,
    ...[pageId, found.typeId, found.confidence, found.isChosen ? 1 : 0],
    ...[found.rules, JSON.stringify(found.notes), found.nowUtc],
  );
  writer.run("DELETE FROM page_fields WHERE page_id = ?", pageId);
  found.fields.forEach((field, position) => saveField(writer, pageId, { field, position }));
}

/** @param place.position null: where it stood, or last */
export function saveField(writer: Writer, pageId: string, place: { field: PageField; position: number | null }): void {
  writer.run(
    `INSERT INTO page_fields (page_id, key, position, field)
     VALUES (?, ?, coalesce(?, (SELECT count(*) FROM page_fields WHERE page_id = ?)), ?)
     ON CONFLICT (page_id, key) DO UPDATE SET field = excluded.field`,
    ...[pageId, place.field.key, place.position, pageId, JSON.stringify(place.field)],
  );
}

/** undefined until the page was read. */
export function findUnderstood(reader: Reader, pageId: string): Understood | undefined {
  const row = reader.get<{ typeId: string | null; confidence: number; isChosen: number; notes: string }>(
    `SELECT type_id AS typeId, confidence, chosen_by_officer AS isChosen, notes FROM page_types WHERE page_id = ?`,
    pageId,
  );
  if (!row) return undefined;
  const fields = reader
    .all<{ field: string }>("SELECT field FROM page_fields WHERE page_id = ? ORDER BY position, key", pageId)
    .map(({ field }) => PageField.parse(JSON.parse(field)));
  return { ...row, isChosen: row.isChosen === 1, notes: PageNote.array().parse(JSON.parse(row.notes)), fields };
}

/** A page that was read but not yet looked at by these rules, removed ones left out. */
export function findStalePage(reader: Reader, rules: string): string | undefined {
  return reader.value<string>(
    `SELECT t.page_id FROM page_texts t JOIN pages p ON p.id = t.page_id AND p.deleted = 0
       LEFT JOIN page_types y ON y.page_id = t.page_id
      WHERE y.rules IS NULL OR y.rules <> ? LIMIT 1`,
    rules,
  );
}

export type DecisionKind = "confirm" | "correct" | "dismiss" | "type";

export interface Decision {
  key: string;
  kind: DecisionKind;
  officerValue: string;
}

export interface NewDecision extends Decision {
  typeId: string | null;
  machineValue: string;
  machineConfidence: number;
  nowUtc: string;
}

export function addDecision(writer: Writer, pageId: string, decision: NewDecision): void {
  writer.run(
    `INSERT INTO field_decisions (page_id, type_id, key, kind, machine_value, machine_confidence, officer_value, decided_at_utc)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[pageId, decision.typeId, decision.key, decision.kind, decision.machineValue, decision.machineConfidence],
    ...[decision.officerValue, decision.nowUtc],
  );
}

/** Those that count, oldest first. */
export function listDecisions(reader: Reader, pageId: string): Decision[] {
  return reader.all<Decision>(
    `SELECT key, kind, officer_value AS officerValue FROM field_decisions
      WHERE page_id = ? AND taken_back = 0 ORDER BY id`,
    pageId,
  );
}

/** @returns what was taken back, or undefined when there was nothing */
export function takeBackLast(writer: Writer, pageId: string): DecisionKind | undefined {
  return writer.value<DecisionKind>(
    `UPDATE field_decisions SET taken_back = 1 WHERE id =
       (SELECT max(id) FROM field_decisions WHERE page_id = ? AND taken_back = 0) RETURNING kind`,
    pageId,
  );
}

export interface Correction extends NewDecision {
  pageId: string;
}

/** Every decision that stands, of all pages; who made it is not known here. */
export function listCorrections(reader: Reader, sinceUtc: string | null): Omit<Correction, "pageId">[] {
  return reader.all<Omit<Correction, "pageId">>(
    `SELECT type_id AS typeId, key, kind, machine_value AS machineValue, machine_confidence AS machineConfidence,
            officer_value AS officerValue, decided_at_utc AS nowUtc
       FROM field_decisions WHERE taken_back = 0 AND decided_at_utc >= ? ORDER BY id`,
    sinceUtc ?? "",
  );
}
