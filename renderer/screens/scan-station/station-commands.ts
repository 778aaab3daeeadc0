// Carries out the commands of the scan station, whether they came by key or by button.
import type { Page, PageAction, ScanPlace } from "../../../shared/contract";
import { client } from "../../bridge";
import { useNavigation } from "../../stores/navigation";
import { chooseAll, choosePage, extendTo, NO_CHOICE, pageAfter, pageAt, type StepTo } from "./page-choice";
import { isBlank, nextDoubt, openFindings, suggestionFor } from "./page-doubts";
import { carriedBefore, componentOfDigit, pagesInOrder } from "./page-groups";
import { joinCard, mergeInto, splitInto } from "./paper-commands";
import {
  actedOn,
  change,
  componentOf,
  dossierNow,
  groupsNow,
  isAddOnly,
  orderNow,
  shownNow,
  type StationDesk,
} from "./station-desk";
import { isArranging, type PlainCommand, type StationCommand } from "./station-keys";
import { chooseTarget, type Prompt, type Said } from "./station-store";
import { boxesOf } from "./thumb-boxes";

type Act = (desk: StationDesk) => void;

export function performCommand(desk: StationDesk, command: StationCommand): void {
  if (isArranging(command) && isAddOnly(desk)) return desk.store.setState({ note: "addOnly" });
  desk.store.setState({ note: null });
  switch (command.kind) {
    case "digit":
      return isAddOnly(desk) ? targetDigit(desk, command.digit) : takeDigit(desk, command.digit);
    case "step":
      return step(desk, command.to, command.extends);
    case "carry":
      return carry(desk, command.by);
    case "target":
      return stepTarget(desk, command.by);
    case "rotate":
      return rotate(desk, command.quarterTurns);
    default:
      return ACTS[command.kind](desk);
  }
}

/** Pages to another paper (null: loose), or before a page that stands there. */
export function movePages(
  desk: StationDesk,
  pageIds: string[],
  to: { componentId: string | null; beforePageId: string | null },
): void {
  const name = componentOf(desk, to.componentId)?.label;
  const count = pageIds.length;
  const said: Said =
    name === undefined ? { key: "loosened", facts: { count } } : { key: "moved", facts: { name, count } };
  void change(desk, () => client.papers.move({ pageIds, ...to }), said);
}

export function restorePages(desk: StationDesk, pageIds: string[]): void {
  const said = { key: "restored", facts: { count: pageIds.length } };
  void change(desk, () => client.papers.restore({ pageIds }), said);
}

const ACTS: Record<PlainCommand, Act> = {
  scan: (desk) => scanTo(desk, desk.store.getState().componentId, { kind: "end" }),
  rescan: (desk) => atShown(desk, (page) => scanTo(desk, page.componentId, { kind: "replace", pageId: page.id })),
  insert: (desk) => atShown(desk, (page) => scanTo(desk, page.componentId, { kind: "before", pageId: page.id })),
  remove: (desk) => drop(desk, actedOn(desk)),
  dropBlank: (desk) => dropBlanks(desk, actedOn(desk)),
  dropBlanks: (desk) => dropBlanks(desk, pagesInOrder(groupsNow(desk))),
  keep,
  selectAll: (desk) => desk.store.setState((station) => chooseAll(station, orderNow(desk))),
  split: (desk) => atShown(desk, () => open(desk, "split")),
  merge: (desk) => atShown(desk, () => open(desk, "merge")),
  join: joinCard,
  undo: (desk) => void goBack(desk, "undo"),
  redo: (desk) => void goBack(desk, "redo"),
  camera: (desk) => open(desk, "camera"),
  files: (desk) => desk.chooseFiles(),
  separators: (desk) => open(desk, "separators"),
  removed: (desk) => open(desk, "removed"),
  doubt: toNextDoubt,
  suggestion: followSuggestion,
  zoom: (desk) => desk.store.setState(({ isZoomed }) => ({ isZoomed: !isZoomed })),
  profile: (desk) => desk.nextProfile(),
  review: (desk) => atShown(desk, openReview),
};

const ANSWERS = {
  split: (desk: StationDesk, componentId: string) => splitInto(desk, { kind: "component", componentId }),
  merge: mergeInto,
};

/** The same key again closes what it opened. */
function open(desk: StationDesk, prompt: Prompt): void {
  desk.store.setState((station) => ({ prompt: station.prompt === prompt ? null : prompt }));
}

function scanTo(desk: StationDesk, componentId: string | null, place: ScanPlace): void {
  const { duty } = componentOf(desk, componentId) ?? {};
  if (duty === "present") return desk.store.setState({ note: "presentOnly" });
  if (place.kind === "end") desk.store.setState({ currentId: null, anchorId: null, selectedIds: [] });
  desk.scan({ componentId, place, isSingle: place.kind === "replace" });
}

function atShown(desk: StationDesk, work: (page: Page) => void): void {
  const page = shownNow(desk);
  if (page) work(page);
  else desk.store.setState({ note: "noPage" });
}

/** Coming back shows the same page. */
function openReview({ id, dossierId }: Page): void {
  const { place, refine, navigate } = useNavigation.getState();
  refine({ ...place.params, pageId: id });
  navigate("review", { dossierId, pageId: id });
}

/**
 * With a prompt open the digit answers it; with pages chosen it moves them and goes on to the next page, so that a stack
 * is sorted by digits alone; else it chooses where scanning goes.
 */
