// What officers do with pages: each action is one transaction, one step that can be taken back, and one line in the log.
import type { Page, PageActionKind } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { ChangeBus } from "../changes";
import type { Writer } from "../storage";
import { addJoinedCard, putContent } from "./adding";
import { isChange } from "./arrangement";
import { acceptFindings } from "./findings";
import { recordStep, redoStep, undoStep, type Step } from "./history";
import { getPage, listPages } from "./page-rows";
import { quarterTurnsOf } from "./pictures";
import {
  livePagesOfOneDraft,
  mergePages,
  movePages,
  removePages,
  requireComponent,
  requireDraft,
  restorePages,
  rotatePages,
  splitPages,
  type Rearranged,
} from "./placement";
import type { PapersParts, PapersService, SplitInto } from "./ports";

type Actions = Pick<
  PapersService,
  "move" | "rotate" | "remove" | "restore" | "split" | "merge" | "joinCard" | "acceptFindings" | "undo" | "redo"
>;

/** The others bring pages of their own and are recorded where these are added. */
type ActionKind = Exclude<PageActionKind, "scan" | "replace" | "join_card">;

interface Action extends Rearranged {
  kind: ActionKind;
  madeComponentId?: string | null;
}

export function createActions(parts: PapersParts): Actions {
  const act = (work: (writer: Writer) => Action) =>
    commit(parts, (writer) => {
      const action = work(writer);
      return log(parts, writer, { ...recordAction(parts, writer, action), kind: EVENTS[action.kind] });
    });
  const takeBack = (dossierId: string, kind: "pages.undone" | "pages.redone") =>
    commit(parts, (writer) => {
      requireDraft(writer, dossierId);
      const step = kind === "pages.undone" ? undoStep(writer, dossierId) : redoStep(writer, dossierId);
      lookAgain(parts, writer, step);
      return log(parts, writer, { ...step, kind });
    });
  return {
    move: ({ beforePageId = null, ...input }) =>
      act((writer) => ({ ...movePages(writer, { ...input, beforePageId }), kind: "move" })),
    rotate: (pageIds, turns) => act((writer) => ({ ...rotatePages(writer, pageIds, turns), kind: "rotate" })),
    remove: (pageIds) => act((writer) => ({ ...removePages(writer, pageIds), kind: "remove" })),
    restore: (pageIds) => act((writer) => ({ ...restorePages(writer, pageIds), kind: "restore" })),
    split: (firstPageId, into) => act((writer) => split(parts, writer, { firstPageId, into })),
    merge: (from, into) => act((writer) => ({ ...mergePages(writer, from, into), kind: "merge" })),
    joinCard: (frontPageId, backPageId) => joinCard(parts, frontPageId, backPageId),
    acceptFindings: (pageIds, kinds) =>
      commit(parts, (writer) => {
        const { dossierId, count } = acceptFindings(writer, pageIds, kinds);
        if (count > 0) parts.recordEvent(writer, { dossierId, kind: "pages.accepted", facts: { count } });
        return dossierId;
      }),
    undo: (dossierId) => takeBack(dossierId, "pages.undone"),
    redo: (dossierId) => takeBack(dossierId, "pages.redone"),
  };
}

/** In the caller's transaction, as a step; none when everything stood so already. */
export function recordAction(parts: PapersParts, writer: Writer, action: Action): Step {
  // All or none: a page that kept its number while another was moved past it is part of the step, too.
  const changes = action.changes.some(isChange) ? action.changes : [];
  const step = { ...action, changes, pageCount: changes.length, doneAtUtc: parts.clock.now().toISOString() };
  recordStep(writer, step);
  lookAgain(parts, writer, step);
  return step;
}

export function touch({ clock }: Pick<PapersParts, "clock">, writer: Writer, dossierId: string): string {
  writer.run("UPDATE dossiers SET updated_at_utc = ? WHERE id = ?", clock.now().toISOString(), dossierId);
  return dossierId;
}

export function announce(changes: ChangeBus, dossierId: string): void {
  changes.publish({ topic: "papers", id: dossierId });
  changes.publish({ topic: "dossiers", id: dossierId });
}

/** Words under `events.<kind>`. */
const EVENTS: Record<ActionKind, string> = {
  move: "pages.moved",
  rotate: "pages.rotated",
  remove: "pages.removed",
  restore: "pages.restored",
  split: "pages.split",
  merge: "pages.merged",
};

/** @param work answers with the dossier that it changed */
function commit(parts: PapersParts, work: (writer: Writer) => string): Page[] {
  const dossierId = parts.storage.transaction((writer) => touch(parts, writer, work(writer)));
  announce(parts.changes, dossierId);
  return listPages(parts.storage.read, dossierId);
}

/** A page that was turned is read anew, one that was never looked at because it was hidden is looked at now. */
function lookAgain(parts: PapersParts, writer: Writer, { changes }: Rearranged): void {
  for (const { pageId, before, after } of changes) {
    if (before.rotation !== after.rotation) parts.onPageTurned(writer, getPage(writer, pageId));
    if (!before.hidden || after.hidden) continue;
    const page = getPage(writer, pageId);
    if (page.recognition === null) parts.onPageAdded(writer, page);
  }
}

interface Told extends Rearranged {
  kind: string;
  pageCount: number;
}

function log(parts: PapersParts, writer: Writer, { kind, dossierId, changes, pageCount }: Told): string {
  if (changes.length > 0) parts.recordEvent(writer, { dossierId, kind, facts: { count: pageCount } });
  return dossierId;
}

function split(
  parts: PapersParts,
  writer: Writer,
  { firstPageId, into }: { firstPageId: string; into: SplitInto },
): Action {
  const target = (dossierId: string) => {
    if (into.kind === "new") return parts.addComponent(writer, dossierId, into.name);
    requireComponent(writer, dossierId, into.componentId);
    return into.componentId;
  };
  const { intoComponentId, ...done } = splitPages(writer, firstPageId, target);
  return { ...done, kind: "split", madeComponentId: into.kind === "new" ? intoComponentId : null };
}

/** A scanner knows its resolution; that of a camera or a photo is only what somebody claims. */
function sideOf({ sha256, rotation, resolutionDpi, source }: Page, blobs: PapersParts["blobs"]) {
  const isMeasured = !/^(?:camera|file|folder)\b/.test(source);
  return {
    bytes: blobs.get(sha256),
    turns: quarterTurnsOf(rotation),
    resolutionDpi: isMeasured ? resolutionDpi : null,
  };
}

async function joinCard(parts: PapersParts, frontPageId: string, backPageId: string): Promise<Page[]> {
  const { storage, blobs, imaging } = parts;
  if (frontPageId === backPageId) throw new DomainError("INPUT_INVALID", { field: "backPageId" });
  const [front, back] = livePagesOfOneDraft(storage.read, [frontPageId, backPageId]) as [Page, Page];
  const image = await imaging.joinCard(sideOf(front, blobs), sideOf(back, blobs));
  const blob = putContent(blobs, image.bytes);
  return commit(parts, (writer) => {
    // Meanwhile the officer may have gone on: what is joined is where the sides stand now.
    const sides = livePagesOfOneDraft(writer, [frontPageId, backPageId]) as [Page, Page];
    addJoinedCard(parts, writer, { image, blob, sides });
    parts.recordEvent(writer, {
      dossierId: front.dossierId,
      kind: "pages.card_joined",
      facts: { count: sides.length },
    });
    return front.dossierId;
  });
}
