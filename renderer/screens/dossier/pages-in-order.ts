// All pages of a dossier as they lie: components in order, those of papers that stand in among them, loose pages last.
import type { Dossier } from "../../../shared/contract";

export function pagesInOrder(dossier: Pick<Dossier, "components" | "loosePageIds">): string[] {
  return [
    ...dossier.components.flatMap(({ pageIds, reusedPaper }) => reusedPaper?.pageIds ?? pageIds),
    ...dossier.loosePageIds,
  ];
}

/** The page before or after; null at either end or when the page is not among them. */
export function neighbour(pageIds: readonly string[], pageId: string, step: -1 | 1): string | null {
  const at = pageIds.indexOf(pageId);
  return at < 0 ? null : (pageIds[at + step] ?? null);
}
