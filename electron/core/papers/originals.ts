// Files that pages were made from: kept byte for byte, once a dossier, with the words that each page brought along.
import { v7 as newId } from "uuid";
import type { FilePage } from "../imaging";
import type { BlobStore, Reader, Writer } from "../storage";
import type { DossierBlob } from "./page-rows";

type FileOrigin = FilePage["origin"];

/** A page's file and its place in it. */
export interface PageOriginal extends FileOrigin {
  /** As the file was called where it came from. */
  name: string;
  bytes: Uint8Array;
  /** Of the bytes, hex. */
  sha256: string;
  /** In pixels of the stored picture; null when the page is to be read. */
  words: FilePage["words"];
}

interface FromFile {
  dossierId: string;
  original?: PageOriginal | undefined;
}

const LONGEST_NAME = 255;

/** Durable before any row names it. Only the first page of a file brings it in. @throws DomainError STORAGE_* */
export function keepOriginal(parts: { reader: Reader; blobs: BlobStore }, { dossierId, original }: FromFile): void {
  if (original && findFile(parts.reader, dossierId, original.sha256) === undefined) parts.blobs.put(original.bytes);
}

interface Link {
  pageId: string;
  dossierId: string;
  original: PageOriginal;
  nowUtc: string;
}

export function linkOriginal(writer: Writer, { pageId, dossierId, original, nowUtc }: Link): void {
  const fileId =
    findFile(writer, dossierId, original.sha256) ?? insertFile(writer, { pageId, dossierId, original, nowUtc });
  const sql = "UPDATE pages SET source_file_id = ?, source_page = ? WHERE id = ?";
  writer.run(sql, fileId, original.pageNumber, pageId);
  if (!original.words) return;
  // What is written in a file was not guessed.
  const words = original.words.map((word) => ({ ...word, confidence: 100 }));
  writer.run("INSERT INTO page_text_layers (page_id, words) VALUES (?, ?)", pageId, JSON.stringify(words));
}

/** A signed file that came in, and the component that its pages stand in. */
export interface SignedOriginal extends Pick<DossierBlob, "sha256" | "sizeBytes" | "mimeType" | "componentId"> {
  id: string;
}

/** Also those of reused papers; once for each component that has a page of it. */
export function listSignedOriginals(reader: Reader, dossierId: string): SignedOriginal[] {
  return reader.all<SignedOriginal>(
    `SELECT DISTINCT s.id, s.sha256, s.size_bytes AS sizeBytes, s.mime_type AS mimeType, x.componentId
       FROM (SELECT p.source_file_id, p.component_id AS componentId
               FROM pages p WHERE p.dossier_id = ? AND p.deleted = 0
             UNION ALL
             SELECT p.source_file_id, c.id
               FROM components c JOIN pages p ON p.component_id = c.reused_component_id
              WHERE c.dossier_id = ? AND c.removed = 0 AND c.status = 'reused' AND p.deleted = 0) x
       JOIN source_files s ON s.id = x.source_file_id
      WHERE s.is_signed = 1 ORDER BY s.added_at_utc, s.id`,
    ...[dossierId, dossierId],
  );
}

function findFile(reader: Reader, dossierId: string, sha256: string): string | undefined {
  return reader.value("SELECT id FROM source_files WHERE dossier_id = ? AND sha256 = ?", dossierId, sha256);
}

function insertFile(writer: Writer, { dossierId, original, nowUtc }: Link): string {
  const { name, bytes, sha256, mimeType, pageCount, isSigned } = original;
  writer.run(
    "INSERT INTO blobs (sha256, size_bytes, mime_type, created_at_utc) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
    ...[sha256, bytes.byteLength, mimeType, nowUtc],
  );
  const id = newId();
  writer.run(
    `INSERT INTO source_files (id, dossier_id, name, sha256, size_bytes, mime_type, page_count, is_signed, added_at_utc)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, dossierId, name.slice(0, LONGEST_NAME), sha256, bytes.byteLength, mimeType, pageCount],
    ...[isSigned ? 1 : 0, nowUtc],
  );
  return id;
}
