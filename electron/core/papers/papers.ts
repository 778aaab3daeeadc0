// The service of digitised papers: each change is one transaction, one step that can be taken back, and one line in the log.
import type { FindingKind, Page, PageActionKind, PageHistory } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { ChangeBus } from "../changes";
import type { Imaging } from "../imaging";
import type { StoredBlob, Writer } from "../storage";
import {
  addJoinedCard,
  addPage,
  findByOrigin,
  putContent,
  registerBlob,
  type AddingParts,
  type NewPage,
} from "./adding";
import { isChange } from "./arrangement";
import { acceptFindings } from "./findings";
import { readHistory, recordStep, redoStep, undoStep, type Step } from "./history";
import { getPage, listBlobs, listPages, listRemovedPages, type DossierBlob } from "./page-rows";
import { createPictures, quarterTurnsOf, type ImageSize, type Pictures } from "./pictures";
import {
  livePagesOfOneDraft,
  mergePages,
  movePages,
  releasePages,
  removePages,
  requireComponent,
  requireDraft,
  restorePages,
  rotatePages,
  splitPages,
  type Rearranged,
} from "./placement";

/** What the pages after a split become. */
export type SplitInto = { kind: "component"; componentId: string } | { kind: "new"; name: string };

/** Changes answer with the pages of the dossier as they stand afterwards; all throw DOSSIER_NOT_DRAFT and NOT_FOUND. */
export interface PapersService extends Pictures {
  /**
   * Stores the file, then the row. The page survives a power cut once this returns. Replacing, the old page is hidden
   * in the same transaction.
   * @throws DomainError STORAGE_FULL, NOT_FOUND, DOSSIER_NOT_DRAFT, FILE_EMPTY, FILE_ALREADY_TAKEN {pageId}
   */
  addPage(input: NewPage): Page;
  /** The page that was made from this before, hidden ones included. */
  findByOrigin(originKey: string): string | undefined;
  /** @throws DomainError NOT_FOUND */
  getPage(pageId: string): Page;
  /** Components in order, loose pages last; removed pages left out. */
  listPages(dossierId: string): Page[];
  /** Removed and replaced pages and separator sheets, those hidden last first. */
  listRemoved(dossierId: string): Page[];
  /** The original, as it was stored: not turned. @throws DomainError NOT_FOUND, BLOB_MISSING, BLOB_DAMAGED */
  readPage(pageId: string): Uint8Array;
  /** The page at its full resolution, turned as it is shown. @throws DomainError as readPage, FILE_* */
  readUpright(pageId: string): Promise<Uint8Array>;
  /** Every file that the dossier stands on, reused papers included. */
  blobsOfDossier(dossierId: string): DossierBlob[];
  /** @throws DomainError BLOB_MISSING, BLOB_DAMAGED */
  readBlob(sha256: string): Uint8Array;
  /** File and its row; for what is no page, such as a printed PDF. */
  storeBlob(content: Uint8Array, mimeType: string): StoredBlob;
  /**
   * thumb: ≤ 320 px, screen: ≤ 1600 px, full: the original size; turned as the page is shown, while its widthPx and
   * heightPx stay those of the stored file. null when there is no such page.
   */
  readImage(pageId: string, size: ImageSize): Promise<{ mimeType: string; bytes: Uint8Array } | null>;
  /** In the order given, before a page that stands there or to the end (null). */
  move(input: { pageIds: readonly string[]; componentId: string | null; beforePageId?: string | null }): Page[];
  /** Quarter turns clockwise. Text and findings are made anew. */
  rotate(pageIds: readonly string[], quarterTurns: number): Page[];
  remove(pageIds: readonly string[]): Page[];
  restore(pageIds: readonly string[]): Page[];
  split(firstPageId: string, into: SplitInto): Page[];
  merge(fromComponentId: string, intoComponentId: string): Page[];
  /** @throws DomainError INPUT_INVALID when both are one page; FILE_* as imaging */
  joinCard(frontPageId: string, backPageId: string): Promise<Page[]>;
  /** @param kinds null: all */
  acceptFindings(pageIds: readonly string[], kinds: readonly FindingKind[] | null): Page[];
  history(dossierId: string): PageHistory;
  /** @throws DomainError NOTHING_TO_UNDO */
  undo(dossierId: string): Page[];
  redo(dossierId: string): Page[];
  /** Makes the pages of a component loose, inside the caller's transaction. */
  release(writer: Writer, dossierId: string, componentId: string): void;
}

export interface PapersParts extends AddingParts {
  imaging: Pick<Imaging, "resize" | "turn" | "joinCard">;
  changes: ChangeBus;
  /** Adds to the log in the transaction of the change: who hid pages, who brought them back. */
  recordEvent: (writer: Writer, event: { dossierId: string; kind: string; facts: { count: number } }) => void;
  /** Runs in the transaction that turned the page. */
  onPageTurned: (writer: Writer, page: Page) => void;
  /** A component of the officer's own, at the end of the checklist. @returns its id */
  addComponent: (writer: Writer, dossierId: string, name: string) => string;
}

