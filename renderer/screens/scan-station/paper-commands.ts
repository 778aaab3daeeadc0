// Commands on whole papers: one becomes two, two become one, both sides of a card become one page.
import { client } from "../../bridge";
import { actedOn, change, componentOf, shownNow, type StationDesk } from "./station-desk";

export type SplitInto = { kind: "component"; componentId: string } | { kind: "new"; name: string };

/** The shown page and those after it in its paper become another paper. */
export function splitInto(desk: StationDesk, into: SplitInto): void {
  const first = shownNow(desk);
  desk.store.setState({ prompt: null });
  if (!first) return;
  const name = into.kind === "new" ? into.name : (componentOf(desk, into.componentId)?.label ?? "");
  void change(desk, () => client.papers.split({ firstPageId: first.id, into }), { key: "split", facts: { name } });
}

/** All pages of the shown page's paper go to the end of another; loose pages are moved, they are no paper. */
export function mergeInto(desk: StationDesk, intoComponentId: string): void {
  const fromComponentId = shownNow(desk)?.componentId;
  desk.store.setState({ prompt: null });
  if (fromComponentId === undefined) return;
  if (fromComponentId === intoComponentId) return desk.store.setState({ note: "alreadyThere" });
  if (fromComponentId === null) return desk.store.setState({ note: "looseIsNoPaper" });
  const said = { key: "merged", facts: { name: componentOf(desk, intoComponentId)?.label ?? "" } };
  void change(desk, () => client.papers.merge({ fromComponentId, intoComponentId }), said);
}

export function joinCard(desk: StationDesk): void {
  const [front, back, ...more] = actedOn(desk);
  if (!front || !back || more.length > 0) return desk.store.setState({ note: "twoPages" });
  const said = { key: "joined", facts: {} };
  void change(desk, () => client.papers.joinCard({ frontPageId: front.id, backPageId: back.id }), said);
}
