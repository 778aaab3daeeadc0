// What officers do with pages: each action works out where its pages are to stand. Checks belong here, too.
import type { Page, Rotation } from "../../../shared/contract";
import { whyNoPages } from "../../../shared/domain";
import { DomainError } from "../../../shared/errors";
import type { Reader, Writer } from "../storage";
import { currentStanding, livePageIds, rearrange, type Change, type Standing } from "./arrangement";
import { getPage } from "./page-rows";

/** What an action came to; no changes when everything stood so already. */
export interface Rearranged {
  dossierId: string;
  changes: Change[];
}

/** Behind every other page, whatever their number. */
const AT_THE_END = Number.MAX_SAFE_INTEGER;

/** In the order given: before a page that stands there, or to the end (null). */
export function movePages(
  writer: Writer,
  {
    pageIds,
    componentId,
    beforePageId,
  }: { pageIds: readonly string[]; componentId: string | null; beforePageId: string | null },
): Rearranged {
  const pages = livePagesOfOneDraft(writer, pageIds);
  const dossierId = dossierOf(pages);
  if (componentId !== null) requireComponent(writer, dossierId, componentId);
  const moved = new Set(pages.map((page) => page.id));
  const others = livePageIds(writer, dossierId, componentId).filter((id) => !moved.has(id));
  const at = beforePageId === null ? others.length : others.indexOf(beforePageId);
  if (at < 0) throw new DomainError("NOT_FOUND", { kind: "page" });
  const targets = inARow(writer, { pageIds: [...moved], componentId, after: others[at - 1] ?? null });
  return { dossierId, changes: rearrange(writer, dossierId, targets) };
}

export function rotatePages(writer: Writer, pageIds: readonly string[], quarterTurns: number): Rearranged {
  const pages = livePagesOfOneDraft(writer, pageIds);
  const dossierId = dossierOf(pages);
  const targets = pages.map((page): [string, Standing] => {
    const rotation = ((page.rotation + 90 * quarterTurns) % 360) as Rotation;
    return [page.id, { ...currentStanding(writer, page.id), rotation }];
  });
  return { dossierId, changes: rearrange(writer, dossierId, new Map(targets)) };
}

/** Hides pages. Each keeps the number of its place, so that it can come back there. */
export function removePages(writer: Writer, pageIds: readonly string[]): Rearranged {
  const all = pagesOfOneDraft(writer, pageIds);
  const shown = all.filter((page) => !page.deleted);
  return { dossierId: dossierOf(all), changes: rearrange(writer, dossierOf(all), hidden(writer, shown)) };
}

/** Brings hidden pages back to their old places; loose when their component is no longer in the dossier. */
export function restorePages(writer: Writer, pageIds: readonly string[]): Rearranged {
  const all = pagesOfOneDraft(writer, pageIds);
  const dossierId = dossierOf(all);
  const gone = all.filter((page) => page.deleted).toSorted(inOrderOfReturn);
  const targets = gone.map((page): [string, Standing] => {
    const standing = { ...currentStanding(writer, page.id), hidden: false };
    if (hasComponent(writer, dossierId, page.componentId)) return [page.id, standing];
    return [
      page.id,
      { ...standing, componentId: null, position: page.componentId === null ? page.position : AT_THE_END },
    ];
  });
  return { dossierId, changes: rearrange(writer, dossierId, new Map(targets)) };
}

/** A page and those after it in its component, to the end of what `into` names or makes. */
export function splitPages(
  writer: Writer,
  firstPageId: string,
  into: (dossierId: string) => string,
): Rearranged & { intoComponentId: string } {
  const [first] = livePagesOfOneDraft(writer, [firstPageId]);
  const { dossierId, componentId } = first as Page;
  const ids = livePageIds(writer, dossierId, componentId);
  const intoComponentId = into(dossierId);
  if (intoComponentId === componentId) throw new DomainError("INPUT_INVALID", { field: "into" });
  const pageIds = ids.slice(ids.indexOf(firstPageId));
  return { ...movePages(writer, { pageIds, componentId: intoComponentId, beforePageId: null }), intoComponentId };
}

/** All pages of one component to the end of another of the same dossier. */
export function mergePages(writer: Writer, fromComponentId: string, intoComponentId: string): Rearranged {
  const dossierId = writer.value<string>("SELECT dossier_id FROM components WHERE id = ?", fromComponentId);
  if (dossierId === undefined) throw new DomainError("NOT_FOUND", { kind: "component" });
  requireDraft(writer, dossierId);
  for (const id of [fromComponentId, intoComponentId]) requireComponent(writer, dossierId, id);
  if (fromComponentId === intoComponentId) throw new DomainError("INPUT_INVALID", { field: "intoComponentId" });
  const pageIds = livePageIds(writer, dossierId, fromComponentId);
  if (pageIds.length === 0) return { dossierId, changes: [] };
  return movePages(writer, { pageIds, componentId: intoComponentId, beforePageId: null });
}

