// The page queue in the database: which pages wait, are being read, were read, or could not be read.
import type { Fault, RecognitionQueue } from "../../../shared/contract";
import type { Reader, Writer } from "../storage";
import type { Recognised } from "./engine";
import { writeEntry } from "./search/entries";

export interface Job {
  pageId: string;
  /** This one included. */
  attempts: number;
  /** How the page was turned when it was taken: what is read of it counts only while it is turned so. */
  rotation: number;
}

/** A page that could not be read is tried once more. */
const MAX_ATTEMPTS = 2;
/** A page during which core died this often is taken for the cause. */
const MAX_INTERRUPTED = 10;

/** Call it in the transaction that adds the page. Asking twice changes nothing. */
export function enqueueJob(writer: Writer, pageId: string, nowUtc: string): void {
  writer.run(
    `INSERT INTO recognition_jobs (page_id, state, queued_at_utc) VALUES (?, 'queued', ?)
     ON CONFLICT (page_id) DO NOTHING`,
    pageId,
    nowUtc,
  );
}

/** The page was turned: whatever is known or being read of it is not of the page as it is shown now. */
export function requeueJob(writer: Writer, pageId: string, nowUtc: string): void {
  writer.run(
    `INSERT INTO recognition_jobs (page_id, state, queued_at_utc) VALUES (?, 'queued', ?)
     ON CONFLICT (page_id) DO UPDATE SET state = 'queued', attempts = 0, fault = NULL, queued_at_utc = excluded.queued_at_utc`,
    pageId,
    nowUtc,
  );
}

/** At start: nobody is reading yet, so what is marked as running was cut off. It goes to the end of the queue. */
export function recoverJobs(writer: Writer, nowUtc: string): void {
  const fault: Fault = { code: "OCR_FAILED", facts: { reason: "interrupted" } };
  writer.run(
    `UPDATE recognition_jobs SET state = 'failed', fault = ?
     WHERE state = 'running' AND state <> 'done' AND attempts >= ?`,
    JSON.stringify(fault),
    MAX_INTERRUPTED,
  );
  writer.run(
    "UPDATE recognition_jobs SET state = 'queued', queued_at_utc = ? WHERE state = 'running' AND state <> 'done'",
    nowUtc,
  );
}

// `state <> 'done'` says what `state = …` says already: SQLite uses the partial index only when it reads its very words.
const NEXT = `SELECT page_id FROM recognition_jobs WHERE state = 'queued' AND state <> 'done'
  ORDER BY queued_at_utc, page_id LIMIT 1`;

export function hasQueuedJobs(reader: Reader): boolean {
  return reader.value<string>(NEXT) !== undefined;
}

/** The page that waits longest, now marked as running. */
export function takeJob(writer: Writer): Job | undefined {
  return writer.get<Job>(
    `UPDATE recognition_jobs SET state = 'running', attempts = attempts + 1, fault = NULL
     WHERE page_id = (${NEXT}) RETURNING page_id AS pageId, attempts,
       (SELECT rotation FROM pages WHERE id = page_id) AS rotation`,
  );
}

/** Text, search entry and state together, so that a page is never done without its text. Repeating it changes nothing. */
export function saveReading(
  writer: Writer,
  job: Job,
  reading: Recognised & { engine: string; readAtUtc: string },
): void {
  const page = writer.get<{ dossierId: string; rotation: number }>(
    "SELECT dossier_id AS dossierId, rotation FROM pages WHERE id = ?",
    job.pageId,
  );
  if (page?.rotation !== job.rotation) return; // turned meanwhile, and so in the queue again
  const { dossierId } = page;
  writer.run(
    `INSERT INTO page_texts (page_id, text, words, confidence, engine, read_at_utc) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (page_id) DO UPDATE SET text = excluded.text, words = excluded.words,
       confidence = excluded.confidence, engine = excluded.engine, read_at_utc = excluded.read_at_utc`,
    job.pageId,
    reading.text,
    JSON.stringify(reading.words),
    reading.confidence,
    reading.engine,
    reading.readAtUtc,
  );
  writeEntry(writer, { dossierId, kind: "page", pageId: job.pageId, text: reading.text });
  writer.run("UPDATE recognition_jobs SET state = 'done', fault = NULL WHERE page_id = ?", job.pageId);
}

/** To the end of the queue, or failed when it has had its attempts or another would end the same way. */
export function saveFault(writer: Writer, job: Job, { fault, nowUtc }: { fault: Fault; nowUtc: string }): void {
  const isWorthRetrying = fault.code.startsWith("OCR_") && job.attempts < MAX_ATTEMPTS;
  writer.run(
    `UPDATE recognition_jobs SET state = ?, fault = ?, queued_at_utc = ?
      WHERE page_id = ? AND EXISTS (SELECT 1 FROM pages WHERE id = page_id AND rotation = ?)`,
    ...[isWorthRetrying ? "queued" : "failed", JSON.stringify(fault), nowUtc, job.pageId, job.rotation],
  );
}

/** As if it had never been taken. */
export function putBackJob(writer: Writer, job: Job): void {
  writer.run(
    "UPDATE recognition_jobs SET state = 'queued', attempts = attempts - 1 WHERE page_id = ? AND state = 'running'",
    job.pageId,
  );
}

export function requeueFailed(writer: Writer, nowUtc: string): number {
  return writer.run(
    `UPDATE recognition_jobs SET state = 'queued', attempts = 0, fault = NULL, queued_at_utc = ?
     WHERE state = 'failed' AND state <> 'done'`,
    nowUtc,
  );
}

export function countJobs(reader: Reader): RecognitionQueue {
  const rows = reader.all<{ state: keyof RecognitionQueue; pages: number }>(
    "SELECT state, count(*) AS pages FROM recognition_jobs WHERE state <> 'done' GROUP BY state",
  );
  return { queued: 0, running: 0, failed: 0, ...Object.fromEntries(rows.map((row) => [row.state, row.pages])) };
}
