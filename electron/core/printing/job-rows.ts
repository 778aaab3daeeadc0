// Rows of print jobs and previews.
import type { DossierForm, PrintJob } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { Reader, Writer } from "../storage";
import type { QueueJobStatus } from "./queues/print-queue";

/** The PDF that was shown or printed. */
export interface Sheet {
  sha256: string;
  pageCount: number;
}

interface JobRow {
  id: string;
  dossier_id: string;
  form: DossierForm;
  pdf_sha256: string;
  page_count: number;
  printer: string | null;
  queue_job_id: string | null;
  state: PrintJob["state"];
  reasons: string;
  fault: string | null;
  copy_number: number;
  created_at_utc: string;
}

/** @throws DomainError NOT_FOUND */
export function getJob(reader: Reader, jobId: string): { job: PrintJob; sheet: Sheet } {
  const row = reader.get<JobRow>("SELECT * FROM print_jobs WHERE id = ?", jobId);
  if (!row) throw new DomainError("NOT_FOUND", { kind: "print_job" });
  return { job: toJob(row), sheet: { sha256: row.pdf_sha256, pageCount: row.page_count } };
}

/** Newest first. */
export function listJobs(reader: Reader, { dossierId, limit }: { dossierId?: string; limit: number }): PrintJob[] {
  const rows = dossierId
    ? reader.all<JobRow>(
        "SELECT * FROM print_jobs WHERE dossier_id = ? ORDER BY created_at_utc DESC, id DESC LIMIT ?",
        dossierId,
        limit,
      )
    : reader.all<JobRow>("SELECT * FROM print_jobs ORDER BY created_at_utc DESC, id DESC LIMIT ?", limit);
  return rows.map(toJob);
}

/** Jobs whose end is not known yet. */
export function listOpenJobs(reader: Reader): PrintJob[] {
  return reader
    .all<JobRow>("SELECT * FROM print_jobs WHERE state IN ('submitted', 'printing', 'held') ORDER BY created_at_utc")
    .map(toJob);
}

/** What failed or was cancelled has not come out, so it does not count as a print. */
export function nextCopyNumber(reader: Reader, dossierId: string, form: DossierForm): number {
  const last = reader.value<number | null>(
    `SELECT max(copy_number) FROM print_jobs
     WHERE dossier_id = ? AND form = ? AND state NOT IN ('failed', 'cancelled')`,
    dossierId,
    form,
  );
  return (last ?? 0) + 1;
}

export function insertJob(writer: Writer, job: PrintJob, sheet: Sheet): void {
  writer.run(
    `INSERT INTO print_jobs (id, dossier_id, form, pdf_sha256, page_count, printer, queue_job_id, state, reasons, fault,
       copy_number, created_at_utc, updated_at_utc)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?)`,
    job.id,
    job.dossierId,
    job.form,
    sheet.sha256,
    sheet.pageCount,
    job.printer,
    job.queueJobId,
    job.state,
    JSON.stringify(job.reasons),
    job.copyNumber,
    job.createdAtUtc,
    job.createdAtUtc,
  );
}

export type JobChange = QueueJobStatus & Pick<PrintJob, "queueJobId" | "fault"> & { atUtc: string };

export function updateJob(writer: Writer, jobId: string, change: JobChange): void {
  writer.run(
    "UPDATE print_jobs SET state = ?, reasons = ?, queue_job_id = ?, fault = ?, updated_at_utc = ? WHERE id = ?",
    change.state,
    JSON.stringify(change.reasons),
    change.queueJobId,
    change.fault ? JSON.stringify(change.fault) : null,
    change.atUtc,
    jobId,
  );
}

export interface PreviewKey {
  dossierId: string;
  form: DossierForm;
  copyNumber: number;
}

interface PreviewRow {
  id: string;
  pdf_sha256: string;
  page_count: number;
}

export function insertPreview(
  writer: Writer,
  key: Omit<PreviewKey, "form"> & { form: DossierForm | "result" },
  preview: Sheet & { id: string; atUtc: string },
): void {
  writer.run(
    `INSERT INTO previews (id, dossier_id, form, copy_number, pdf_sha256, page_count, created_at_utc)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    preview.id,
    key.dossierId,
    key.form,
    key.copyNumber,
    preview.sha256,
    preview.pageCount,
    preview.atUtc,
  );
}

/** The last preview of this very copy that was made at or after `sinceUtc`. */
export function findPreviewOf(reader: Reader, key: PreviewKey, sinceUtc: string): Sheet | undefined {
  const row = reader.get<PreviewRow>(
    `SELECT id, pdf_sha256, page_count FROM previews
     WHERE dossier_id = ? AND form = ? AND copy_number = ? AND created_at_utc >= ?
     ORDER BY created_at_utc DESC, id DESC LIMIT 1`,
    key.dossierId,
    key.form,
    key.copyNumber,
    sinceUtc,
  );
  return row && { sha256: row.pdf_sha256, pageCount: row.page_count };
}

export function findPreview(reader: Reader, previewId: string): Sheet | undefined {
  const row = reader.get<PreviewRow>("SELECT id, pdf_sha256, page_count FROM previews WHERE id = ?", previewId);
  return row && { sha256: row.pdf_sha256, pageCount: row.page_count };
}

function toJob(row: JobRow): PrintJob {
  return {
    id: row.id,
    dossierId: row.dossier_id,
    form: row.form,
    printer: row.printer,
    queueJobId: row.queue_job_id,
    state: row.state,
    reasons: JSON.parse(row.reasons) as string[],
    fault: row.fault === null ? null : (JSON.parse(row.fault) as PrintJob["fault"]),
    copyNumber: row.copy_number,
    createdAtUtc: row.created_at_utc,
  };
}
