// A new page: a durable file first and a row second, so that a kill in between loses nothing that was told.
import { v7 as newId } from "uuid";
import type { Page, ScanPlace } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { Clock } from "../clock";
import type { StoredImage } from "../imaging";
import type { BlobStore, Reader, Storage, StoredBlob, Writer } from "../storage";
import { followPages, livePageIds, rearrange, type Change, type Standing } from "./arrangement";
import { recordArrival, recordStep } from "./history";
import { keepOriginal, linkOriginal, type PageOriginal } from "./originals";
import { getPage, insertPage, lastLivePage } from "./page-rows";
import { putInPlaceOf, requireComponent, requireTakesPages } from "./placement";

/** Further pages of a batch that was begun in the middle stand behind the one before. */
export type PagePlace = ScanPlace | { kind: "after"; pageId: string };

export interface NewPage {
  image: StoredImage;
  dossierId: string;
  /** null: loose, to be assigned later. */
  componentId: string | null;
  /** For instance "sane:pnm:0" or "file". */
  source: string;
  /**
   * Among the pages of that component; the end by default, and also when the page named has been moved away or hidden
   * meanwhile: a sheet that was read is never refused for it. A page that is replaced is replaced where it stands now.
   */
  place?: PagePlace;
  /** A separator is stored hidden and can be restored. */
  role?: Page["role"];
  batchId?: string | null;
  /** What it was made from, for instance a file of a watched folder: nothing is taken twice. */
  originKey?: string | null;
  /** The file that it was made from, where that is to be kept as it came. */
  original?: PageOriginal | undefined;
}

export interface AddingParts {
  storage: Storage;
  blobs: BlobStore;
  clock: Clock;
  /** Runs in the transaction of the new page; not for separators. */
  onPageAdded: (writer: Writer, page: Page) => void;
  /** Runs in the transaction of a page that came after reception; not for separators. */
  onLatePage: (writer: Writer, dossierId: string) => void;
}

/** @param finish runs in the transaction of the page */
export function addPage(parts: AddingParts, input: NewPage, finish: (writer: Writer, arrival: Arrival) => void): Page {
  const { storage, blobs } = parts;
  admit(storage.read, input); // before the file is written, so that a refused page leaves none behind
  const blob = putContent(blobs, input.image.bytes);
  keepOriginal({ reader: storage.read, blobs }, input);
  return storage.transaction((writer) => {
    const { isReceived } = admit(writer, input);
    const arrival = isReceived ? storeLate(parts, writer, { input, blob }) : storeRow(parts, writer, { input, blob });
    finish(writer, arrival);
    const page = getPage(writer, arrival.pageId);
    if (page.role === "page") parts.onPageAdded(writer, page);
    if (page.role === "page" && isReceived) parts.onLatePage(writer, page.dossierId);
    return getPage(writer, page.id);
  });
}

export interface Arrival {
  dossierId: string;
  pageId: string;
  isReplacement: boolean;
}

/** Both sides of a card on one page that stands where the front stood; one step. @returns the new page's id */
export function addJoinedCard(
  parts: AddingParts,
  writer: Writer,
  { image, blob, sides }: { image: StoredImage; blob: StoredBlob; sides: readonly [Page, Page] },
): string {
  const [front, back] = sides;
  const { dossierId, componentId } = front;
  const doneAtUtc = parts.clock.now().toISOString();
  const source = "joined";
  const pageId = insertHidden(parts, writer, { input: { image, dossierId, componentId, source }, blob });
  const changes = putInPlaceOf(writer, pageId, [front.id, back.id]);
  recordStep(writer, { dossierId, kind: "join_card", changes, pageCount: sides.length, doneAtUtc });
  parts.onPageAdded(writer, getPage(writer, pageId));
  return pageId;
}

export function putContent(blobs: BlobStore, content: Uint8Array): StoredBlob {
  if (content.byteLength === 0) throw new DomainError("FILE_EMPTY");
  return blobs.put(content);
}

export function registerBlob(writer: Writer, blob: StoredBlob & { mimeType: string }, clock: Clock): void {
  writer.run(
    "INSERT INTO blobs (sha256, size_bytes, mime_type, created_at_utc) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
    ...[blob.sha256, blob.sizeBytes, blob.mimeType, clock.now().toISOString()],
  );
}

function admit(reader: Reader, { dossierId, componentId, place, originKey }: NewPage): { isReceived: boolean } {
  const admission = requireTakesPages(reader, dossierId);
  if (componentId !== null) requireComponent(reader, dossierId, componentId);
  if (place && place.kind !== "end" && getPage(reader, place.pageId).dossierId !== dossierId)
    throw new DomainError("NOT_FOUND", { kind: "page" });
  const taken = originKey ? findByOrigin(reader, originKey) : undefined;
  if (taken !== undefined) throw new DomainError("FILE_ALREADY_TAKEN", { pageId: taken });
  return admission;
}

