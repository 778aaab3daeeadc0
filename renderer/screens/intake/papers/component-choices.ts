// What can be done with one component of the dossier, and where the selection goes next.
import type { Dossier, DossierComponent, PaperForm } from "../../../../shared/contract";

/** What Enter does at a line: the first choice for its state. */
export type FirstChoice = "reuse" | "scan" | "seen" | "next";

/** Selection in the list of components: a component's index, or the pages that belong to none. */
export type LineIndex = number | "loose";

export interface PageSelection {
  line: LineIndex;
  pageId: string | null;
  latestPageId: string | null;
}

const FORMS: readonly PaperForm[] = ["original", "certified_copy", "copy"];

export function firstChoice(component: DossierComponent): FirstChoice {
  if (component.status !== "undecided") return "next";
  if (component.reusable.length > 0) return "reuse";
  return component.duty === "present" ? "seen" : "scan";
}

export function nextForm(form: PaperForm): PaperForm {
  return FORMS[(FORMS.indexOf(form) + 1) % FORMS.length] ?? "original";
}

/** The next line that waits for a decision after `from`, going round; undefined when all are decided. */
export function nextUndecided(components: readonly DossierComponent[], from: LineIndex): number | undefined {
  const start = from === "loose" ? -1 : from;
  const order = components.map((_, offset) => (start + 1 + offset) % components.length);
  return order.find((index) => needsDecision(components[index]));
}

/** One line up or down; the loose pages, where there are any, are the last line. */
export function moveLine(dossier: Dossier, from: LineIndex, by: 1 | -1): LineIndex {
  const lines: LineIndex[] = dossier.components.map((_, index) => index);
  if (dossier.loosePageIds.length > 0) lines.push("loose");
  const at = lines.indexOf(from);
  const to = Math.min(Math.max(at + by, 0), lines.length - 1);
  return lines[to] ?? from;
}

/** The paper that comes after the one now taken, for going through several offers with one key. */
export function nextReusable(component: DossierComponent): string | undefined {
  const ids = component.reusable.map((paper) => paper.paperId);
  const at = component.reusedPaper ? ids.indexOf(component.reusedPaper.paperId) : -1;
  return ids[(at + 1) % ids.length];
}

export function pagesOfLine(dossier: Dossier, line: LineIndex): readonly string[] {
  return line === "loose" ? dossier.loosePageIds : (dossier.components[line]?.pageIds ?? []);
}

/** The picture for a selection: the chosen page, the one that came in last, the line's first, or the paper on offer. */
export function shownPage(dossier: Dossier, selection: PageSelection): string | null {
  const { line, pageId, latestPageId } = selection;
  const own = pagesOfLine(dossier, line);
  const chosen = [pageId, latestPageId].find((id) => id !== null && own.includes(id));
  const first = chosen ?? own[0];
  if (first !== undefined || line === "loose") return first ?? null;
  const component = dossier.components[line];
  return (component?.reusedPaper ?? component?.reusable[0])?.pageIds[0] ?? null;
}

/** Papers that only some cases need do not hold the officer up. */
function needsDecision(component: DossierComponent | undefined): boolean {
  return component?.status === "undecided" && !component.conditional;
}
