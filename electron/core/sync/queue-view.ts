// What the window shows of the queue.
import type { z } from "zod";
import { Fault, Receipt, type DeliveryState, type Operation, type QueueItem } from "../../../shared/contract";
import type { Reader } from "../storage";
import type { OutboxRow } from "./outbox-row";
import type { DossierPort } from "./ports";

export type QueueFilter = "all" | "waiting" | "attention" | "sent";

type QueueState = "waiting" | "sending" | "attention" | "sent";

export interface QueueTotals extends Record<QueueState, number> {
  waitingBytes: number;
}

/** Dossiers with operations, newest first. */
export function listQueue(
  reader: Reader,
  dossiers: DossierPort,
  { filter, limit, offset }: { filter: QueueFilter; limit: number; offset: number },
): QueueItem[] {
  const ids = reader.all<{ id: string }>(
    `SELECT dossier_id AS id FROM (
       SELECT dossier_id, max(rowid) AS newest, ${DELIVERY} AS delivery FROM outbox GROUP BY dossier_id)
     WHERE ? = 'all' OR delivery = ? OR (? = 'waiting' AND delivery = 'sending')
     ORDER BY newest DESC LIMIT ? OFFSET ?`,
    ...[filter, filter, filter, limit, offset],
  );
  return ids.map(({ id }) => toItem(reader, dossiers, id));
}

/** Counts by state, and the bytes of open operations that the province does not have yet (a shared file counts for each). */
export function readTotals(reader: Reader): QueueTotals {
  const rows = reader.all<{ state: QueueState; n: number; bytes: number }>(
    "SELECT state, count(*) AS n, sum(size_bytes) AS bytes FROM outbox WHERE state <> 'replaced' GROUP BY state",
  );
  const counts = Object.fromEntries(rows.map((row) => [row.state, row.n]));
  const openBytes = rows.filter((row) => row.state !== "sent").reduce((sum, row) => sum + row.bytes, 0);
  const sentBytes = reader.value<number>("SELECT ifnull(sum(min(sent_bytes, size_bytes)), 0) FROM uploads") ?? 0;
  return { waiting: 0, sending: 0, attention: 0, sent: 0, ...counts, waitingBytes: Math.max(0, openBytes - sentBytes) };
}

/** What a run would send now. @param bytesPerSecond of the line as last seen; null: not known */
export function readPreview(reader: Reader, bytesPerSecond: number | null) {
  const { waitingBytes: bytes } = readTotals(reader);
  const counts = reader.get<{ operations: number; dossiers: number }>(
    `SELECT count(*) AS operations, count(DISTINCT dossier_id) AS dossiers FROM outbox
     WHERE state NOT IN ('sent', 'replaced') AND state <> 'attention'`,
  );
  const secondsLeft = bytesPerSecond === null ? null : Math.ceil(bytes / bytesPerSecond);
  return { operations: 0, dossiers: 0, ...counts, bytes, secondsLeft };
}

export function findLastSent(reader: Reader): string | null {
  return reader.value<string | null>("SELECT max(sent_at_utc) FROM outbox WHERE state = 'sent'") ?? null;
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
    ...readSizes(reader, rows),
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
    bundleId: row.bundle_id,
  };
}

function parse<Schema extends z.ZodType>(schema: Schema, text: string | null): z.output<Schema> | null {
  return text === null ? null : schema.parse(JSON.parse(text));
}

/** Of a sent operation all files have arrived; of an open one what `uploads` says. */
function readSizes(reader: Reader, rows: readonly OutboxRow[]): { sizeBytes: number; sentBytes: number } {
  const counted = rows.filter((row) => row.state !== "replaced");
  const sum = (items: readonly OutboxRow[]) => items.reduce((total, row) => total + row.size_bytes, 0);
  const open = counted.filter((row) => row.state !== "sent");
  const arrived = sum(counted) - sum(open);
  return { sizeBytes: sum(counted), sentBytes: open.reduce((total, row) => total + readSent(reader, row), arrived) };
}

/** Files that an operation shares with an earlier one count for the earlier one. */
function readSent(reader: Reader, operation: OutboxRow): number {
  const sent = reader.value<number>(
    `SELECT ifnull(sum(min(sent_bytes, size_bytes)), 0) FROM uploads
     WHERE sha256 IN (SELECT file.value ->> 'MaBam' FROM outbox AS o, json_each(o.payload, '$.TaiLieuNop') AS file
                      WHERE o.id = ?)`,
    operation.id,
  );
  return Math.min(sent ?? 0, operation.size_bytes);
}