/** The page that was made from this before, hidden ones included. */
function findByOrigin(reader: Reader, originKey: string): string | undefined {
  return reader.value<string>("SELECT id FROM pages WHERE origin_key = ?", originKey);
}

interface Insertion {
  input: NewPage;
  blob: StoredBlob;
}

function storeRow(parts: AddingParts, writer: Writer, { input, blob }: Insertion): Arrival {
  const { dossierId, batchId = null } = input;
  const pageId = insertHidden(parts, writer, { input, blob });
  if (input.role === "separator") return { dossierId, pageId, isReplacement: false };
  const replaced = pageToReplace(writer, input);
  const changes = replaced === null ? show(writer, pageId, input) : putInPlaceOf(writer, pageId, [replaced]);
  const kind = replaced === null ? "scan" : "replace";
  const doneAtUtc = parts.clock.now().toISOString();
  recordArrival(writer, { dossierId, kind, changes, pageCount: 1, doneAtUtc, batchId });
  return { dossierId, pageId, isReplacement: replaced !== null };
}

/**
 * After reception nothing that the province has may move or go: the page stands at the end, loose where the paper was
 * taken from an earlier dossier, and is no step.
 */
function storeLate(parts: AddingParts, writer: Writer, { input, blob }: Insertion): Arrival {
  const { dossierId } = input;
  const reused = "SELECT 1 FROM components WHERE id = ? AND status = 'reused'";
  const componentId = writer.value(reused, input.componentId) === undefined ? input.componentId : null;
  const late = { ...input, componentId, place: { kind: "end" as const } };
  const pageId = insertHidden(parts, writer, { input: late, blob });
  if (late.role !== "separator") append(writer, pageId, late);
  return { dossierId, pageId, isReplacement: false };
}

function insertHidden(parts: AddingParts, writer: Writer, { input, blob }: Insertion): string {
  const { dossierId, componentId, source, role = "page", batchId = null, originKey = null } = input;
  const { mimeType, widthPx, heightPx, resolutionDpi } = input.image;
  registerBlob(writer, { ...blob, mimeType }, parts.clock);
  const id = newId();
  const position = (lastLivePage(writer, dossierId, componentId)?.position ?? 0) + 1;
  const createdAtUtc = parts.clock.now().toISOString();
  const facts = { mimeType, widthPx, heightPx, resolutionDpi, source, createdAtUtc, role, batchId, originKey };
  insertPage(writer, { id, dossierId, componentId, position, ...blob, ...facts });
  if (input.original) linkOriginal(writer, { pageId: id, dossierId, original: input.original, nowUtc: createdAtUtc });
  return id;
}

function pageToReplace(reader: Reader, { place }: NewPage): string | null {
  return place?.kind === "replace" && !getPage(reader, place.pageId).deleted ? place.pageId : null;
}

function show(writer: Writer, pageId: string, input: NewPage): Change[] {
  const { dossierId, componentId } = input;
  const after = neighbourOf(writer, input);
  if (after === undefined) return append(writer, pageId, input);
  const target = { componentId, position: 1, after, hidden: false, rotation: 0 } as const;
  return rearrange(writer, dossierId, new Map([[pageId, target]]));
}

/** Does what `rearrange` would, without reading the pages that are there: a batch of 200 must not slow down. */
function append(writer: Writer, pageId: string, { dossierId, componentId }: NewPage): Change[] {
  const last = lastLivePage(writer, dossierId, componentId);
  const after: Standing = {
    componentId,
    position: (last?.position ?? 0) + 1,
    after: last?.id ?? null,
    hidden: false,
    rotation: 0,
  };
  writer.run("UPDATE pages SET deleted = 0, position = ? WHERE id = ?", after.position, pageId);
  followPages(writer, dossierId, componentId);
  return [{ pageId, before: { componentId, position: after.position, hidden: true, rotation: 0 }, after }];
}

/** The page that the new one is to stand behind, null: none, it is the first; undefined: all, it is the last. */
function neighbourOf(reader: Reader, { dossierId, componentId, place }: NewPage): string | null | undefined {
  if (place?.kind !== "before" && place?.kind !== "after") return undefined;
  const ids = livePageIds(reader, dossierId, componentId);
  const at = ids.indexOf(place.pageId);
  if (at < 0) return undefined;
  return place.kind === "after" ? place.pageId : (ids[at - 1] ?? null);
}
