// The checklist of a draft: its components, what is decided about each, and which earlier paper stands in.
import { v7 as newId } from "uuid";
import type { ComponentStatus, PaperForm, Procedure } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { PapersService } from "../papers";
import type { Writer } from "../storage";
import { wantFile } from "../sync";
import { filesOfRemotePaper, listKnownPapers, reusableFor } from "./reuse";
import { getComponentRow, getDraftRow, listComponentRows, updateComponent, type DossierRow } from "./rows";

export interface ComponentChange {
  dossierId: string;
  componentId: string;
  status?: ComponentStatus;
  form?: PaperForm;
  /** null takes the reuse back. */
  reusePaperId?: string | null;
}

const NO_PAPER = { reused_component_id: null, remote_paper_id: null };

type ReleasePages = PapersService["release"];
interface NewComponent {
  code: string;
  name: string;
  label: string;
  duty: "submit" | "present";
  originals: number;
  copies: number;
  conditional: boolean;
}

/** The procedure's components in place of the present ones, whose pages become loose. */
export function replaceComponents(
  writer: Writer,
  { dossierId, procedure, release }: { dossierId: string; procedure: Procedure; release: ReleasePages },
): void {
  for (const row of listComponentRows(writer, dossierId)) {
    release(writer, dossierId, row.id);
    updateComponent(writer, row.id, { removed: 1, ...NO_PAPER });
  }
  for (const component of procedure.components) insertComponent(writer, dossierId, component);
}

/** A component of one's own; it has no code. @returns its id */
export function addOwnComponent(writer: Writer, dossierId: string, name: string): string {
  const trimmed = name.trim();
  if (trimmed === "") throw new DomainError("INPUT_INVALID", { field: "name" });
  const counts = { originals: 1, copies: 0 };
  return insertComponent(writer, dossierId, {
    code: "",
    name: trimmed,
    label: shorten(trimmed),
    duty: "submit",
    conditional: false,
    ...counts,
  });
}

/**
 * Pages and status go together: a component that is decided otherwise gives its pages back as loose ones,
 * and "scanned" or "reused" cannot be said without pages or a paper.
 * @throws DomainError NOT_FOUND, DOSSIER_NOT_DRAFT, INPUT_INVALID
 */
export function changeComponent(writer: Writer, change: ComponentChange, release: ReleasePages): void {
  const { dossierId, componentId, form, reusePaperId } = change;
  const dossier = getDraftRow(writer, dossierId);
  getComponentRow(writer, dossierId, componentId);
  if (form) updateComponent(writer, componentId, { form });
  if (reusePaperId) {
    reusePaper(writer, { dossier, componentId, paperId: reusePaperId }, release);
    return;
  }
  if (reusePaperId === null && getComponentRow(writer, dossierId, componentId).status === "reused")
    updateComponent(writer, componentId, { status: "undecided", ...NO_PAPER });
  if (change.status) decide(writer, { dossierId, componentId, status: change.status }, release);
}

/** Another citizen's papers must not stay with the dossier: to be called when its personal number has changed. */
export function dropReusedPapers(writer: Writer, dossierId: string): void {
  writer.run(
    `UPDATE components SET status = 'undecided', reused_component_id = NULL, remote_paper_id = NULL
      WHERE dossier_id = ? AND status = 'reused'`,
    dossierId,
  );
}

function decide(
  writer: Writer,
  { dossierId, componentId, status }: { dossierId: string; componentId: string; status: ComponentStatus },
  release: ReleasePages,
): void {
  const row = getComponentRow(writer, dossierId, componentId);
  if (row.status === status) return;
  if (status === "scanned" || status === "reused") throw new DomainError("INPUT_INVALID", { field: "status" });
  release(writer, dossierId, componentId);
  updateComponent(writer, componentId, { status, ...NO_PAPER });
}

function reusePaper(
  writer: Writer,
  { dossier, componentId, paperId }: { dossier: DossierRow; componentId: string; paperId: string },
  release: ReleasePages,
): void {
  const { code, name, duty } = getComponentRow(writer, dossier.id, componentId);
  const asked = { procedureCode: dossier.procedure_code, code, name, duty };
  const offered = reusableFor(asked, listKnownPapers(writer, dossier.personal_number));
  const paper = offered.find((candidate) => candidate.paperId === paperId);
  if (!paper) throw new DomainError("NOT_FOUND", { kind: "paper" });
  release(writer, dossier.id, componentId);
  if (paper.fromUnit === null) {
    updateComponent(writer, componentId, { ...NO_PAPER, status: "reused", reused_component_id: paperId });
    return;
  }
  updateComponent(writer, componentId, { ...NO_PAPER, status: "reused", remote_paper_id: paperId });
  for (const file of filesOfRemotePaper(writer, paperId)) wantFile(writer, file, { isUrgent: true });
}

function insertComponent(writer: Writer, dossierId: string, component: NewComponent): string {
  const id = newId();
  const last = writer.value<number | null>("SELECT max(position) FROM components WHERE dossier_id = ?", dossierId) ?? 0;
  writer.run(
    `INSERT INTO components (id, dossier_id, position, code, name, label, duty, conditional, originals, copies, form)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, dossierId, last + 1, component.code, component.name, component.label, component.duty],
    ...[component.conditional ? 1 : 0, component.originals, component.copies, formAskedFor(component)],
  );
  return id;
}

function formAskedFor({ originals, copies }: NewComponent): PaperForm {
  return originals === 0 && copies > 0 ? "copy" : "original";
}

function shorten(name: string): string {
  return name.length <= 80 ? name : `${name.slice(0, 79)}…`;
}
