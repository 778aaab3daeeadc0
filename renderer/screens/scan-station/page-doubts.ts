// What a person should look at on a page, and what would mend it.
import type { Finding, FindingKind, Page } from "../../../shared/contract";

/** An aspect of a page with the kinds of finding that speak against it, in the order in which they are shown. */
export const ASPECTS = [
  { name: "resolution", kinds: ["low_resolution"] },
  { name: "straight", kinds: ["skewed"] },
  { name: "sharp", kinds: ["blurred"] },
  { name: "whole", kinds: ["cut_edge"] },
  { name: "light", kinds: ["too_dark", "too_light"] },
  { name: "upright", kinds: ["wrong_orientation"] },
  { name: "paper", kinds: ["wrong_paper"] },
] as const satisfies readonly { name: string; kinds: readonly FindingKind[] }[];

/** What one key does about a finding. */
export type Suggestion =
  { kind: "move"; componentId: string } | { kind: "rotate"; quarterTurns: 1 | 2 | 3 } | { kind: "drop" };

export function openFindings(page: Page): readonly Finding[] {
  return page.findings?.filter((finding) => !finding.accepted) ?? [];
}

/** Shown with a red frame and counted by "next doubtful page". */
export function isDoubtful(page: Page): boolean {
  return (
    page.recognition === "failed" || openFindings(page).some(({ severity }) => severity === "warning") || isBlank(page)
  );
}

export function isBlank(page: Page): boolean {
  return openFindings(page).some(({ kind }) => kind === "blank");
}

/** The first finding about this page for which there is one thing to do. */
export function suggestionFor(page: Page): Suggestion | null {
  for (const finding of openFindings(page)) {
    const suggestion = suggestionOf(finding);
    if (suggestion) return suggestion;
  }
  return null;
}

/** The next page after this one that a person should look at, going round. */
export function nextDoubt(pages: readonly Page[], currentId: string | null): Page | undefined {
  const at = pages.findIndex(({ id }) => id === currentId);
  return [...pages.slice(at + 1), ...pages.slice(0, at + 1)].find(isDoubtful);
}

function suggestionOf({ kind, value, suggestedComponentId }: Finding): Suggestion | null {
  if (kind === "blank") return { kind: "drop" };
  if (kind === "wrong_paper" && suggestedComponentId !== null)
    return { kind: "move", componentId: suggestedComponentId };
  if (kind !== "wrong_orientation") return null;
  const quarterTurns = ([1, 2, 3] as const).find((turns) => turns === value);
  return quarterTurns === undefined ? null : { kind: "rotate", quarterTurns };
}
