// Carries out the commands of the component list against core: statuses, pages, reuse. Reads the dossier as core last
// told it, not as it was drawn, so that two keys in one moment do not act on the same line.
import type { ComponentStatus, Dossier, DossierComponent } from "../../../../shared/contract";
import { api, client, queryClient } from "../../../bridge";
import { firstChoice, moveLine, nextForm, nextReusable, nextUndecided, pagesOfLine } from "./component-choices";
import type { PaperCommand } from "./paper-keys";
import { type Selection, selectLine, type SelectionStore } from "./selection";

export interface PaperDeskOptions {
  dossierId: string;
  selection: SelectionStore;
  /** Runs one call after the other and keeps its fault. */
  run: (work: () => Promise<void>) => Promise<boolean>;
  adopt: (dossier: Dossier) => void;
  scan: (component: DossierComponent | null) => void;
  /** Opens the document camera. */
  capture: (component: DossierComponent | null) => void;
  chooseFiles: () => void;
  /** Nothing is left to decide. */
  onDone: () => void;
  onRemoved: (pageIds: string[]) => void;
}

type Act = (desk: PaperDeskOptions, dossier: Dossier) => void;

export function performCommand(desk: PaperDeskOptions, command: PaperCommand): void {
  const dossier = dossierNow(desk.dossierId);
  if (!dossier) return;
  desk.selection.setState({ note: null });
  if (command.kind === "digit") takeDigit(desk, dossier, command.digit);
  else if (command.kind === "line") selectLine(desk.selection, moveLine(dossier, lineOf(desk), command.by));
  else if (command.kind === "page") movePageSelection(desk, dossier, command.by);
  else if (command.kind === "carry") carryPage(desk, dossier, command.by);
  else ACTS[command.kind](desk, dossier);
}

/** Removes pages; they come back by `restorePages`. */
export async function removePages(desk: PaperDeskOptions, pageIds: string[]): Promise<void> {
  const isDone = await desk.run(async () => void (await client.papers.remove({ pageIds })));
  if (!isDone) return;
  desk.selection.setState({ pageId: null, isZoomed: false });
  await askAgain(desk.dossierId);
  leaveGoneLine(desk);
  desk.onRemoved(pageIds);
}

export async function restorePages(desk: PaperDeskOptions, pageIds: string[]): Promise<void> {
  await desk.run(async () => void (await client.papers.restore({ pageIds })));
  await askAgain(desk.dossierId);
}

const ACTS: Record<Exclude<PaperCommand["kind"], "digit" | "line" | "page" | "carry">, Act> = {
  enter: doFirstChoice,
  scan: (desk, dossier) => desk.scan(componentOf(desk, dossier)),
  camera: (desk, dossier) => desk.capture(componentOf(desk, dossier)),
  files: (desk) => desk.chooseFiles(),
  seen: (desk, dossier) => decide(desk, dossier, "seen"),
  missing: (desk, dossier) => decide(desk, dossier, "missing"),
  not_needed: (desk, dossier) => decide(desk, dossier, "not_needed"),
  undecided: (desk, dossier) => decide(desk, dossier, "undecided"),
  reuse: (desk, dossier) => decide(desk, dossier, "reused"),
  form: changeForm,
  remove: removeSelected,
  zoom: (desk) => desk.selection.setState(({ isZoomed }) => ({ isZoomed: !isZoomed })),
  add: (desk) => desk.selection.setState({ isAdding: true }),
};

function doFirstChoice(desk: PaperDeskOptions, dossier: Dossier): void {
  const component = componentOf(desk, dossier);
  const choice = component ? firstChoice(component) : "next";
  if (choice === "reuse") decide(desk, dossier, "reused");
  else if (choice === "seen") decide(desk, dossier, "seen");
  else if (choice === "scan") desk.scan(component);
  else goOn(desk, dossier);
}

function decide(desk: PaperDeskOptions, dossier: Dossier, status: ComponentStatus): void {
  const component = componentOf(desk, dossier);
  if (!component) return;
  if (component.pageIds.length > 0) return desk.selection.setState({ note: "papers.hasPages" });
  const reusePaperId = status === "reused" ? nextReusable(component) : null;
  if (reusePaperId === undefined) return;
  const isChange = component.status !== status;
  void desk.run(async () => {
    desk.adopt(
      await client.dossiers.setComponent({
        dossierId: dossier.id,
        componentId: component.id,
        status,
        reusePaperId,
      }),
    );
  });
  if (!isChange || status === "undecided") return;
  const components = dossier.components.map((each) => (each === component ? { ...each, status } : each));
  showDecision(dossier, components);
  const next = nextUndecided(components, lineOf(desk));
  if (next !== undefined) selectLine(desk.selection, next);
}

