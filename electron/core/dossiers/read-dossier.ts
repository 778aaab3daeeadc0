// One dossier as the window shows it: its row, checklist, pages, due date, what is still missing, and its history.
import type { Dossier, DossierComponent, DueDate, Page, ProcessingTime, ReusablePaper } from "../../../shared/contract";
import { computeDue } from "../../../shared/domain";
import { DomainError } from "../../../shared/errors";
import { localDateOf } from "../../../shared/text";
import type { Reader } from "../storage";
import { findBlockers, findWarnings, isCounterReady, type Intake } from "./completeness";
import { listEvents } from "./events";
import type { DossierParts } from "./ports";
import { findSummary } from "./register";
import { findKnownPaper, findRemotePaper, listKnownPapers, reusableFor } from "./reuse";
import {
  applicantOf,
  getDossierRow,
  listComponentRows,
  procedureOf,
  storedDueOf,
  type ComponentRow,
  type DossierRow,
} from "./rows";

/** Reads what the present transaction has written, so that a change can be answered and checked before it commits. */
export function readDossier(parts: DossierParts, reader: Reader, id: string): Dossier {
  const row = getDossierRow(reader, id);
  const summary = findSummary(reader, id);
  if (!summary) throw new DomainError("NOT_FOUND", { kind: "dossier" });
  const pages = parts.papers.listPages(id);
  const components = readComponents(reader, row, pages);
  const isDraft = row.stage === "draft";
  const due = storedDueOf(row) ?? dueIfReceived(parts, row, parts.clock.now());
  const intake = intakeOf(parts, row, components);
  return {
    ...summary,
    channel: row.channel,
    applicant: applicantOf(row),
    summary: row.summary,
    setCount: row.set_count,
    returnMethod: row.return_method,
    feeVnd: row.fee_vnd,
    feeText: row.fee_text,
    components,
    notes: procedureOf(row)?.notes ?? [],
    loosePageIds: pages.filter((page) => page.componentId === null).map((page) => page.id),
    due,
    blockers: isDraft ? findBlockers(intake) : [],
    warnings: isDraft ? findWarnings(intake, due) : [],
    events: listEvents(reader, id),
  };
}

/** The due date that reception at this moment would promise. */
export function dueIfReceived(parts: Pick<DossierParts, "catalogue">, row: DossierRow, receivedAt: Date): DueDate {
  const { calendar } = parts.catalogue;
  return computeDue({ receivedAtUtc: receivedAt.toISOString(), time: processingTimeOf(row), calendar });
}

function intakeOf(parts: DossierParts, row: DossierRow, components: DossierComponent[]): Intake {
  return {
    procedureCode: row.procedure_code,
    applicant: applicantOf(row),
    summary: row.summary,
    components,
    hasCounter: isCounterReady(parts.settings().counter),
    today: localDateOf(parts.clock.now()),
  };
}

function processingTimeOf(row: DossierRow): ProcessingTime | null {
  return procedureOf(row)?.channels.find((offer) => offer.channel === row.channel)?.time ?? null;
}

function readComponents(reader: Reader, dossier: DossierRow, pages: readonly Page[]): DossierComponent[] {
  // Only a draft still chooses; a received dossier offers nothing.
  const known = dossier.stage === "draft" ? listKnownPapers(reader, dossier.personal_number) : [];
  return listComponentRows(reader, dossier.id).map((row) => ({
    ...toComponent(row),
    pageIds: pages.filter((page) => page.componentId === row.id).map((page) => page.id),
    reusedPaper: reusedPaperOf(reader, row),
    reusable: reusableFor({ ...row, procedureCode: dossier.procedure_code }, known),
  }));
}

function reusedPaperOf(reader: Reader, row: ComponentRow): ReusablePaper | null {
  if (row.reused_component_id !== null) return findKnownPaper(reader, row.reused_component_id);
  return row.remote_paper_id === null ? null : findRemotePaper(reader, row.remote_paper_id);
}

function toComponent(row: ComponentRow): Omit<DossierComponent, "pageIds" | "reusedPaper" | "reusable"> {
  const { id, code, name, label, duty, conditional, originals, copies, form, status } = row;
  return { id, code, name, label, duty, conditional: conditional === 1, originals, copies, form, status };
}
