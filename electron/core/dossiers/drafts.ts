// Drafts: saved as they are typed, put aside and taken back.
import { v7 as newId } from "uuid";
import { Applicant, type DraftPatch } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { Writer } from "../storage";
import { dropReusedPapers, replaceComponents } from "./checklist";
import type { RecordEvent } from "./events";
import type { DossierParts } from "./ports";
import { applicantOf, getDossierRow, getDraftRow, procedureOf, updateDossier, type DossierRow } from "./rows";

export type DraftParts = Pick<DossierParts, "catalogue" | "papers" | "clock"> & { recordEvent: RecordEvent };

/** @returns the new draft's id */
export function startDraft(parts: DraftParts, writer: Writer): string {
  const id = newId();
  const nowUtc = parts.clock.now().toISOString();
  writer.run(
    "INSERT INTO dossiers (id, stage, applicant, created_at_utc, updated_at_utc) VALUES (?, 'draft', ?, ?, ?)",
    ...[id, JSON.stringify(Applicant.parse({})), nowUtc, nowUtc],
  );
  parts.recordEvent(writer, { dossierId: id, kind: "dossier.started", facts: {} });
  return id;
}

/** @throws DomainError NOT_FOUND, DOSSIER_NOT_DRAFT, PROCEDURE_UNKNOWN */
export function saveDraft(parts: DraftParts, writer: Writer, patch: DraftPatch): void {
  const row = getDraftRow(writer, patch.id);
  updateDossier(writer, row.id, {
    channel: patch.channel,
    summary: patch.summary,
    set_count: patch.setCount,
    return_method: patch.returnMethod,
    updated_at_utc: parts.clock.now().toISOString(),
  });
  if (patch.applicant) saveApplicant(writer, row, patch.applicant);
  if (patch.procedureCode !== undefined) chooseProcedure(parts, writer, { row, code: patch.procedureCode });
  setFee(writer, row.id);
}

/** To the trash; nothing of it is deleted. Doing it again changes nothing. */
export function discardDraft(parts: DraftParts, writer: Writer, id: string): void {
  moveDraft(parts, writer, { id, from: "draft", to: "discarded", kind: "dossier.discarded" });
}

export function restoreDraft(parts: DraftParts, writer: Writer, id: string): void {
  moveDraft(parts, writer, { id, from: "discarded", to: "draft", kind: "dossier.restored" });
}

export function saveApplicant(writer: Writer, row: DossierRow, patch: Partial<Applicant>): void {
  const applicant = { ...applicantOf(row), ...patch };
  applicant.personalNumber = applicant.personalNumber.replace(/[\s.]/g, "");
  updateDossier(writer, row.id, {
    applicant: JSON.stringify(Applicant.parse(applicant)),
    applicant_name: applicant.fullName,
    personal_number: applicant.personalNumber,
  });
  // What was received was received with its papers.
  if (row.stage === "draft" && applicant.personalNumber !== row.personal_number) dropReusedPapers(writer, row.id);
}

// Choosing the same procedure again keeps its components, and the pages in them.
function chooseProcedure(parts: DraftParts, writer: Writer, { row, code }: { row: DossierRow; code: string }): void {
  const procedure = parts.catalogue.get(code);
  if (procedure.code === row.procedure_code) return;
  updateDossier(writer, row.id, {
    procedure_code: procedure.code,
    procedure_name: procedure.name,
    procedure: JSON.stringify(procedure),
  });
  replaceComponents(writer, { dossierId: row.id, procedure, release: parts.papers.release });
}

// Fee and time belong to the channel by which the dossier comes.
function setFee(writer: Writer, dossierId: string): void {
  const row = getDossierRow(writer, dossierId);
  const offer = procedureOf(row)?.channels.find((candidate) => candidate.channel === row.channel);
  updateDossier(writer, dossierId, { fee_vnd: offer?.feeVnd ?? null, fee_text: offer?.feeText ?? "" });
}

function moveDraft(
  parts: DraftParts,
  writer: Writer,
  { id, from, to, kind }: { id: string; from: DossierRow["stage"]; to: DossierRow["stage"]; kind: string },
): void {
  const row = getDossierRow(writer, id);
  if (row.stage === to) return;
  if (row.stage !== from) throw new DomainError("DOSSIER_NOT_DRAFT");
  updateDossier(writer, id, { stage: to, updated_at_utc: parts.clock.now().toISOString() });
  parts.recordEvent(writer, { dossierId: id, kind, facts: {} });
}