/** Shown at once; core's answer follows and is the truth. */
function showDecision(dossier: Dossier, components: DossierComponent[]): void {
  queryClient.setQueryData(api.dossiers.get.queryKey({ input: { id: dossier.id } }), { ...dossier, components });
}

/** Only Enter leaves the list: a letter that decided the last paper must not be followed by letters elsewhere. */
function goOn(desk: PaperDeskOptions, dossier: Dossier): void {
  const next = nextUndecided(dossier.components, lineOf(desk));
  if (next === undefined) desk.onDone();
  else selectLine(desk.selection, next);
}

function changeForm(desk: PaperDeskOptions, dossier: Dossier): void {
  const component = componentOf(desk, dossier);
  if (!component) return;
  const form = nextForm(component.form);
  const components = dossier.components.map((each) => (each === component ? { ...each, form } : each));
  showDecision(dossier, components);
  void desk.run(async () => {
    desk.adopt(await client.dossiers.setComponent({ dossierId: dossier.id, componentId: component.id, form }));
  });
}

function takeDigit(desk: PaperDeskOptions, dossier: Dossier, digit: number): void {
  const { pageId } = desk.selection.getState();
  const target = dossier.components[digit - 1];
  if (pageId !== null && (target || digit === 0)) return movePage(desk, pageId, target ?? null);
  if (target) selectLine(desk.selection, digit - 1);
  else if (digit === 0 && dossier.loosePageIds.length > 0) selectLine(desk.selection, "loose");
}

function movePage(desk: PaperDeskOptions, pageId: string, target: DossierComponent | null): void {
  desk.selection.setState({ pageId: null });
  void desk
    .run(async () => void (await client.papers.move({ pageIds: [pageId], componentId: target?.id ?? null })))
    .then(() => askAgain(desk.dossierId))
    .then(() => leaveGoneLine(desk));
}

/** Takes the chosen page to the paper above or below, and stays with it; papers after the ninth have no digit. */
function carryPage(desk: PaperDeskOptions, dossier: Dossier, by: 1 | -1): void {
  const { pageId } = desk.selection.getState();
  const line = moveLine(dossier, lineOf(desk), by);
  if (pageId === null || line === lineOf(desk)) return;
  movePage(desk, pageId, line === "loose" ? null : (dossier.components[line] ?? null));
  selectLine(desk.selection, line);
  desk.selection.setState({ pageId });
}

function movePageSelection(desk: PaperDeskOptions, dossier: Dossier, by: 1 | -1): void {
  const pages = pagesOfLine(dossier, lineOf(desk));
  if (pages.length === 0) return;
  const { pageId, latestPageId } = desk.selection.getState();
  const at = pages.indexOf(pageId ?? "");
  const from = at >= 0 ? at + by : Math.max(pages.indexOf(latestPageId ?? ""), 0);
  desk.selection.setState({ pageId: pages[Math.min(Math.max(from, 0), pages.length - 1)] ?? null });
}

function removeSelected(desk: PaperDeskOptions, dossier: Dossier): void {
  const { pageId } = desk.selection.getState();
  const component = componentOf(desk, dossier);
  if (pageId !== null) void removePages(desk, [pageId]);
  else if (component?.status === "reused") decide(desk, dossier, "undecided");
}

/** The line of loose pages goes with its last page. */
function leaveGoneLine(desk: PaperDeskOptions): void {
  const dossier = dossierNow(desk.dossierId);
  if (!dossier || lineOf(desk) !== "loose" || dossier.loosePageIds.length > 0) return;
  selectLine(desk.selection, nextUndecided(dossier.components, "loose") ?? 0);
}

async function askAgain(dossierId: string): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: api.papers.list.queryKey({ input: { dossierId } }) }),
    queryClient.invalidateQueries({ queryKey: api.dossiers.get.queryKey({ input: { id: dossierId } }) }),
  ]);
}

function dossierNow(dossierId: string): Dossier | undefined {
  return queryClient.getQueryData(api.dossiers.get.queryKey({ input: { id: dossierId } }));
}

function lineOf(desk: PaperDeskOptions): Selection["line"] {
  return desk.selection.getState().line;
}

function componentOf(desk: PaperDeskOptions, dossier: Dossier): DossierComponent | null {
  const line = lineOf(desk);
  return line === "loose" ? null : (dossier.components[line] ?? null);
}
