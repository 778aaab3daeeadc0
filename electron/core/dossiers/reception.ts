// Reception of a dossier: number, time, due date, event and outbox row, all in the caller's one transaction.
import { DomainError } from "../../../shared/errors";
import type { Dossier } from "../../../shared/contract";
import type { Writer } from "../storage";
import { isCounterReady } from "./completeness";
import type { RecordEvent } from "./events";
import { nextProvisionalCode, takeLeasedCode } from "./numbering";
import type { DossierParts } from "./ports";
import { dueIfReceived, readDossier } from "./read-dossier";
import { receivedDossierOf } from "./received-dossier";
import { getDossierRow, updateDossier } from "./rows";

/** Được tiếp nhận (domain §1.4). */
const RECEIVED_STATE = 2;

/**
 * Receiving a dossier that is received already changes nothing: it never gets a second number.
 * @throws DomainError DOSSIER_INCOMPLETE with the first blocker, COUNTER_NOT_CONFIGURED, DOSSIER_NOT_DRAFT, NOT_FOUND
 */
export function receiveDossier(parts: DossierParts & { recordEvent: RecordEvent }, writer: Writer, id: string): void {
  const row = getDossierRow(writer, id);
  if (row.stage === "received") return;
  if (row.stage !== "draft") throw new DomainError("DOSSIER_NOT_DRAFT");
  const { counter } = parts.settings();
  if (!isCounterReady(counter)) throw new DomainError("COUNTER_NOT_CONFIGURED");
  refuseIncomplete(readDossier(parts, writer, id));
  const at = parts.clock.now();
  const code = nextProvisionalCode(writer, { machineCode: counter.machineCode, at });
  const leasedCode = takeLeasedCode(writer, { unitCode: counter.unitCode, at });
  const due = dueIfReceived(parts, row, at);
  updateDossier(writer, id, {
    stage: "received",
    provisional_code: code,
    official_code: leasedCode,
    province_state: RECEIVED_STATE,
    received_at_utc: at.toISOString(),
    due: JSON.stringify(due),
    due_at_utc: due.dueAtUtc,
    updated_at_utc: at.toISOString(),
  });
  writer.run(
    `UPDATE components SET status = 'not_needed'
      WHERE dossier_id = ? AND removed = 0 AND conditional = 1 AND status = 'undecided'`,
    id,
  );
  parts.recordEvent(writer, { dossierId: id, kind: "dossier.received", facts: { code, dueAtUtc: due.dueAtUtc } });
  const payload = receivedDossierOf(parts, writer, { id, unitName: counter.unitName });
  parts.outbox.append(writer, { dossierId: id, kind: "dossier.received", payload, leasedCode });
}

function refuseIncomplete({ blockers }: Dossier): void {
  const [first] = blockers;
  if (first) throw new DomainError("DOSSIER_INCOMPLETE", { blocker: first.code, detail: first.detail });
}
