// Dossiers and components as places for pages: whether they can take any, and which comes next.
import type { ScanPlace } from "../../../shared/contract";
import { normaliseCode, whyNoPages } from "../../../shared/domain";
import { DomainError } from "../../../shared/errors";
import type { Reader } from "../storage";

/** Where pages go: a component of a dossier, or its loose pages (null). */
export interface Route {
  dossierId: string;
  componentId: string | null;
}

/** Where a batch begins; at the end when no place is given. */
export interface Target extends Route {
  place?: ScanPlace;
}

/** A received dossier takes pages, too: they are added. @throws DomainError NOT_FOUND {kind}, DOSSIER_NOT_DRAFT, DOSSIER_FINISHED */
export function requireRoute(reader: Reader, { dossierId, componentId }: Route): void {
  const sql = "SELECT stage, province_state AS provinceState FROM dossiers WHERE id = ?";
  const row = reader.get<{ stage: string; provinceState: number }>(sql, dossierId);
  if (row === undefined) throw new DomainError("NOT_FOUND", { kind: "dossier" });
  const refusal = whyNoPages(row);
  if (refusal) throw new DomainError(refusal);
  if (componentId !== null && !listComponentIds(reader, dossierId).includes(componentId))
    throw new DomainError("NOT_FOUND", { kind: "component" });
}

/**
 * Asked before anything is fed: a sheet that has left the feeder must not be refused for where it was to stand.
 * @throws DomainError NOT_FOUND {kind}, DOSSIER_NOT_DRAFT
 */
export function requireTarget(reader: Reader, target: Target): void {
  requireRoute(reader, target);
  const { place } = target;
  if (!place || place.kind === "end") return;
  const dossierId = reader.value<string>("SELECT dossier_id FROM pages WHERE id = ?", place.pageId);
  if (dossierId !== target.dossierId) throw new DomainError("NOT_FOUND", { kind: "page" });
}

/** In the order of the checklist, as separator sheets number them. */
export function listComponentIds(reader: Reader, dossierId: string): string[] {
  const sql = "SELECT id FROM components WHERE dossier_id = ? AND removed = 0 ORDER BY position";
  return reader.all<{ id: string }>(sql, dossierId).map(({ id }) => id);
}

/** By provisional or official code. @throws DomainError NOT_FOUND {kind} */
export function getDossierIdByCode(reader: Reader, code: string): string {
  const wanted = normaliseCode(code);
  const sql = "SELECT id FROM dossiers WHERE provisional_code = ? OR official_code = ?";
  const id = reader.value<string>(sql, wanted, wanted);
  if (id === undefined) throw new DomainError("NOT_FOUND", { kind: "dossier" });
  return id;
}
