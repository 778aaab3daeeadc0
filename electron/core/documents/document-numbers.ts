// Serial numbers of the papers of this counter: given once, so that a paper keeps its code whenever its PDF is made.
import type { Writer } from "../storage";
import type { PaperPlace } from "./paper";

/** From 1. */
export function giveNumber(writer: Writer, { dossierId, componentId }: PaperPlace): number {
  const paper = componentId ?? "";
  writer.run(
    "INSERT INTO document_numbers (dossier_id, paper) VALUES (?, ?) ON CONFLICT (dossier_id, paper) DO NOTHING",
    ...[dossierId, paper],
  );
  const sql = "SELECT number FROM document_numbers WHERE dossier_id = ? AND paper = ?";
  return writer.value<number>(sql, dossierId, paper) ?? 0;
}
