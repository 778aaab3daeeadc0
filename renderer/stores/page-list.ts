// The pages of a dossier as the window holds them: a page that comes in takes its place without asking for all again.
import type { Page } from "../../shared/contract";
import { api, queryClient } from "../bridge";

/** @param replacesPageId the page that the new one stands in for; it leaves the list */
export function withPage(pages: readonly Page[], page: Page, replacesPageId: string | null): Page[] {
  if (page.deleted || pages.some((known) => known.id === page.id)) return [...pages];
  const rest = pages.filter((known) => known.id !== replacesPageId);
  const isTaken = rest.some((known) => known.componentId === page.componentId && known.position === page.position);
  const shifted = isTaken ? rest.map((known) => (standsAfter(known, page) ? later(known) : known)) : rest;
  const at = shifted.findIndex((known) => known.componentId === page.componentId && known.position > page.position);
  return at < 0 ? [...shifted, page] : shifted.toSpliced(at, 0, page);
}

/** A page that has just become durable. A question still under way must not overwrite it with an older list. */
export function showNewPage(page: Page, replacesPageId: string | null): void {
  const queryKey = api.papers.list.queryKey({ input: { dossierId: page.dossierId } });
  void queryClient.cancelQueries({ queryKey });
  queryClient.setQueryData(queryKey, (pages) => pages && withPage(pages, page, replacesPageId));
}

/** Core's answer to a change is the list as it stands; what hangs on it is asked again. */
export function adoptPages(dossierId: string, pages: Page[]): void {
  const queryKey = api.papers.list.queryKey({ input: { dossierId } });
  void queryClient.cancelQueries({ queryKey });
  queryClient.setQueryData(queryKey, pages);
  const input = { dossierId };
  void queryClient.invalidateQueries({ queryKey: api.papers.history.queryKey({ input }) });
  void queryClient.invalidateQueries({ queryKey: api.papers.removed.queryKey({ input }) });
  void queryClient.invalidateQueries({ queryKey: api.dossiers.get.queryKey({ input: { id: dossierId } }) });
}

export function pagesNow(dossierId: string): readonly Page[] {
  return queryClient.getQueryData(api.papers.list.queryKey({ input: { dossierId } })) ?? [];
}

function standsAfter(known: Page, page: Page): boolean {
  return known.componentId === page.componentId && known.position >= page.position;
}

function later(page: Page): Page {
  return { ...page, position: page.position + 1 };
}
