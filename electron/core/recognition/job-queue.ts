// The page queue in the database: which pages wait, are being read, were read, or could not be read.
import type { Fault, RecognitionQueue } from "../../../shared/contract";
import type { Reader, Writer } from "../storage";

export interface Job {
  pageId: string;
  /** This one included. */
  attempts: number;
  /** How the page was turned when it was taken … */
  rotation: number;
  /** … and which steps were off: what is read of it counts only while both are so. */
  stepsOff: string;
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

/** The page was turned or is to be cleaned otherwise: what is known or being read of it is not of the page as it is now. */
export function requeueJob(writer: Writer, pageId: string, nowUtc: string): void {
  writer.run(
    `INSERT INTO recognition_jobs (page_id, state, queued_at_utc) VALUES (?, 'queued', ?)
     ON CONFLICT (page_id) DO UPDATE SET state = 'queued', attempts = 0, fault = NULL, queued_at_utc = excluded.queued_at_utc`,
    pageId,
    nowUtc,
  );
}

/** The officer is looking at it: it goes before all others that wait, also before those looked at earlier. */
export function hastenJob(writer: Writer, pageId: string, nowUtc: string): void {
  writer.run("UPDATE recognition_jobs SET urgent_since_utc = ? WHERE page_id = ? AND state = 'queued'", nowUtc, pageId);
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
    `UPDATE recognition_jobs SET state = 'queued', queued_at_utc = ?, urgent_since_utc = NULL
     WHERE state = 'running' AND state <> 'done'`,
    nowUtc,
  );
}

// `state <> 'done'` says what `state = …` says already: SQLite uses the partial index only when it reads its very words.
const NEXT = `SELECT page_id FROM recognition_jobs WHERE state = 'queued' AND state <> 'done'
  ORDER BY queued_at_utc, page_id LIMIT 1`;

const MOST_URGENT = `SELECT page_id FROM recognition_jobs WHERE state = 'queued' AND urgent_since_utc IS NOT NULL
  ORDER BY urgent_since_utc DESC LIMIT 1`;
const STEPS_OFF = "ifnull((SELECT steps_off FROM page_recipes r WHERE r.page_id = recognition_jobs.page_id), '[]')";

export function hasQueuedJobs(reader: Reader): boolean {
  return reader.value<string>(NEXT) !== undefined;
}

/** The page that is being looked at, else the one that waits longest; now marked as running. */
export function takeJob(writer: Writer): Job | undefined {
  return writer.get<Job>(
    `UPDATE recognition_jobs SET state = 'running', attempts = attempts + 1, fault = NULL
     WHERE page_id = ifnull((${MOST_URGENT}), (${NEXT})) RETURNING page_id AS pageId, attempts,
       (SELECT rotation FROM pages WHERE id = page_id) AS rotation, ${STEPS_OFF} AS stepsOff`,
  );
}

/** Whether what was read of it is of the page as it is now; if not, it is in the queue again. */
export function isStillWanted(reader: Reader, job: Job): boolean {
  const found = reader.value<number>(
    `SELECT 1 FROM recognition_jobs JOIN pages ON pages.id = page_id
      WHERE page_id = ? AND rotation = ? AND ${STEPS_OFF} = ?`,
    ...[job.pageId, job.rotation, job.stepsOff],
  );
  return found !== undefined;
}

export function markDone(writer: Writer, job: Job): void {
  writer.run(
    "UPDATE recognition_jobs SET state = 'done', fault = NULL, urgent_since_utc = NULL WHERE page_id = ?",
    job.pageId,
  );
}

/** To the end of the queue, or failed when it has had its attempts or another would end the same way. */
export function saveFault(writer: Writer, job: Job, { fault, nowUtc }: { fault: Fault; nowUtc: string }): void {
  const isWorthRetrying = fault.code.startsWith("OCR_") && job.attempts < MAX_ATTEMPTS;
  if (!isStillWanted(writer, job)) return;
  writer.run(
    "UPDATE recognition_jobs SET state = ?, fault = ?, queued_at_utc = ?, urgent_since_utc = NULL WHERE page_id = ?",
    ...[isWorthRetrying ? "queued" : "failed", JSON.stringify(fault), nowUtc, job.pageId],
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
