// Dossiers and their components as rows of the database.
import { Applicant, DueDate, Procedure, type Channel, type DossierComponent } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { Reader, Value, Writer } from "../storage";

export interface DossierRow {
  id: string;
  stage: "draft" | "discarded" | "received";
  provisional_code: string | null;
  official_code: string | null;
  procedure_code: string | null;
  procedure_name: string;
  procedure: string | null;
  channel: Channel;
  applicant: string;
  applicant_name: string;
  personal_number: string;
  summary: string;
  set_count: number;
  return_method: "counter" | "post";
  fee_vnd: number | null;
  fee_text: string;
  province_state: number;
  province_state_at_utc: string | null;
  received_at_utc: string | null;
  due: string | null;
  due_at_utc: string | null;
  created_at_utc: string;
  updated_at_utc: string;
}

export interface ComponentRow {
  id: string;
  dossier_id: string;
  position: number;
  code: string;
  name: string;
  label: string;
  duty: DossierComponent["duty"];
  conditional: number;
  originals: number;
  copies: number;
  form: DossierComponent["form"];
  status: DossierComponent["status"];
  reused_component_id: string | null;
  /** A paper of another unit that stands in. */
  remote_paper_id: string | null;
  removed: number;
}

/** @throws DomainError NOT_FOUND */
export function getDossierRow(reader: Reader, id: string): DossierRow {
  const row = reader.get<DossierRow>("SELECT * FROM dossiers WHERE id = ?", id);
  if (!row) throw new DomainError("NOT_FOUND", { kind: "dossier" });
  return row;
}

/** @throws DomainError NOT_FOUND, DOSSIER_NOT_DRAFT */
export function getDraftRow(reader: Reader, id: string): DossierRow {
  const row = getDossierRow(reader, id);
  if (row.stage !== "draft") throw new DomainError("DOSSIER_NOT_DRAFT");
  return row;
}

/** In the order of the checklist. */
export function listComponentRows(reader: Reader, dossierId: string): ComponentRow[] {
  return reader.all<ComponentRow>(
    "SELECT * FROM components WHERE dossier_id = ? AND removed = 0 ORDER BY position",
    dossierId,
  );
}

/** @throws DomainError NOT_FOUND */
export function getComponentRow(reader: Reader, dossierId: string, id: string): ComponentRow {
  const sql = "SELECT * FROM components WHERE id = ? AND dossier_id = ? AND removed = 0";
  const row = reader.get<ComponentRow>(sql, id, dossierId);
  if (!row) throw new DomainError("NOT_FOUND", { kind: "component" });
  return row;
}

export function updateDossier(writer: Writer, id: string, changes: Partial<DossierRow>): void {
  update(writer, "dossiers", { id, changes });
}

export function updateComponent(writer: Writer, id: string, changes: Partial<ComponentRow>): void {
  update(writer, "components", { id, changes });
}

export function applicantOf(row: DossierRow): Applicant {
  return Applicant.parse(JSON.parse(row.applicant));
}

/** The procedure as the catalogue had it when it was chosen: a newer catalogue does not change a dossier. */
export function procedureOf(row: DossierRow): Procedure | null {
  return row.procedure === null ? null : Procedure.parse(JSON.parse(row.procedure));
}

/** What was promised at reception; null for a draft. */
export function storedDueOf(row: DossierRow): DueDate | null {
  return row.due === null ? null : DueDate.parse(JSON.parse(row.due));
}

function update(
  writer: Writer,
  table: "dossiers" | "components",
  { id, changes }: { id: string; changes: Readonly<Record<string, Value | undefined>> },
): void {
  const given = Object.entries(changes).flatMap(([column, value]) => (value === undefined ? [] : [{ column, value }]));
  if (given.length === 0) return;
  const assignments = given.map(({ column }) => `${column} = ?`).join(", ");
  writer.run(`UPDATE ${table} SET ${assignments} WHERE id = ?`, ...given.map(({ value }) => value), id);
}
