// One operation of the outbox as it stands in the database.

export interface OutboxRow {
  id: string;
  dossier_id: string;
  sequence: number;
  kind: string;
  payload: string;
  payload_sha256: string;
  base_version: number | null;
  leased_code: string | null;
  state: "waiting" | "sending" | "sent" | "attention" | "replaced";
  attempts: number;
  next_attempt_at_utc: string | null;
  fault: string | null;
  /** JSON of WireReceipt; of rows from before its second version without number and version. */
  receipt: string | null;
  former_receipt: string | null;
  bundle_id: string | null;
  created_at_utc: string;
  size_bytes: number;
}

/** Still to be sent, decided or confirmed. */
export const IS_OPEN = "state NOT IN ('sent', 'replaced')";
