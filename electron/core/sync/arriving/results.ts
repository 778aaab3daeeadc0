// Results (giấy tờ kết quả) that the province hands to this counter: known with the feed, their files fetched first of all.
import type { ResultFile } from "../../../../shared/contract";
import { DomainError } from "../../../../shared/errors";
import type { WireChange } from "../../../../shared/wire";
import type { BlobStore, Reader, Writer } from "../../storage";
import type { DossierPort } from "../ports";
import { hasFile, wantFile } from "./downloads";

type ResultChange = Extract<WireChange, { kind: "result" }>;

/** Part of the transaction that moves the cursor; a dossier unknown here is passed over. */
export function takeResult(dossiers: Pick<DossierPort, "recordEvent">, writer: Writer, change: ResultChange): void {
  const { dossierId, files } = change;
  if (writer.value<string>("SELECT id FROM dossiers WHERE id = ?", dossierId) === undefined) return;
  const atUtc = new Date(change.atUtc).toISOString();
  let added = 0;
  for (const file of files) {
    added += writer.run(
      `INSERT INTO result_files (dossier_id, sha256, name, mime_type, size_bytes, at_utc) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
      ...[dossierId, file.sha256, file.name, file.mimeType, file.sizeBytes, atUtc],
    );
    wantFile(writer, file, { isUrgent: true });
  }
  if (added > 0) dossiers.recordEvent(writer, { dossierId, kind: "result.arrived", facts: { files: added, atUtc } });
}

export function listResults(reader: Reader, dossierId: string): ResultFile[] {
  return reader.all<ResultFile>(
    `SELECT r.dossier_id AS dossierId, r.sha256, r.name, r.mime_type AS mimeType, r.size_bytes AS sizeBytes,
            CASE WHEN b.sha256 IS NULL THEN min(ifnull(d.received_bytes, 0), r.size_bytes - 1) ELSE r.size_bytes END
              AS receivedBytes,
            r.at_utc AS atUtc
       FROM result_files r LEFT JOIN blobs b ON b.sha256 = r.sha256 LEFT JOIN downloads d ON d.sha256 = r.sha256
      WHERE r.dossier_id = ? ORDER BY r.at_utc, r.name`,
    dossierId,
  );
}

/** @throws DomainError NOT_FOUND while it has not come whole, BLOB_MISSING, BLOB_DAMAGED */
export function readResult(
  reader: Reader,
  blobs: Pick<BlobStore, "get">,
  { dossierId, sha256 }: { dossierId: string; sha256: string },
): { name: string; mimeType: string; atUtc: string; bytes: Uint8Array } {
  const row = reader.get<{ name: string; mimeType: string; atUtc: string }>(
    "SELECT name, mime_type AS mimeType, at_utc AS atUtc FROM result_files WHERE dossier_id = ? AND sha256 = ?",
    ...[dossierId, sha256],
  );
  if (!row || !hasFile(reader, sha256)) throw new DomainError("NOT_FOUND", { kind: "result" });
  return { ...row, bytes: blobs.get(sha256) };
}

/** Dossiers that a file is a result of. */
export function dossiersOfResult(reader: Reader, sha256: string): string[] {
  return reader
    .all<{ id: string }>("SELECT DISTINCT dossier_id AS id FROM result_files WHERE sha256 = ?", sha256)
    .map((row) => row.id);
}
