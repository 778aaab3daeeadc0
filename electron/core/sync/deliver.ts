// Brings one operation to the province: push, upload what is missing, commit, and keep the receipt in one transaction.
import type { ErrorCode } from "../../../shared/errors";
import { DomainError } from "../../../shared/errors";
import type { OperationAnswer, WireOperation, WireReceipt } from "../../../shared/wire";
import type { Clock } from "../clock";
import type { Storage } from "../storage";
import type { Outbox, OutboxRow } from "./outbox";
import type { DossierPort, ReadBlob } from "./ports";
import { answerOf, type ProvinceClient } from "./province-client";
import { uploadFile, type UploadLine } from "./upload";

export interface DeliveryDeps {
  storage: Storage;
  outbox: Outbox;
  dossiers: DossierPort;
  readBlob: ReadBlob;
  clock: Clock;
  client: ProvinceClient;
  line: UploadLine;
  pieceBytes: number;
  onProgress(): void;
}

/** Files can be thrown away by the province between upload and commit; more often than this is a fault of its own. */
const MOST_COMMITS = 3;
/** Sent within this time counts as sent at once. */
const PROMPT_MS = 60_000;

/**
 * Returns when the receipt is stored. Safe to call again at any point after a failure or a kill.
 * @throws DomainError PROVINCE_*, BLOB_MISSING, BLOB_DAMAGED, CANCELLED
 */
export async function deliver(deps: DeliveryDeps, row: OutboxRow): Promise<void> {
  let answer: OperationAnswer = await answerOf(deps.client.operations.push(toWireOperation(row, deps.clock.now())));
  for (let commits = 0; answer.outcome === "files_missing"; commits += 1) {
    if (commits === MOST_COMMITS) throw new DomainError("PROVINCE_FAILED", { missing: answer.missing.length });
    await uploadAll(deps, answer.missing);
    answer = await answerOf(deps.client.operations.commit({ opId: row.id }));
  }
  accept(deps, row, answer.receipt);
}

async function uploadAll(deps: DeliveryDeps, hashes: readonly string[]): Promise<void> {
  const isStored = async (sha256: string) => (await answerOf(deps.client.files.status({ sha256 }))).stored;
  for (const sha256 of hashes) await uploadFile({ ...deps, isStored }, sha256);
}

function accept({ storage, outbox, dossiers }: DeliveryDeps, row: OutboxRow, receipt: WireReceipt): void {
  storage.transaction((writer) => {
    dossiers.applyReceipt(writer, { dossierId: row.dossier_id, ...receipt });
    outbox.markSent(writer, row.id, receipt);
  });
}

function toWireOperation(row: OutboxRow, now: Date): WireOperation {
  return {
    opId: row.id,
    dossierId: row.dossier_id,
    sequence: row.sequence,
    kind: row.kind,
    payload: JSON.parse(row.payload) as Record<string, unknown>,
    payloadSha256: row.payload_sha256,
    createdAtUtc: row.created_at_utc,
    sentAtUtc: now.toISOString(),
    delayReason: delayReasonOf(row, now),
  };
}

function delayReasonOf(row: OutboxRow, now: Date): WireOperation["delayReason"] {
  const code = row.fault === null ? null : (JSON.parse(row.fault) as { code: ErrorCode }).code;
  if (code === "PROVINCE_FAILED" || code === "PROVINCE_ANSWER_INVALID") return "province_failed";
  if (code !== null && code !== "PROVINCE_UNREACHABLE") return "held_for_review";
  const isPrompt = now.getTime() - Date.parse(row.created_at_utc) < PROMPT_MS;
  return isPrompt && code === null ? "none" : "no_connection";
}
