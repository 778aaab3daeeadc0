// Pages that wait to be looked at, and what was found, as rows of the database.
import type { FindingKind } from "../../../shared/contract";
import type { Reader, Writer } from "../storage";
import type { Judgement } from "./judge";

/** A page is tried twice: the first time another page may have cost the image process. */
const MAX_ATTEMPTS = 2;

/** Call it in the transaction that adds or turns the page: it is looked at again, before all that wait. */
export function enqueuePage(writer: Writer, pageId: string, nowUtc: string): void {
  writer.run(
    `INSERT INTO page_inspections (page_id, state, queued_at_utc) VALUES (?, 'queued', ?)
     ON CONFLICT (page_id) DO UPDATE SET state = 'queued', queued_at_utc = excluded.queued_at_utc, attempts = 0`,
    pageId,
    nowUtc,
  );
}

/** The page queued last: it is the one that an officer is looking at. */
export function nextPage(reader: Reader): string | undefined {
  return reader.value<string>(
    `SELECT page_id FROM page_inspections WHERE state = 'queued' ORDER BY queued_at_utc DESC, page_id DESC LIMIT 1`,
  );
}

/** Replaces what was found of these kinds; what the officer accepted stays accepted. */
export function saveFindings(
  writer: Writer,
  pageId: string,
  { kinds, found }: { kinds: readonly FindingKind[]; found: readonly Judgement[] },
): void {
  const gone = kinds.filter((kind) => !found.some((finding) => finding.kind === kind));
  for (const kind of gone) writer.run("DELETE FROM page_findings WHERE page_id = ? AND kind = ?", pageId, kind);
  for (const { kind, severity, value, suggestedComponentId } of found)
    writer.run(
      `INSERT INTO page_findings (page_id, kind, severity, value, suggested_component_id) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (page_id, kind) DO UPDATE SET severity = excluded.severity, value = excluded.value,
         suggested_component_id = excluded.suggested_component_id`,
      pageId,
      kind,
      severity,
      value,
      suggestedComponentId,
    );
}

export function markInspected(writer: Writer, pageId: string, nowUtc: string): void {
  writer.run("UPDATE page_inspections SET state = 'done', inspected_at_utc = ? WHERE page_id = ?", nowUtc, pageId);
}

/** Back behind all others, or given up. */
export function markFailed(writer: Writer, pageId: string): void {
  writer.run(
    `UPDATE page_inspections SET attempts = attempts + 1, queued_at_utc = '',
       state = iif(attempts + 1 >= ${MAX_ATTEMPTS}, 'failed', 'queued') WHERE page_id = ?`,
    pageId,
  );
}