function takeDigit(desk: StationDesk, digit: number): void {
  const dossier = dossierNow(desk);
  const target = dossier && componentOfDigit(dossier, digit);
  if (target === undefined) return;
  const { prompt, selectedIds } = desk.store.getState();
  if (prompt === "split" || prompt === "merge") return target === null ? undefined : ANSWERS[prompt](desk, target.id);
  if (selectedIds.length === 0) return chooseTarget(desk.store, target?.id ?? null);
  if (target?.duty === "present") return desk.store.setState({ note: "presentOnly" });
  const next = pageAfter(orderNow(desk), selectedIds);
  movePages(desk, [...selectedIds], { componentId: target?.id ?? null, beforePageId: null });
  desk.store.setState(next === undefined ? NO_CHOICE : choosePage(next));
}

/** Where nothing can be moved the digit says where to scan, whatever is chosen. */
function targetDigit(desk: StationDesk, digit: number): void {
  const dossier = dossierNow(desk);
  const target = dossier && componentOfDigit(dossier, digit);
  if (target !== undefined) chooseTarget(desk.store, target?.id ?? null);
}

function step(desk: StationDesk, to: StepTo, isExtending: boolean): void {
  const { currentId } = desk.store.getState();
  const isByRow = to === "up" || to === "down";
  const boxes = isByRow ? boxesOf(desk.dossierId) : orderNow(desk).map((id) => ({ id, left: 0, top: 0 }));
  const id = pageAt(boxes, currentId ?? shownNow(desk)?.id ?? null, to);
  if (id === null) return;
  desk.store.setState((station) => (isExtending ? extendTo(station, id, orderNow(desk)) : choosePage(id)));
}

function carry(desk: StationDesk, by: 1 | -1): void {
  const pages = actedOn(desk);
  const componentId = pages[0]?.componentId ?? null;
  const pageIds = pages.filter((page) => page.componentId === componentId).map(({ id }) => id);
  const group = groupsNow(desk).find(({ component }) => (component?.id ?? null) === componentId);
  const beforePageId = carriedBefore(group?.pages ?? [], pageIds, by);
  if (beforePageId === undefined) return;
  if (desk.store.getState().selectedIds.length === 0 && pageIds[0]) desk.store.setState(choosePage(pageIds[0]));
  void change(desk, () => client.papers.move({ pageIds, componentId, beforePageId }));
}

/** The next paper to scan into, also after the ninth, which has no digit. */
function stepTarget(desk: StationDesk, by: 1 | -1): void {
  const components = dossierNow(desk)?.components.filter(({ duty }) => duty === "submit") ?? [];
  const targets = [...components.map(({ id }) => id), null];
  const at = targets.indexOf(desk.store.getState().componentId);
  chooseTarget(desk.store, targets[Math.min(Math.max(at + by, 0), targets.length - 1)] ?? null);
}

function rotate(desk: StationDesk, quarterTurns: number): void {
  const pageIds = actedOn(desk).map(({ id }) => id);
  if (pageIds.length === 0) return desk.store.setState({ note: "noPage" });
  void change(desk, () => client.papers.rotate({ pageIds, quarterTurns }));
}

function drop(desk: StationDesk, pages: readonly Page[]): void {
  const pageIds = pages.map(({ id }) => id);
  if (pageIds.length === 0) return desk.store.setState({ note: "noPage" });
  const said = { key: "removed", facts: { count: pageIds.length } };
  void change(desk, () => client.papers.remove({ pageIds }), said);
}

function dropBlanks(desk: StationDesk, pages: readonly Page[]): void {
  const blank = pages.filter(isBlank);
  if (blank.length > 0) drop(desk, blank);
  else desk.store.setState({ note: "notBlank" });
}

function keep(desk: StationDesk): void {
  const pageIds = actedOn(desk)
    .filter((page) => openFindings(page).length > 0)
    .map(({ id }) => id);
  if (pageIds.length === 0) return;
  const said = { key: "kept", facts: { count: pageIds.length } };
  void change(desk, () => client.papers.acceptFindings({ pageIds, kinds: null }), said);
}

function toNextDoubt(desk: StationDesk): void {
  const page = nextDoubt(pagesInOrder(groupsNow(desk)), shownNow(desk)?.id ?? null);
  if (page) desk.store.setState(choosePage(page.id));
  else desk.store.setState({ note: "noDoubt" });
}

function followSuggestion(desk: StationDesk): void {
  const page = shownNow(desk);
  const suggestion = page && suggestionFor(page);
  if (!page || !suggestion) return desk.store.setState({ note: "noSuggestion" });
  if (suggestion.kind === "drop") return drop(desk, [page]);
  if (suggestion.kind === "move")
    return movePages(desk, [page.id], { componentId: suggestion.componentId, beforePageId: null });
  const { quarterTurns } = suggestion;
  void change(desk, () => client.papers.rotate({ pageIds: [page.id], quarterTurns }));
}

/** Takes the last step back, or does it again, and says which one it was. */
function goBack(desk: StationDesk, way: "undo" | "redo"): Promise<boolean> {
  const { dossierId } = desk;
  let step: PageAction | null = null;
  return desk
    .run(async () => void (step = (await client.papers.history({ dossierId }))[way]))
    .then((isKnown) => {
      if (!isKnown) return false;
      if (step) return change(desk, () => client.papers[way]({ dossierId }), saidOf(way, step));
      desk.store.setState({ note: way === "undo" ? "nothingToUndo" : "nothingToRedo" });
      return false;
    });
}

function saidOf(way: "undo" | "redo", { kind, pageCount }: PageAction) {
  return { key: way === "undo" ? "undone" : "redone", facts: { step: kind, count: pageCount } };
}