/**
 * Makes all pages of a component loose, hidden ones too: when it leaves the dossier or is decided otherwise.
 * @returns no changes when only hidden pages were there: nobody has seen anything move
 */
export function releasePages(writer: Writer, dossierId: string, componentId: string): Rearranged {
  const live = livePageIds(writer, dossierId, componentId);
  const after = livePageIds(writer, dossierId, null).at(-1) ?? null;
  const changes = rearrange(writer, dossierId, inARow(writer, { pageIds: live, componentId: null, after }));
  writer.run("UPDATE pages SET component_id = NULL WHERE component_id = ?", componentId);
  return { dossierId, changes };
}

/** The new page in the place of the first one named, and all those named hidden. @returns the changes of all of them */
export function putInPlaceOf(writer: Writer, newPageId: string, pageIds: readonly [string, ...string[]]): Change[] {
  const pages = pageIds.map((id) => getPage(writer, id));
  const [first] = pages as [Page, ...Page[]];
  const ids = livePageIds(writer, first.dossierId, first.componentId).filter(
    (id) => id === first.id || !pageIds.includes(id),
  );
  const after = ids[ids.indexOf(first.id) - 1] ?? null;
  const target = {
    componentId: first.componentId,
    position: first.position,
    after,
    hidden: false,
    rotation: 0,
  } as const;
  return rearrange(writer, first.dossierId, new Map([...hidden(writer, pages), [newPageId, target]]));
}

/** @throws DomainError NOT_FOUND, DOSSIER_NOT_DRAFT */
export function requireDraft(reader: Reader, dossierId: string): void {
  const stage = reader.value<string>("SELECT stage FROM dossiers WHERE id = ?", dossierId);
  if (stage === undefined) throw new DomainError("NOT_FOUND", { kind: "dossier" });
  if (stage !== "draft") throw new DomainError("DOSSIER_NOT_DRAFT");
}

/**
 * @returns whether the dossier is received: then pages are only added, at the end
 * @throws DomainError NOT_FOUND, DOSSIER_NOT_DRAFT, DOSSIER_FINISHED
 */
export function requireTakesPages(reader: Reader, dossierId: string): { isReceived: boolean } {
  const sql = "SELECT stage, province_state AS provinceState FROM dossiers WHERE id = ?";
  const row = reader.get<{ stage: string; provinceState: number }>(sql, dossierId);
  if (row === undefined) throw new DomainError("NOT_FOUND", { kind: "dossier" });
  const refusal = whyNoPages(row);
  if (refusal) throw new DomainError(refusal);
  return { isReceived: row.stage === "received" };
}

/** @throws DomainError NOT_FOUND when the dossier has no such component */
export function requireComponent(reader: Reader, dossierId: string, componentId: string): void {
  if (!hasComponent(reader, dossierId, componentId)) throw new DomainError("NOT_FOUND", { kind: "component" });
}

/** @throws DomainError NOT_FOUND, DOSSIER_NOT_DRAFT, INPUT_INVALID for pages of several dossiers */
export function pagesOfOneDraft(reader: Reader, pageIds: readonly string[]): Page[] {
  const pages = [...new Set(pageIds)].map((id) => getPage(reader, id));
  requireDraft(reader, dossierOf(pages));
  return pages;
}

/** @throws DomainError as pagesOfOneDraft; NOT_FOUND for a page that is hidden */
export function livePagesOfOneDraft(reader: Reader, pageIds: readonly string[]): Page[] {
  const pages = pagesOfOneDraft(reader, pageIds);
  if (pages.some((page) => page.deleted)) throw new DomainError("NOT_FOUND", { kind: "page" });
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

/** One behind the other, the first behind `after` (null: in front of all). */
function inARow(
  reader: Reader,
  { pageIds, componentId, after }: { pageIds: readonly string[]; componentId: string | null; after: string | null },
): Map<string, Standing> {
  return new Map(
    pageIds.map((id, index) => {
      const { rotation } = currentStanding(reader, id);
      const neighbour = pageIds[index - 1] ?? after;
      return [id, { componentId, position: AT_THE_END, after: neighbour, hidden: false, rotation }];
    }),
  );
}

function hidden(reader: Reader, pages: readonly Page[]): Map<string, Standing> {
  return new Map(pages.map((page) => [page.id, { ...currentStanding(reader, page.id), hidden: true }]));
}

// Two pages removed one after the other can remember the same place; the newer one stood behind, so it returns first.
function inOrderOfReturn(a: Page, b: Page): number {
  return a.position - b.position || (a.id < b.id ? 1 : -1);
}
