// Edits of one record at this counter and elsewhere: merged field by field; what cannot be merged waits for the officer.
import { v7 as createId } from "uuid";
import {
  DossierRecord,
  identityOf,
  mergeRecords,
  type FieldConflict,
  type StandingRecord,
} from "../../../../shared/wire";
import type { Clock } from "../../clock";
import type { Reader, Writer } from "../../storage";
import type { Outbox } from "../outbox";
import type { OutboxRow } from "../outbox-row";
import type { DossierPort, SettingsPort } from "../ports";
import { keepStandingRecord } from "../receipts";
import { baseWithOwnEdits, listOwnEdits } from "./own-edits";

export interface MergeParts {
  outbox: Outbox;
  dossiers: DossierPort;
  settings: SettingsPort;
  clock: Clock;
}

/**
 * The province has a newer record than an operation was made from. One transaction: its record becomes the base, what both
 * sides changed is merged into one new operation, and fields that contradict each other become conflicts. Until they are
 * decided, the dossier here keeps its own values of them.
 */
export function mergeConflict(
  parts: MergeParts,
  writer: Writer,
  { row, standing }: { row: OutboxRow; standing: StandingRecord },
): void {
  const dossierId = row.dossier_id;
  const last = parts.outbox.listOpen(writer, dossierId).at(-1) ?? row;
  const theirs = DossierRecord.parse(standing.record);
  const mine = DossierRecord.parse(JSON.parse(last.payload));
  const base = baseWithOwnEdits({
    base: findBase(writer, dossierId) ?? theirs,
    theirs,
    own: listOwnEdits(writer, last),
  });
  keepStandingRecord(writer, dossierId, { ...standing, record: JSON.stringify(standing.record) });
  const { record, conflicts } = mergeRecords({ base, mine, theirs });
  dropOpenConflicts(writer, dossierId);
  const merged = { dossierId, record, baseVersion: standing.version, conflicts: conflicts.length };
  const operationId = parts.outbox.putMerged(writer, merged);
  for (const conflict of conflicts) addConflict(parts, writer, { conflict, operationId, row: last, standing });
  parts.dossiers.applyProvinceRecord(writer, {
    dossierId,
    record: withValues(
      record,
      conflicts.map(({ field, mine: value }) => ({ field, value })),
    ),
    by: standing.changedBy,
  });
  const kind = conflicts.length === 0 ? "dossier.merged" : "dossier.conflict_found";
  parts.dossiers.recordEvent(writer, {
    dossierId,
    kind,
    facts: { fields: fieldsOf(conflicts), by: standing.changedBy },
  });
}

/** A record that was changed elsewhere while nothing of the dossier waits here; else its next push finds out. */
export function takeStandingRecord(
  parts: MergeParts,
  writer: Writer,
  { dossierId, standing }: { dossierId: string; standing: StandingRecord },
): void {
  if (writer.value<string>("SELECT id FROM dossiers WHERE id = ?", dossierId) === undefined) return;
  if (parts.outbox.listOpen(writer, dossierId).length > 0) return;
  const known = writer.value<number>("SELECT version FROM standing_records WHERE dossier_id = ?", dossierId) ?? 0;
  if (standing.version <= known) return;
  const record = DossierRecord.parse(standing.record);
  keepStandingRecord(writer, dossierId, { ...standing, record: JSON.stringify(standing.record) });
  parts.dossiers.applyProvinceRecord(writer, { dossierId, record, by: standing.changedBy });
  parts.dossiers.recordEvent(writer, {
    dossierId,
    kind: "dossier.changed_elsewhere",
    facts: { by: standing.changedBy, atUtc: standing.changedAtUtc },
  });
}

/**
 * The record with these fields (or pages, by "TaiLieuNop.<id>") set; undefined takes a page away. The applicant's identity
 * follows the number.
 */
export function withValues(record: DossierRecord, values: readonly { field: string; value: unknown }[]): DossierRecord {
  const next: Record<string, unknown> = { ...record };
  let files = record.TaiLieuNop;
  for (const { field, value } of values) {
    const page = /^TaiLieuNop\.(.+)$/.exec(field)?.[1];
    if (page === undefined) {
      next[field] = value;
      if (field === "SoGiayToChuHoSo") next["DinhDanhCHS"] = identityOf(String(value));
    } else {
      const others = files.filter((file) => file.TepDinhKemId !== page);
      files = value === undefined || value === null ? others : [...others, value as (typeof files)[number]];
    }
  }
  return DossierRecord.parse({ ...next, TaiLieuNop: files });
}

function findBase(reader: Reader, dossierId: string): DossierRecord | undefined {
  const text = reader.value<string>("SELECT record FROM standing_records WHERE dossier_id = ?", dossierId);
  return text === undefined ? undefined : DossierRecord.parse(JSON.parse(text));
}

/** Of an operation that another has taken the place of: its values went into the new merge. */
function dropOpenConflicts(writer: Writer, dossierId: string): void {
  writer.run("DELETE FROM conflicts WHERE dossier_id = ? AND chosen IS NULL", dossierId);
}

interface NewConflict {
  conflict: FieldConflict;
  operationId: string;
  row: OutboxRow;
  standing: StandingRecord;
}

function addConflict(parts: MergeParts, writer: Writer, { conflict, operationId, row, standing }: NewConflict): void {
  const { field, base, mine, theirs } = conflict;
  const values = [base, mine, theirs].map((value) => JSON.stringify(value ?? null));
  const mineBy = parts.settings.read().counter?.officerName ?? "";
  writer.run(
    `INSERT INTO conflicts (id, dossier_id, operation_id, field, base, mine, theirs, mine_by, mine_at_utc, theirs_by,
                            theirs_at_utc)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[createId(), row.dossier_id, operationId, field, ...values],
    ...[mineBy, row.created_at_utc, standing.changedBy, standing.changedAtUtc],
  );
}

function fieldsOf(conflicts: readonly FieldConflict[]): string {
  return conflicts.map(({ field }) => field.split(".")[0]).join(", ");
}
