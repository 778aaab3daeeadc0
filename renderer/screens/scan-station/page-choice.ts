// Which pages are chosen and which one is shown, as rules without a window.

export interface PageChoice {
  /** The page shown in large; null: the one that came in last. */
  currentId: string | null;
  /** Where Shift began to extend. */
  anchorId: string | null;
  /** In the order of the list. */
  selectedIds: readonly string[];
}

export type StepTo = "previous" | "next" | "up" | "down" | "first" | "last";

export const NO_CHOICE: PageChoice = { currentId: null, anchorId: null, selectedIds: [] };

export function choosePage(id: string): PageChoice {
  return { currentId: id, anchorId: id, selectedIds: [id] };
}

/** From the anchor to this page, both included. */
export function extendTo(choice: PageChoice, id: string, order: readonly string[]): PageChoice {
  const anchorId = choice.anchorId ?? choice.currentId ?? id;
  const [from, to] = [order.indexOf(anchorId), order.indexOf(id)].toSorted((a, b) => a - b);
  if (from === undefined || to === undefined || from < 0) return choosePage(id);
  return { currentId: id, anchorId, selectedIds: order.slice(from, to + 1) };
}

/** One page more, or one less. */
export function togglePage(choice: PageChoice, id: string, order: readonly string[]): PageChoice {
  const isIn = choice.selectedIds.includes(id);
  const selectedIds = order.filter((each) => (each === id ? !isIn : choice.selectedIds.includes(each)));
  return { currentId: id, anchorId: id, selectedIds };
}

export function chooseAll(choice: PageChoice, order: readonly string[]): PageChoice {
  return { currentId: choice.currentId ?? order[0] ?? null, anchorId: order[0] ?? null, selectedIds: order };
}

/** What is left of a choice when pages have gone: the page that took the place of the shown one is shown. */
export function keepExisting(choice: PageChoice, before: readonly string[], after: readonly string[]): PageChoice {
  const left = new Set(after);
  const selectedIds = choice.selectedIds.filter((id) => left.has(id));
  if (choice.currentId === null || left.has(choice.currentId)) return { ...choice, selectedIds };
  const at = before.indexOf(choice.currentId);
  const neighbour =
    before.slice(at + 1).find((id) => left.has(id)) ?? before.slice(0, Math.max(at, 0)).findLast((id) => left.has(id));
  return neighbour === undefined ? NO_CHOICE : choosePage(neighbour);
}

/** The page behind the last of these; undefined at the end of the list. */
export function pageAfter(order: readonly string[], ids: readonly string[]): string | undefined {
  const last = Math.max(...ids.map((id) => order.indexOf(id)));
  return order[last + 1];
}

/** A picture's place in the list as drawn. */
export interface Box {
  id: string;
  left: number;
  top: number;
}

/** The page one step on; rows are as drawn, up and down go to the nearest picture of the next row. */
export function pageAt(boxes: readonly Box[], currentId: string | null, to: StepTo): string | null {
  const at = boxes.findIndex((box) => box.id === currentId);
  const from = boxes[at];
  const last = boxes.length - 1;
  if (to === "last") return boxes[last]?.id ?? null;
  if (!from || to === "first") return boxes[0]?.id ?? null;
  if (to === "up" || to === "down") return (inNextRow(boxes, from, to) ?? from).id;
  const next = to === "next" ? Math.min(at + 1, last) : Math.max(at - 1, 0);
  return (boxes[next] ?? from).id;
}

function inNextRow(boxes: readonly Box[], from: Box, to: "up" | "down"): Box | undefined {
  const beyond = boxes.filter((box) => (to === "down" ? box.top > from.top : box.top < from.top));
  const edge = to === "down" ? Math.min(...beyond.map(({ top }) => top)) : Math.max(...beyond.map(({ top }) => top));
  const row = beyond.filter(({ top }) => top === edge);
  return row.toSorted((a, b) => Math.abs(a.left - from.left) - Math.abs(b.left - from.left))[0];
}
