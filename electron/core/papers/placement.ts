// Where pages stand: moved, hidden and brought back, with dense positions and component states that follow.
import type { Page } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { Reader, Writer } from "../storage";
import { getPage, livePageIds } from "./page-rows";

/** Appends the pages, in the order given, to a component of their dossier, or to the loose pages. */
export function assignPages(writer: Writer, pageIds: readonly string[], componentId: string | null): string {
  const pages = pagesOfOneDraft(writer, pageIds);
  if (pages.some((page) => page.deleted)) throw new DomainError("NOT_FOUND", { kind: "page" });
  const dossierId = dossierOf(pages);
  if (componentId !== null) requireComponent(writer, dossierId, componentId);
  for (const page of pages) move(writer, page.id, componentId);
  settle(writer, dossierId, [...pages.map((page) => page.componentId), componentId]);
  return dossierId;
}

export interface Rearranged {
  dossierId: string;
  /** Pages that changed: those hidden or shown already do not count. */
  count: number;
}

/** Hides pages. Each keeps the number of its place, so that it can come back there. */
export function removePages(writer: Writer, pageIds: readonly string[]): Rearranged {
  const all = pagesOfOneDraft(writer, pageIds);
  const dossierId = dossierOf(all);
  const shown = all.filter((page) => !page.deleted);
  for (const page of shown) writer.run("UPDATE pages SET deleted = 1 WHERE id = ?", page.id);
  settle(
    writer,
    dossierId,
    shown.map((page) => page.componentId),
  );
  return { dossierId, count: shown.length };
}

/** Brings hidden pages back to their old places; loose when their component is no longer in the dossier. */
export function restorePages(writer: Writer, pageIds: readonly string[]): Rearranged {
  const all = pagesOfOneDraft(writer, pageIds);
  const dossierId = dossierOf(all);
  const hidden = all.filter((page) => page.deleted).toSorted(inOrderOfReturn);
  for (const page of hidden)
    bringBack(writer, page, hasComponent(writer, dossierId, page.componentId) ? page.componentId : null);
  return { dossierId, count: hidden.length };
}

/** Makes all pages of a component loose, hidden ones too: when it leaves the dossier or is decided otherwise. */
export function releasePages(writer: Writer, dossierId: string, componentId: string): void {
  for (const id of livePageIds(writer, dossierId, componentId)) move(writer, id, null);
  writer.run("UPDATE pages SET component_id = NULL WHERE component_id = ?", componentId);
  settle(writer, dossierId, [componentId, null]);
}

/** @throws DomainError NOT_FOUND, DOSSIER_NOT_DRAFT */
export function requireDraft(reader: Reader, dossierId: string): void {
  const stage = reader.value<string>("SELECT stage FROM dossiers WHERE id = ?", dossierId);
  if (stage === undefined) throw new DomainError("NOT_FOUND", { kind: "dossier" });
  if (stage !== "draft") throw new DomainError("DOSSIER_NOT_DRAFT");
}

/** @throws DomainError NOT_FOUND when the dossier has no such component */
export function requireComponent(reader: Reader, dossierId: string, componentId: string): void {
  if (!hasComponent(reader, dossierId, componentId)) throw new DomainError("NOT_FOUND", { kind: "component" });
}

/** A component with pages is scanned; one that has lost them is undecided again. */
export function followPages(writer: Writer, dossierId: string, componentId: string | null): void {
  if (componentId === null) return;
  if (livePageIds(writer, dossierId, componentId).length > 0)
    writer.run("UPDATE components SET status = 'scanned', reused_component_id = NULL WHERE id = ?", componentId);
  else writer.run("UPDATE components SET status = 'undecided' WHERE id = ? AND status = 'scanned'", componentId);
}

function pagesOfOneDraft(reader: Reader, pageIds: readonly string[]): Page[] {
  const pages = [...new Set(pageIds)].map((id) => getPage(reader, id));
  requireDraft(reader, dossierOf(pages));
  return pages;
}

function dossierOf(pages: readonly Page[]): string {
  const [dossierId, ...others] = new Set(pages.map((page) => page.dossierId));
  if (dossierId === undefined || others.length > 0) throw new DomainError("INPUT_INVALID", { field: "pageIds" });
  return dossierId;
}

function hasComponent(reader: Reader, dossierId: string, componentId: string | null): boolean {
  const sql = "SELECT 1 FROM components WHERE id = ? AND dossier_id = ? AND removed = 0";
  return reader.value(sql, componentId, dossierId) !== undefined;
}

function move(writer: Writer, pageId: string, componentId: string | null): void {
  const after = `(SELECT ifnull(max(o.position), 0) + 1 FROM pages o WHERE o.dossier_id = pages.dossier_id AND o.component_id IS ?)`;
  writer.run(`UPDATE pages SET position = ${after}, component_id = ? WHERE id = ?`, componentId, componentId, pageId);
}

function settle(writer: Writer, dossierId: string, componentIds: readonly (string | null)[]): void {
  for (const componentId of new Set(componentIds)) {
    renumber(writer, livePageIds(writer, dossierId, componentId));
    followPages(writer, dossierId, componentId);
  }
}

function renumber(writer: Writer, pageIds: readonly string[]): void {
  for (const [index, id] of pageIds.entries())
    writer.run("UPDATE pages SET position = ? WHERE id = ? AND position <> ?", index + 1, id, index + 1);
}

// Two pages removed one after the other can remember the same place; the newer one stood behind, so it returns first.
function inOrderOfReturn(a: Page, b: Page): number {
  return a.position - b.position || (a.id < b.id ? 1 : -1);
}

function bringBack(writer: Writer, page: Page, componentId: string | null): void {
  const order = livePageIds(writer, page.dossierId, componentId);
  order.splice(componentId === page.componentId ? page.position - 1 : order.length, 0, page.id);
  writer.run("UPDATE pages SET deleted = 0, component_id = ? WHERE id = ?", componentId, page.id);
  renumber(writer, order);
  followPages(writer, page.dossierId, componentId);
}
