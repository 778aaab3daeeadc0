// The province has accepted an operation: the one place where that is noted, whatever way the receipt came.
import type { WireReceipt } from "../../../shared/wire";
import type { Writer } from "../storage";
import type { Outbox } from "./outbox";
import type { OutboxRow } from "./outbox-row";
import type { DossierPort, SettingsPort } from "./ports";
import type { SyncState } from "./sync-state";

export interface ReceiptParts {
  outbox: Outbox;
  dossiers: DossierPort;
  settings: SettingsPort;
  state: Pick<SyncState, "find" | "set">;
}

type Accepted = Pick<OutboxRow, "id" | "dossier_id" | "payload" | "former_receipt" | "leased_code">;

/** Official code, receipt, state and the standing record change together. A receipt that comes twice changes nothing more. */
export function acceptReceipt(
  parts: ReceiptParts,
  writer: Writer,
  accepted: { row: Accepted; receipt: WireReceipt },
): void {
  const { row, receipt } = accepted;
  const { receiptId, officialCode, receivedAtUtc } = receipt;
  const { officialCode: formerCode = row.leased_code } = (JSON.parse(row.former_receipt ?? "{}") ?? {}) as {
    officialCode?: string;
  };
  parts.dossiers.applyReceipt(writer, {
    dossierId: row.dossier_id,
    receiptId,
    officialCode,
    receivedAtUtc,
    formerCode,
  });
  parts.outbox.markSent(writer, row.id, receipt);
  noteNumber(parts.state, writer, receipt.number);
  keepStandingRecord(writer, row.dossier_id, {
    version: receipt.version,
    record: row.payload,
    changedBy: parts.settings.read().counter?.officerName ?? "",
    changedAtUtc: receivedAtUtc,
  });
}

/** Nothing is noted before the receipts held were compared with what the province knows: the next session does it. */
function noteNumber(state: ReceiptParts["state"], writer: Writer, number: number): void {
  const last = state.find("lastReceipt");
  if (last && last.counterId === state.find("registration")?.counterId && last.number < number)
    state.set(writer, "lastReceipt", { ...last, number });
}

export interface Standing {
  version: number;
  /** JSON. */
  record: string;
  changedBy: string;
  changedAtUtc: string;
}

export function keepStandingRecord(writer: Writer, dossierId: string, standing: Standing): void {
  writer.run(
    `INSERT INTO standing_records (dossier_id, version, record, changed_by, changed_at_utc) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (dossier_id) DO UPDATE SET version = excluded.version, record = excluded.record,
       changed_by = excluded.changed_by, changed_at_utc = excluded.changed_at_utc`,
    ...[dossierId, standing.version, standing.record, standing.changedBy, standing.changedAtUtc],
  );
}
