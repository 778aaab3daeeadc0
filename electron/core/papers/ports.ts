// What papers offer to the other modules, and what they need of them; office.ts plugs them in.
import type { FindingKind, Page, PageHistory } from "../../../shared/contract";
import type { ChangeBus } from "../changes";
import type { Imaging } from "../imaging";
import type { StoredBlob, Writer } from "../storage";
import type { AddingParts, NewPage } from "./adding";
import type { SignedOriginal } from "./originals";
import type { DossierBlob } from "./page-rows";
import type { ImageSize, Pictures } from "./pictures";

/** What the pages after a split become. */
export type SplitInto = { kind: "component"; componentId: string } | { kind: "new"; name: string };

/** Changes answer with the pages of the dossier as they stand afterwards; all throw DOSSIER_NOT_DRAFT and NOT_FOUND. */
export interface PapersService extends Pictures {
  /**
   * Stores the file, then the row. The page survives a power cut once this returns. Replacing, the old page is hidden
   * in the same transaction. A received dossier takes it at the end, whatever the place.
   * @throws DomainError STORAGE_FULL, NOT_FOUND, DOSSIER_NOT_DRAFT (discarded), DOSSIER_FINISHED, FILE_EMPTY, FILE_ALREADY_TAKEN {pageId}
   */
  addPage(input: NewPage): Page;
  /** @throws DomainError NOT_FOUND */
  getPage(pageId: string): Page;
  /** Components in order, loose pages last; removed pages left out. */
  listPages(dossierId: string): Page[];
  /** Removed and replaced pages and separator sheets, those hidden last first. */
  listRemoved(dossierId: string): Page[];
  /** The original, as it was stored: not turned. @throws DomainError NOT_FOUND, BLOB_MISSING, BLOB_DAMAGED */
  readPage(pageId: string): Uint8Array;
  /** Every file that the dossier stands on, reused papers included. */
  blobsOfDossier(dossierId: string): DossierBlob[];
  /** Signed files that its pages were made from, reused papers included. */
  signedOriginals(dossierId: string): SignedOriginal[];
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
