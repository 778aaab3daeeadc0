// A province that was restored from a backup no longer knows its last receipts: their operations wait again, under the same ids.
import type { Storage, Writer } from "../storage";
import { answerOf, type ProvinceClient } from "./province-client";
import type { Session } from "./run";
import type { SyncState } from "./sync-state";

export interface RestoreParts {
  storage: Storage;
  state: SyncState;
  client: ProvinceClient;
}

interface Sent {
  rowid: number;
  id: string;
  receiptId: string;
}

const PAGE = 500;

/** Compares what the session says with what this counter holds. @throws DomainError PROVINCE_* */
export async function catchUpWithRestored(parts: RestoreParts, session: Session): Promise<void> {
  const { storage, state } = parts;
  const { counterId, lastReceiptNumber: number } = session;
  // The feed is numbered anew: what was applied already is known by its ids.
  if (session.feedEnd < (state.find("cursor") ?? 0)) storage.transaction((writer) => state.set(writer, "cursor", 0));
  const last = state.find("lastReceipt");
  if (last?.counterId === counterId && last.number <= number) return;
  // Receipts under a former counter id have numbers of their own: every one is asked for.
  await askForAll(parts);
  storage.transaction((writer) => state.set(writer, "lastReceipt", { counterId, number }));
}

async function askForAll(parts: RestoreParts): Promise<void> {
  const { storage, client } = parts;
  for (let page = listSent(parts, Number.MAX_SAFE_INTEGER); page.length > 0;) {
    const { lost } = await answerOf(client.counters.lostReceipts({ receiptIds: page.map((sent) => sent.receiptId) }));
    const isLost = new Set(lost);
    const gone = page.filter(({ receiptId }) => isLost.has(receiptId));
    storage.transaction((writer) => gone.forEach(({ id }) => sendAgain(writer, id)));
    page = listSent(parts, page.at(-1)?.rowid ?? 0);
  }
}

/** Receipts of the present account, newest first. */
function listSent({ storage, state }: RestoreParts, beforeRowid: number): Sent[] {
  return storage.read.all<Sent>(
    `SELECT rowid, id, receipt ->> 'receiptId' AS receiptId FROM outbox
     WHERE state = 'sent' AND receipt ->> 'number' IS NOT NULL AND rowid < ? AND rowid > ?
     ORDER BY rowid DESC LIMIT ${PAGE}`,
    beforeRowid,
    state.find("receiptsAfterRowid") ?? 0,
  );
}

function sendAgain(writer: Writer, id: string): void {
  writer.run(
    `UPDATE outbox SET state = 'waiting', former_receipt = receipt, receipt = NULL, sent_at_utc = NULL,
                       next_attempt_at_utc = NULL WHERE id = ? AND state = 'sent'`,
    id,
  );
}
