// What the province says about a dossier: its official code and its state. Each may come more than once, and late.
import { DomainError } from "../../../shared/errors";
import type { Reader, Writer } from "../storage";
import type { AppliedReceipt, AppliedState } from "../sync";
import type { RecordEvent } from "./events";
import { getDossierRow, updateDossier, type DossierRow } from "./rows";

interface AnswerParts {
  recordEvent: RecordEvent;
  /** By the counter's clock. */
  nowUtc: string;
}

/**
 * Maps the official code to the provisional one, which stays valid.
 * @returns false when it was known already
 * @throws DomainError PROVINCE_ANSWER_INVALID for a second code of one dossier (unless the province had lost the first, or it
 *   was a leased one that the province gave to nobody) or a code that another dossier has
 */
export function applyReceipt(parts: AnswerParts, writer: Writer, receipt: AppliedReceipt): boolean {
  const { dossierId, receiptId, officialCode, receivedAtUtc } = receipt;
  const row = getDossierRow(writer, dossierId);
  const isNew = !isAcknowledged(writer, dossierId);
  const isSame = row.official_code === officialCode; // known, or given out here from leased numbers
  if (isSame && !isNew) return false;
  const owner = writer.value<string>("SELECT id FROM dossiers WHERE official_code = ?", officialCode);
  const isReplaced = !isSame && row.official_code !== null && row.official_code === receipt.formerCode;
  if (!isSame && ((row.official_code !== null && !isReplaced) || owner !== undefined))
    throw new DomainError("PROVINCE_ANSWER_INVALID", { reason: "official_code_clash", officialCode });
  updateDossier(writer, dossierId, { official_code: officialCode, updated_at_utc: parts.nowUtc });
  const facts = { officialCode, receiptId, atUtc: receivedAtUtc };
  if (isNew) parts.recordEvent(writer, { dossierId, kind: "dossier.acknowledged", facts });
  if (isReplaced) {
    const { formerCode = null } = receipt;
    parts.recordEvent(writer, { dossierId, kind: "dossier.code_changed", facts: { ...facts, formerCode } });
  }
  return true;
}

function isAcknowledged(reader: Reader, dossierId: string): boolean {
  const sql = "SELECT 1 FROM events WHERE dossier_id = ? AND kind = 'dossier.acknowledged' LIMIT 1";
  return reader.value<number>(sql, dossierId) !== undefined;
}

/**
 * Only the province's own times are compared: the counter's clock may be wrong. A state that is not newer than the
 * one known is passed over, and so is a dossier that is not here.
 * @returns the id of the dossier that changed
 */
export function applyProvinceState(parts: AnswerParts, writer: Writer, change: AppliedState): string | null {
  const row = findDossier(writer, change);
  const atUtc = new Date(change.atUtc).toISOString();
  if (!row || row.stage !== "received" || !isNews(row, change.state, atUtc)) return null;
  updateDossier(writer, row.id, {
    province_state: change.state,
    province_state_at_utc: atUtc,
    updated_at_utc: parts.nowUtc,
  });
  const facts = { from: row.province_state, to: change.state, note: change.note, atUtc };
  parts.recordEvent(writer, { dossierId: row.id, kind: "dossier.state_changed", facts });
  return row.id;
}

function findDossier(writer: Writer, { dossierId, officialCode }: AppliedState): DossierRow | undefined {
  return (
    writer.get<DossierRow>("SELECT * FROM dossiers WHERE id = ?", dossierId) ??
    writer.get<DossierRow>("SELECT * FROM dossiers WHERE official_code = ?", officialCode)
  );
}

function isNews(row: DossierRow, state: number, atUtc: string): boolean {
  const known = row.province_state_at_utc;
  if (known === null || atUtc > known) return true;
  return atUtc === known && state !== row.province_state;
}
