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
  id: string;
  receiptId: string;
  number: number;
}

const PAGE = 500;

/** Compares what the session says with what this counter holds. @throws DomainError PROVINCE_* */
export async function catchUpWithRestored(parts: RestoreParts, session: Session): Promise<void> {
  const { storage, state } = parts;
  // The feed is numbered anew: what was applied already is known by its ids.
  if (session.feedEnd < (state.find("cursor") ?? 0)) storage.transaction((writer) => state.set(writer, "cursor", 0));
  const after = state.find("receiptsAfterRowid") ?? 0;
  for (let offset = 0, isLost = true; isLost; offset += PAGE) {
    const page = listSent(parts, { after, offset });
    isLost = page.length > 0 && (page[0]?.number ?? 0) > session.lastReceiptNumber;
    if (!isLost) return;
    const receiptIds = page.map(({ receiptId }) => receiptId);
    const { lost } = await answerOf(parts.client.counters.lostReceipts({ receiptIds }));
    const gone = page.filter(({ receiptId }) => lost.includes(receiptId));
    storage.transaction((writer) => gone.forEach(({ id }) => sendAgain(writer, id)));
    // Those that wait again are no longer among the sent ones.
    offset -= gone.length;
  }
}

/** Receipts of the present registration, newest first. */
function listSent({ storage }: RestoreParts, { after, offset }: { after: number; offset: number }): Sent[] {
  return storage.read.all<Sent>(
    `SELECT id, receipt ->> 'receiptId' AS receiptId, CAST(receipt ->> 'number' AS INTEGER) AS number FROM outbox
     WHERE state = 'sent' AND receipt ->> 'number' IS NOT NULL AND rowid > ?
     ORDER BY number DESC LIMIT ${PAGE} OFFSET ?`,
    after,
    offset,
  );
}

function sendAgain(writer: Writer, id: string): void {
  writer.run(
    `UPDATE outbox SET state = 'waiting', former_receipt = receipt, receipt = NULL, sent_at_utc = NULL,
                       next_attempt_at_utc = NULL WHERE id = ? AND state = 'sent'`,
    id,
  );
}
