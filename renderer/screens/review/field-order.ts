// In which order the fields of a page are looked at, which one comes next, and what one glance should tell.
import type { FieldState, PageField } from "../../../shared/contract";

/** Unread first, then doubts by how little the machine knows, then what it is sure of, then what a person has decided. */
const RANK: Readonly<Record<FieldState, number>> = {
  unread: 0,
  doubt: 1,
  sure: 2,
  confirmed: 3,
  corrected: 3,
  dismissed: 3,
};

/** Keys, worst first; fields of equal rank and confidence stay as they stand on the page. */
export function worstFirst(fields: readonly PageField[]): string[] {
  return fields.toSorted((a, b) => RANK[a.state] - RANK[b.state] || doubtOf(a) - doubtOf(b)).map(({ key }) => key);
}

/**
 * The order that the officer has before the eyes stays as long as the fields are the same: a row that is decided must
 * not run away from under the hand.
 */
export function keepOrder(order: readonly string[], fields: readonly PageField[]): string[] {
  const isSame = order.length === fields.length && fields.every(({ key }) => order.includes(key));
  return isSame ? [...order] : worstFirst(fields);
}

export function inOrder(fields: readonly PageField[], order: readonly string[]): PageField[] {
  return order.flatMap((key) => fields.find((field) => field.key === key) ?? []);
}

export function isOpen({ state }: Pick<PageField, "state">): boolean {
  return state === "unread" || state === "doubt";
}

export function isDecided({ state }: Pick<PageField, "state">): boolean {
  return RANK[state] === RANK.confirmed;
}

/** The next field that a person must look at after this one, going round; null when there is none but this one. */
export function nextOpen(fields: readonly PageField[], from: string | null): string | null {
  return othersAfter(fields, from).find(isOpen)?.key ?? null;
}

/** The next doubt; when there is none any more, the next field that nobody has decided on. */
export function nextToDecide(fields: readonly PageField[], from: string | null): string | null {
  const others = othersAfter(fields, from);
  return nextOpen(fields, from) ?? others.find((field) => !isDecided(field))?.key ?? null;
}

/** The neighbour in the list; at an end the field itself. */
export function stepField(fields: readonly PageField[], from: string | null, by: 1 | -1): string | null {
  const at = fields.findIndex(({ key }) => key === from);
  if (at < 0) return fields[0]?.key ?? null;
  return fields[Math.min(fields.length - 1, Math.max(0, at + by))]?.key ?? null;
}

export interface Glance {
  total: number;
  sure: number;
  doubts: number;
  unread: number;
  decided: number;
}

export function glanceOf(fields: readonly PageField[]): Glance {
  const count = (is: (field: PageField) => boolean): number => fields.filter(is).length;
  return {
    total: fields.length,
    sure: count(({ state }) => state === "sure"),
    doubts: count(({ state }) => state === "doubt"),
    unread: count(({ state }) => state === "unread"),
    decided: count(isDecided),
  };
}

/** The field in which two readings of a page differ: what an undo has brought back. */
export function changedField(before: readonly PageField[], after: readonly PageField[]): string | null {
  const known = new Map(before.map((field) => [field.key, field]));
  const changed = after.find(({ key, state, value }) => {
    const old = known.get(key);
    return old !== undefined && (old.state !== state || old.value !== value);
  });
  return changed?.key ?? null;
}

function othersAfter(fields: readonly PageField[], from: string | null): PageField[] {
  const at = fields.findIndex(({ key }) => key === from);
  return [...fields.slice(at + 1), ...fields.slice(0, Math.max(at, 0))];
}

/** The confidence counts only among doubts: what is sure stands as it stands on the paper. */
function doubtOf({ state, confidence }: PageField): number {
  return state === "doubt" ? confidence : 0;
}
