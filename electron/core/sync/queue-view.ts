// What the window shows of the queue.
import type { z } from "zod";
import { Fault, Receipt, type DeliveryState, type Operation, type QueueItem } from "../../../shared/contract";
import type { Reader } from "../storage";
import type { OutboxRow } from "./outbox";
import type { DossierPort } from "./ports";

export type QueueFilter = "all" | "waiting" | "attention" | "sent";

export interface QueueCounts {
  waiting: number;
  sending: number;
  attention: number;
  sent: number;
}

/** Dossiers with operations, newest first. */
export function listQueue(
  reader: Reader,
  dossiers: DossierPort,
  { filter, limit }: { filter: QueueFilter; limit: number },
): QueueItem[] {
  const ids = reader.all<{ id: string }>(
    `SELECT dossier_id AS id FROM (
       SELECT dossier_id, max(rowid) AS newest, ${DELIVERY} AS delivery FROM outbox GROUP BY dossier_id)
     WHERE ? = 'all' OR delivery = ? OR (? = 'waiting' AND delivery = 'sending')
     ORDER BY newest DESC LIMIT ?`,
    filter,
    filter,
    filter,
    limit,
  );
  return ids.map(({ id }) => toItem(reader, dossiers, id));
}

export function countOperations(reader: Reader): QueueCounts {
  const rows = reader.all<{ state: keyof QueueCounts; n: number }>(
    "SELECT state, count(*) AS n FROM outbox GROUP BY state",
  );
  return {
    waiting: 0,
    sending: 0,
    attention: 0,
    sent: 0,
    ...Object.fromEntries(rows.map((row) => [row.state, row.n])),
  };
}

export function findLastSent(reader: Reader): string | null {
  return reader.value<string | null>("SELECT max(sent_at_utc) FROM outbox") ?? null;
}

/** Bytes of files that the province does not have yet. */
export function countWaitingBytes(reader: Reader): number {
  const sizes = readSizes(reader, "o.state <> 'sent'");
  return sizes.sizeBytes - sizes.sentBytes;
}

/** The worst state of a dossier's operations is the dossier's. */
const DELIVERY = `CASE WHEN max(state = 'attention') THEN 'attention' WHEN max(state = 'sending') THEN 'sending'
                       WHEN max(state = 'waiting') THEN 'waiting' ELSE 'sent' END`;

function toItem(reader: Reader, dossiers: DossierPort, dossierId: string): QueueItem {
  const rows = reader.all<OutboxRow>("SELECT * FROM outbox WHERE dossier_id = ? ORDER BY sequence", dossierId);
  const label = dossiers.describe(dossierId);
  return {
    dossierId,
    provisionalCode: label?.provisionalCode ?? "",
    officialCode: label?.officialCode ?? null,
    applicantName: label?.applicantName ?? "",
    procedureName: label?.procedureName ?? "",
    state: worstState(rows),
    ...readSizes(reader, "o.dossier_id = ?", dossierId),
    createdAtUtc: rows[0]?.created_at_utc ?? "",
    operations: rows.map(toOperation),
  };
}

function worstState(rows: readonly OutboxRow[]): DeliveryState {
  const states = ["attention", "sending", "waiting"] as const;
  return states.find((state) => rows.some((row) => row.state === state)) ?? "sent";
}

function toOperation(row: OutboxRow): Operation {
  return {
    id: row.id,
    sequence: row.sequence,
    kind: row.kind,
    state: row.state,
    attempts: row.attempts,
    nextAttemptAtUtc: row.next_attempt_at_utc,
    fault: parse(Fault, row.fault),
    createdAtUtc: row.created_at_utc,
    receipt: parse(Receipt, row.receipt),
  };
}

function parse<Schema extends z.ZodType>(schema: Schema, text: string | null): z.output<Schema> | null {
  return text === null ? null : schema.parse(JSON.parse(text));
}

/** Each file once, however many pages or dossiers name it; files of a sent operation have all arrived. */
function readSizes(reader: Reader, where: string, ...values: string[]): { sizeBytes: number; sentBytes: number } {
  const row = reader.get<{ size_bytes: number | null; sent_bytes: number | null }>(
    `SELECT sum(size) AS size_bytes, sum(CASE WHEN arrived THEN size ELSE min(sent, size) END) AS sent_bytes FROM (
       SELECT CAST(file.value ->> 'DungLuong' AS INTEGER) AS size, max(o.state = 'sent') AS arrived,
              max(ifnull(u.sent_bytes, 0)) AS sent
       FROM outbox AS o, json_each(o.payload, '$.TaiLieuNop') AS file
       LEFT JOIN uploads AS u ON u.sha256 = file.value ->> 'MaBam'
       WHERE ${where} GROUP BY file.value ->> 'MaBam')`,
    ...values,
  );
  return { sizeBytes: row?.size_bytes ?? 0, sentBytes: row?.sent_bytes ?? 0 };
}
