// Files that pages were made from, as rows; their bytes are in the file store and never change.
import type { SourceFile } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { Reader } from "../storage";
import type { PaperPage } from "./paper";

const COLUMNS = `s.id, s.name, s.mime_type AS mimeType, s.size_bytes AS sizeBytes, s.sha256, s.page_count AS pageCount,
  s.is_signed AS isSigned, s.added_at_utc AS addedAtUtc`;

type SourceRow = Omit<SourceFile, "isSigned"> & { isSigned: number };

export function listSources(reader: Reader, dossierId: string): SourceFile[] {
  const sql = `SELECT ${COLUMNS} FROM source_files s WHERE s.dossier_id = ? ORDER BY s.added_at_utc, s.id`;
  return reader.all<SourceRow>(sql, dossierId).map(toSource);
}

/** @throws DomainError NOT_FOUND */
export function getSource(reader: Reader, sourceId: string): SourceFile {
  const row = reader.get<SourceRow>(`SELECT ${COLUMNS} FROM source_files s WHERE s.id = ?`, sourceId);
  if (!row) throw new DomainError("NOT_FOUND", { kind: "file" });
  return toSource(row);
}

/** The signed file whose pages these are, all of them, in its order and not turned. */
export function findWholeSource(reader: Reader, pages: readonly PaperPage[]): SourceFile | undefined {
  const origins = pages.map(({ id }) => originOf(reader, id));
  const [source] = signedSourcesOf(reader, pages);
  const isWhole =
    source?.pageCount === pages.length &&
    origins.every((origin, index) => origin?.sourceId === source.id && origin.page === index + 1) &&
    pages.every(({ rotation }) => rotation === 0);
  return isWhole ? source : undefined;
}

/** The signed files that any of these pages come from, each once. */
export function signedSourcesOf(reader: Reader, pages: readonly PaperPage[]): SourceFile[] {
  const ids = new Set(pages.flatMap(({ id }) => originOf(reader, id)?.sourceId ?? []));
  return [...ids].map((id) => getSource(reader, id)).filter(({ isSigned }) => isSigned);
}

function originOf(reader: Reader, pageId: string): { sourceId: string; page: number } | undefined {
  const sql = `SELECT source_file_id AS sourceId, source_page AS page FROM pages
                WHERE id = ? AND source_file_id IS NOT NULL AND source_page IS NOT NULL`;
  return reader.get(sql, pageId);
}

function toSource(row: SourceRow): SourceFile {
  return { ...row, isSigned: row.isSigned === 1 };
}