export function createPapers(parts: PapersParts): PapersService {
  const { storage, blobs } = parts;
  return {
    addPage: (input) => {
      const page = addPage(parts, input, (writer, { dossierId, isReplacement }) => {
        if (isReplacement) parts.recordEvent(writer, { dossierId, kind: "pages.replaced", facts: { count: 1 } });
        touch(parts, writer, dossierId);
      });
      announce(parts.changes, input.dossierId);
      return page;
    },
    findByOrigin: (originKey) => findByOrigin(storage.read, originKey),
    getPage: (pageId) => getPage(storage.read, pageId),
    listPages: (dossierId) => listPages(storage.read, dossierId),
    listRemoved: (dossierId) => listRemovedPages(storage.read, dossierId),
    readPage: (pageId) => blobs.get(getPage(storage.read, pageId).sha256),
    blobsOfDossier: (dossierId) => listBlobs(storage.read, dossierId),
    readBlob: (sha256) => blobs.get(sha256),
    storeBlob: (content, mimeType) => {
      const blob = putContent(blobs, content);
      storage.transaction((writer) => registerBlob(writer, { ...blob, mimeType }, parts.clock));
      return blob;
    },
    history: (dossierId) => readHistory(storage.read, dossierId),
    release: (writer, dossierId, componentId) =>
      void record(parts, writer, "move", releasePages(writer, dossierId, componentId)),
    ...createPictures({ reader: storage.read, blobs, imaging: parts.imaging }),
    ...createActions(parts),
  };
}

type Actions = Pick<
  PapersService,
  "move" | "rotate" | "remove" | "restore" | "split" | "merge" | "joinCard" | "acceptFindings" | "undo" | "redo"
>;

function createActions(parts: PapersParts): Actions {
  const act = (kind: PageActionKind, work: (writer: Writer) => Rearranged & { madeComponentId?: string | null }) =>
    commit(parts, (writer) => log(parts, writer, EVENTS[kind], record(parts, writer, kind, work(writer))));
  const takeBack = (dossierId: string, kind: "pages.undone" | "pages.redone") =>
    commit(parts, (writer) => {
      requireDraft(writer, dossierId);
      const step = kind === "pages.undone" ? undoStep(writer, dossierId) : redoStep(writer, dossierId);
      lookAgain(parts, writer, step);
      return log(parts, writer, kind, step);
    });
  return {
    move: ({ beforePageId = null, ...input }) => act("move", (writer) => movePages(writer, { ...input, beforePageId })),
    rotate: (pageIds, quarterTurns) => act("rotate", (writer) => rotatePages(writer, pageIds, quarterTurns)),
    remove: (pageIds) => act("remove", (writer) => removePages(writer, pageIds)),
    restore: (pageIds) => act("restore", (writer) => restorePages(writer, pageIds)),
    split: (firstPageId, into) => act("split", (writer) => split(parts, writer, { firstPageId, into })),
    merge: (from, into) => act("merge", (writer) => mergePages(writer, from, into)),
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

const EVENTS: Record<PageActionKind, string> = {
  scan: "pages.added",
  move: "pages.moved",
  rotate: "pages.rotated",
  remove: "pages.removed",
  restore: "pages.restored",
  replace: "pages.replaced",
  split: "pages.split",
  merge: "pages.merged",
  join_card: "pages.card_joined",
};

/** @param work answers with the dossier that it changed */
function commit(parts: PapersParts, work: (writer: Writer) => string): Page[] {
  const dossierId = parts.storage.transaction((writer) => touch(parts, writer, work(writer)));
  announce(parts.changes, dossierId);
  return listPages(parts.storage.read, dossierId);
}

function record(
  parts: PapersParts,
  writer: Writer,
  kind: PageActionKind,
  work: Rearranged & { madeComponentId?: string | null },
): Step {
  const changes = work.changes.filter(isChange);
  const step = { ...work, changes, kind, pageCount: changes.length, doneAtUtc: parts.clock.now().toISOString() };
  recordStep(writer, step);
  lookAgain(parts, writer, step);
  return step;
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

function log(parts: PapersParts, writer: Writer, kind: string, { dossierId, changes, pageCount }: Step): string {
  if (changes.length > 0) parts.recordEvent(writer, { dossierId, kind, facts: { count: pageCount } });
  return dossierId;
}

function split(
  parts: PapersParts,
  writer: Writer,
  { firstPageId, into }: { firstPageId: string; into: SplitInto },
): Rearranged & { madeComponentId: string | null } {
  const target = (dossierId: string) => {
    if (into.kind === "new") return parts.addComponent(writer, dossierId, into.name);
    requireComponent(writer, dossierId, into.componentId);
    return into.componentId;
  };
  const { intoComponentId, ...done } = splitPages(writer, firstPageId, target);
  return { ...done, madeComponentId: into.kind === "new" ? intoComponentId : null };
}

async function joinCard(parts: PapersParts, frontPageId: string, backPageId: string): Promise<Page[]> {
  const { storage, blobs, imaging } = parts;
  if (frontPageId === backPageId) throw new DomainError("INPUT_INVALID", { field: "backPageId" });
  const [front, back] = livePagesOfOneDraft(storage.read, [frontPageId, backPageId]) as [Page, Page];
  const sideOf = ({ sha256, rotation, resolutionDpi }: Page) => {
    return { bytes: blobs.get(sha256), turns: quarterTurnsOf(rotation), resolutionDpi };
  };
  const image = await imaging.joinCard(sideOf(front), sideOf(back));
  const blob = putContent(blobs, image.bytes);
  return commit(parts, (writer) => {
    // Meanwhile the officer may have gone on: what is joined is where the sides stand now.
    const sides = livePagesOfOneDraft(writer, [frontPageId, backPageId]) as [Page, Page];
    addJoinedCard(parts, writer, { image, blob, sides });
    parts.recordEvent(writer, { dossierId: front.dossierId, kind: EVENTS.join_card, facts: { count: sides.length } });
    return front.dossierId;
  });
}

function touch({ clock }: PapersParts, writer: Writer, dossierId: string): string {
  writer.run("UPDATE dossiers SET updated_at_utc = ? WHERE id = ?", clock.now().toISOString(), dossierId);
  return dossierId;
}

function announce(changes: ChangeBus, dossierId: string): void {
  changes.publish({ topic: "papers", id: dossierId });
  changes.publish({ topic: "dossiers", id: dossierId });
}
