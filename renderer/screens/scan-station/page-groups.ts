// The stack as it is seen: the pages of each paper under its name, loose pages last.
import type { Dossier, DossierComponent, Page } from "../../../shared/contract";

export interface PageGroup {
  /** null: pages that belong to no paper yet. */
  component: DossierComponent | null;
  /** The digit that stands for it: 1–9, 0 for loose pages; null from the tenth on. */
  digit: number | null;
  pages: readonly Page[];
}

export function groupPages(components: readonly DossierComponent[], pages: readonly Page[]): PageGroup[] {
  const groups = [...components, null].map((component, index) => ({
    component,
    digit: digitOf(component, index),
    pages: pages
      .filter((page) => page.componentId === (component?.id ?? null))
      .toSorted((a, b) => a.position - b.position),
  }));
  return groups.filter(({ component, pages: own }) => own.length > 0 || component?.duty === "submit");
}

export function pagesInOrder(groups: readonly PageGroup[]): Page[] {
  return groups.flatMap((group) => group.pages);
}

/** undefined: no paper has this digit; null: loose pages. */
export function componentOfDigit(dossier: Dossier, digit: number): DossierComponent | null | undefined {
  return digit === 0 ? null : dossier.components[digit - 1];
}

/** Where the chosen pages of one paper go when they are moved by one place: before this page; undefined: nowhere. */
export function carriedBefore(
  pages: readonly Page[],
  chosen: readonly string[],
  by: 1 | -1,
): string | null | undefined {
  const at = pages.flatMap((page, index) => (chosen.includes(page.id) ? [index] : []));
  const [first, last] = [at[0], at.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  if (by < 0) return first === 0 ? undefined : pages[first - 1]?.id;
  if (last === pages.length - 1) return undefined;
  return pages[last + 2]?.id ?? null;
}

function digitOf(component: DossierComponent | null, index: number): number | null {
  if (!component) return 0;
  return index < 9 ? index + 1 : null;
}
