// Digitised papers: a page is a durable file first and a row second, so a kill in between loses nothing that was told.
import { v7 as newId } from "uuid";
import type { Page } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { ChangeBus } from "../changes";
import type { Clock } from "../clock";
import type { Imaging, StoredImage } from "../imaging";
import type { BlobStore, Storage, StoredBlob, Writer } from "../storage";
import { ImageCache } from "./image-cache";
import { findPage, getPage, insertPage, listBlobs, listPages, type DossierBlob } from "./page-rows";
import {
  assignPages,
  followPages,
  releasePages,
  removePages,
  requireComponent,
  requireDraft,
  restorePages,
  type Rearranged,
} from "./placement";

export type ImageSize = "thumb" | "screen" | "full";

export interface NewPage {
  image: StoredImage;
  dossierId: string;
  /** null: loose, to be assigned later. */
  componentId: string | null;
  /** For instance "sane:pnm:0" or "file". */
  source: string;
}

export interface PapersService {
  /**
   * Stores the file, then the row. The page survives a power cut once this returns.
   * @throws DomainError STORAGE_FULL, NOT_FOUND, DOSSIER_NOT_DRAFT, FILE_EMPTY
   */
  addPage(input: NewPage): Page;
  /** @throws DomainError NOT_FOUND */
  getPage(pageId: string): Page;
  /** Components in order, loose pages last; removed pages left out. */
  listPages(dossierId: string): Page[];
  /** The original, as it was stored. @throws DomainError NOT_FOUND, BLOB_MISSING, BLOB_DAMAGED */
  readPage(pageId: string): Uint8Array;
  /** Every file that the dossier stands on, reused papers included. */
  blobsOfDossier(dossierId: string): DossierBlob[];
  /** @throws DomainError BLOB_MISSING, BLOB_DAMAGED */
  readBlob(sha256: string): Uint8Array;
  /** File and its row; for what is no page, such as a printed PDF. */
  storeBlob(content: Uint8Array, mimeType: string): StoredBlob;
  /** thumb: ≤ 320 px, screen: ≤ 1600 px, full: the original. null when there is no such page. */
  readImage(pageId: string, size: ImageSize): Promise<{ mimeType: string; bytes: Uint8Array } | null>;
  /** @returns the pages of the dossier as they stand afterwards; so do `remove` and `restore` */
  assign(pageIds: readonly string[], componentId: string | null): Page[];
  remove(pageIds: readonly string[]): Page[];
  restore(pageIds: readonly string[]): Page[];
  /** Makes the pages of a component loose, inside the caller's transaction. */
  release(writer: Writer, dossierId: string, componentId: string): void;
}

export interface PapersParts {
  storage: Storage;
  blobs: BlobStore;
  imaging: Pick<Imaging, "resize">;
  changes: ChangeBus;
  clock: Clock;
  /** Adds to the log in the transaction of the change: who hid pages, who brought them back. */
  recordEvent: (writer: Writer, event: { dossierId: string; kind: string; facts: { count: number } }) => void;
  /** Runs in the transaction of the new page. */
  onPageAdded: (writer: Writer, page: Page) => void;
}

const MAX_SIDE_PX = { thumb: 320, screen: 1600 };
const CACHE_BYTES = 48 * 1024 * 1024;

export function createPapers(parts: PapersParts): PapersService {
  const { storage, blobs } = parts;
  const cache = new ImageCache(CACHE_BYTES);
  const rearrange = (work: (writer: Writer) => string) => {
    const dossierId = storage.transaction((writer) => touch(writer, parts.clock, work(writer)));
    announce(parts.changes, dossierId);
    return listPages(storage.read, dossierId);
  };
  const log = (writer: Writer, kind: string, { dossierId, count }: Rearranged) => {
    if (count > 0) parts.recordEvent(writer, { dossierId, kind, facts: { count } });
    return dossierId;
  };
  const readPage = (pageId: string) => blobs.get(getPage(storage.read, pageId).sha256);
  return {
    addPage: (input) => addPage(parts, input),
    getPage: (pageId) => getPage(storage.read, pageId),
    listPages: (dossierId) => listPages(storage.read, dossierId),
    readPage,
    blobsOfDossier: (dossierId) => listBlobs(storage.read, dossierId),
    readBlob: (sha256) => blobs.get(sha256),
    storeBlob: (content, mimeType) => {
      const blob = putContent(blobs, content);
      storage.transaction((writer) => registerBlob(writer, { ...blob, mimeType }, parts.clock));
      return blob;
    },
    async readImage(pageId, size) {
      const page = findPage(storage.read, pageId);
      if (!page) return null;
      if (size === "full") return { mimeType: page.mimeType, bytes: blobs.get(page.sha256) };
      const reduce = () => parts.imaging.resize(blobs.get(page.sha256), MAX_SIDE_PX[size]);
      return { mimeType: "image/jpeg", bytes: await cache.get(`${size}:${page.sha256}`, reduce) };
    },
    assign: (pageIds, componentId) => rearrange((writer) => assignPages(writer, pageIds, componentId)),
    remove: (pageIds) => rearrange((writer) => log(writer, "pages.removed", removePages(writer, pageIds))),
    restore: (pageIds) => rearrange((writer) => log(writer, "pages.restored", restorePages(writer, pageIds))),
    release: releasePages,
  };
}

function addPage(parts: PapersParts, { image, dossierId, componentId, source }: NewPage): Page {
  const { storage, blobs, clock } = parts;
  const refuse = (reader: Storage["read"]) => {
    requireDraft(reader, dossierId);
    if (componentId !== null) requireComponent(reader, dossierId, componentId);
  };
  refuse(storage.read); // before the file is written, so that a refused page leaves none behind
  const blob = putContent(blobs, image.bytes);
  const { mimeType, widthPx, heightPx, resolutionDpi } = image;
  const page = storage.transaction((writer) => {
    refuse(writer);
    const id = newId();
    const createdAtUtc = clock.now().toISOString();
    registerBlob(writer, { ...blob, mimeType }, clock);
    const facts = { mimeType, widthPx, heightPx, resolutionDpi, source, createdAtUtc };
    insertPage(writer, {
      id,
      dossierId,
      componentId,
      ...blob,
      ...facts,
      deleted: false,
      recognition: null,
      confidence: null,
      rotation: 0,
      role: "page",
      batchId: null,
      findings: null,
    });
    followPages(writer, dossierId, componentId);
    touch(writer, clock, dossierId);
    parts.onPageAdded(writer, getPage(writer, id));
    return getPage(writer, id);
  });
  announce(parts.changes, dossierId);
  return page;
}

function putContent(blobs: BlobStore, content: Uint8Array): StoredBlob {
  if (content.byteLength === 0) throw new DomainError("FILE_EMPTY");
  return blobs.put(content);
}

function registerBlob(writer: Writer, blob: StoredBlob & { mimeType: string }, clock: Clock): void {
  writer.run(
    "INSERT INTO blobs (sha256, size_bytes, mime_type, created_at_utc) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
    blob.sha256,
    blob.sizeBytes,
    blob.mimeType,
    clock.now().toISOString(),
  );
}

function touch(writer: Writer, clock: Clock, dossierId: string): string {
  writer.run("UPDATE dossiers SET updated_at_utc = ? WHERE id = ?", clock.now().toISOString(), dossierId);
  return dossierId;
}

function announce(changes: ChangeBus, dossierId: string): void {
  changes.publish({ topic: "papers", id: dossierId });
  changes.publish({ topic: "dossiers", id: dossierId });
}
