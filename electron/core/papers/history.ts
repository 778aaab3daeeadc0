// Steps that can be taken back and done again, last one first. They are rows of the database, so they survive a restart.
import { v7 as newId } from "uuid";
import type { PageAction, PageActionKind, PageHistory } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { Reader, Writer } from "../storage";
import { livePageIds, rearrange, type Change, type Standing } from "./arrangement";
import type { Rearranged } from "./placement";

export interface Step extends Rearranged {
  kind: PageActionKind;
  /** As the officer counts them. */
  pageCount: number;
  doneAtUtc: string;
  /** The pages of one batch are one step. */
  batchId?: string | null;
  /** A component that this step made; it goes and comes back with the step. */
  madeComponentId?: string | null;
}

interface ActionRow {
  sequence: number;
  id: string;
  kind: PageActionKind;
  batchId: string | null;
  madeComponentId: string | null;
  pageCount: number;
  doneAtUtc: string;
}

/** What is undone, and what is done again. */
type Direction = "undo" | "redo";

/** A new step: whatever had been taken back can no longer be done again. */
export function recordStep(writer: Writer, step: Step): void {
  if (step.changes.length === 0) return;
  writer.run("DELETE FROM page_actions WHERE dossier_id = ? AND undone = 1", step.dossierId);
  writer.run(
    `INSERT INTO page_actions (id, dossier_id, kind, batch_id, made_component_id, page_count, done_at_utc)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ...[newId(), step.dossierId, step.kind, step.batchId ?? null, step.madeComponentId ?? null],
    ...[step.pageCount, step.doneAtUtc],
  );
  addChanges(writer, writer.value<number>("SELECT max(sequence) FROM page_actions") ?? 0, step.changes);
}

/**
 * The next page of a batch joins the batch's step, also when the officer has done other things meanwhile: what was
 * taken back of them can still be done again. Without a batch, or when its step was taken back, a step of its own.
 */
export function recordArrival(writer: Writer, step: Step): void {
  const { batchId = null, dossierId } = step;
  const sql = "SELECT max(sequence) FROM page_actions WHERE batch_id = ? AND dossier_id = ? AND undone = 0";
  const sequence = batchId === null ? null : writer.value<number | null>(sql, batchId, dossierId);
  if (sequence === null || sequence === undefined) return recordStep(writer, step);
  addChanges(writer, sequence, step.changes);
  writer.run("UPDATE page_actions SET page_count = page_count + ? WHERE sequence = ?", step.pageCount, sequence);
}

/** What can be taken back and done again; nothing once the dossier is received. @throws DomainError NOT_FOUND */
export function readHistory(reader: Reader, dossierId: string): PageHistory {
  const stage = reader.value<string>("SELECT stage FROM dossiers WHERE id = ?", dossierId);
  if (stage === undefined) throw new DomainError("NOT_FOUND", { kind: "dossier" });
  if (stage !== "draft") return { undo: null, redo: null };
  const told = (direction: Direction) => {
    const action = findAction(reader, dossierId, direction);
    return action ? toPageAction(action) : null;
  };
  return { undo: told("undo"), redo: told("redo") };
}

/** @throws DomainError NOTHING_TO_UNDO; the caller has made sure that the dossier is a draft */
export function undoStep(writer: Writer, dossierId: string): Step {
  const action = takeAction(writer, dossierId, "undo");
  const standings = readStandings(writer, action.sequence, "before");
  const changes = rearrange(writer, dossierId, standings);
  // A batch may have brought pages of its own into the component meanwhile: then it stays.
  if (action.madeComponentId !== null && livePageIds(writer, dossierId, action.madeComponentId).length === 0)
    setRemoved(writer, action.madeComponentId, 1);
  return { ...action, dossierId, changes };
}

/** @throws DomainError NOTHING_TO_UNDO */
export function redoStep(writer: Writer, dossierId: string): Step {
  const action = takeAction(writer, dossierId, "redo");
  if (action.madeComponentId !== null) setRemoved(writer, action.madeComponentId, 0);
  const changes = rearrange(writer, dossierId, readStandings(writer, action.sequence, "after"));
  return { ...action, dossierId, changes };
}

function addChanges(writer: Writer, sequence: number, changes: readonly Change[]): void {
  for (const { pageId, before, after } of changes)
    writer.run(
      `INSERT INTO page_action_changes (action, page_id, before, after) VALUES (?, ?, ?, ?)
       ON CONFLICT (action, page_id) DO UPDATE SET after = excluded.after`,
      ...[sequence, pageId, JSON.stringify(before), JSON.stringify(after)],
    );
}

function takeAction(writer: Writer, dossierId: string, direction: Direction): ActionRow {
  const action = findAction(writer, dossierId, direction);
  if (!action) throw new DomainError("NOTHING_TO_UNDO");
  const undone = direction === "undo" ? 1 : 0;
  writer.run("UPDATE page_actions SET undone = ? WHERE sequence = ?", undone, action.sequence);
  return action;
}

/** The step whose turn it is; undefined when there is none, or when pages would return to a component that has gone. */
function findAction(reader: Reader, dossierId: string, direction: Direction): ActionRow | undefined {
  const turn = direction === "undo" ? "undone = 0 ORDER BY sequence DESC" : "undone = 1 ORDER BY sequence";
  const action = reader.get<ActionRow>(
    `SELECT sequence, id, kind, batch_id AS batchId, made_component_id AS madeComponentId, page_count AS pageCount,
            done_at_utc AS doneAtUtc
       FROM page_actions WHERE dossier_id = ? AND ${turn} LIMIT 1`,
    dossierId,
  );
  if (!action || leadsNowhere(reader, action, direction)) return undefined;
  return action;
}

function leadsNowhere(reader: Reader, action: ActionRow, direction: Direction): boolean {
  const side = direction === "undo" ? "before" : "after";
  const sql = `
    SELECT 1 FROM page_action_changes x JOIN components c ON c.id = x.${side} ->> 'componentId'
     WHERE x.action = ? AND x.${side} ->> 'hidden' = 0 AND c.removed = 1 AND c.id IS NOT ? LIMIT 1`;
  return reader.value(sql, action.sequence, action.madeComponentId) !== undefined;
}

function readStandings(reader: Reader, sequence: number, side: "before" | "after"): Map<string, Standing> {
  const sql = `SELECT page_id AS pageId, ${side} AS standing FROM page_action_changes WHERE action = ?`;
  const rows = reader.all<{ pageId: string; standing: string }>(sql, sequence);
  return new Map(rows.map(({ pageId, standing }) => [pageId, JSON.parse(standing) as Standing]));
}

function setRemoved(writer: Writer, componentId: string, removed: 0 | 1): void {
  writer.run("UPDATE components SET removed = ? WHERE id = ?", removed, componentId);
}

function toPageAction({ id, kind, pageCount, doneAtUtc }: ActionRow): PageAction {
  return { id, kind, pageCount, atUtc: doneAtUtc };
}
