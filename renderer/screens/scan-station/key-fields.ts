// Which of a page's fields the narrow column at the right shows.
import type { PageField } from "../../../shared/contract";

const MOST = 7;

/** As they stand on the page; where there are too many, those to look at before those that are sure. */
export function keyFields(fields: readonly PageField[]): { shown: PageField[]; hidden: number } {
  const there = fields.filter(({ state }) => state !== "dismissed");
  if (there.length <= MOST) return { shown: there, hidden: 0 };
  const ranked = there.toSorted((a, b) => Number(needsLook(b)) - Number(needsLook(a)));
  const chosen = new Set(ranked.slice(0, MOST));
  return { shown: there.filter((field) => chosen.has(field)), hidden: there.length - MOST };
}

function needsLook({ state }: PageField): boolean {
  return state === "doubt" || state === "unread";
}
