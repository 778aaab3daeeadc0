// An operation of the outbox as it goes over the wire or onto a stick.
import type { ErrorCode } from "../../../shared/errors";
import { WireReceipt, type WireOperation } from "../../../shared/wire";
import type { OutboxRow } from "./outbox-row";

/** Sent within this time counts as sent at once. */
const PROMPT_MS = 60_000;
/** The province was reached, and could not do its part. */
const PROVINCE_FAILURES: readonly ErrorCode[] = [
  "PROVINCE_FAILED",
  "PROVINCE_ANSWER_INVALID",
  "PROVINCE_PROTOCOL",
  "PROVINCE_BUSY",
  "PROVINCE_QUOTA",
];
const HELD: readonly ErrorCode[] = [
  "PROVINCE_REFUSED",
  "PROVINCE_CONFLICT",
  "BLOB_MISSING",
  "BLOB_DAMAGED",
  "INTERNAL",
];

export function toWireOperation(row: OutboxRow, now: Date): WireOperation {
  return {
    opId: row.id,
    dossierId: row.dossier_id,
    sequence: row.sequence,
    kind: row.kind,
    payload: JSON.parse(row.payload) as Record<string, unknown>,
    payloadSha256: row.payload_sha256,
    baseVersion: row.base_version,
    createdAtUtc: row.created_at_utc,
    sentAtUtc: now.toISOString(),
    delayReason: delayReasonOf(row, now),
    leasedCode: row.leased_code,
    formerReceipt: row.former_receipt === null ? null : WireReceipt.parse(JSON.parse(row.former_receipt)),
  };
}

function delayReasonOf(row: OutboxRow, now: Date): WireOperation["delayReason"] {
  const code = row.fault === null ? null : (JSON.parse(row.fault) as { code: ErrorCode }).code;
  if (code !== null && PROVINCE_FAILURES.includes(code)) return "province_failed";
  if (code !== null && HELD.includes(code)) return "held_for_review";
  const isPrompt = now.getTime() - Date.parse(row.created_at_utc) < PROMPT_MS;
  return isPrompt && code === null ? "none" : "no_connection";
}
