// A received dossier as the receipt prints it.
import { ReceiptData, type PaperHandling } from "../../../shared/domain";
import { DomainError } from "../../../shared/errors";
import type { Reader } from "../storage";
import { findOfficer } from "./events";
import type { DossierParts } from "./ports";
import { applicantOf, getDossierRow, listComponentRows, storedDueOf, type ComponentRow } from "./rows";

/** Papers that the citizen did not hand in or show are not on the receipt. */
const HANDLING: Partial<Record<ComponentRow["status"], PaperHandling>> = {
  scanned: "digitised",
  seen: "presented",
  reused: "reused",
};

/** @throws DomainError NOT_FOUND, DOSSIER_INCOMPLETE while it is a draft, COUNTER_NOT_CONFIGURED */
export function receiptDataOf(parts: Pick<DossierParts, "settings">, reader: Reader, dossierId: string): ReceiptData {
  const row = getDossierRow(reader, dossierId);
  if (row.stage !== "received") throw new DomainError("DOSSIER_INCOMPLETE", { blocker: "", detail: "" });
  const { counter } = parts.settings();
  if (!counter) throw new DomainError("COUNTER_NOT_CONFIGURED");
  const { governingBody, unitName, placeName } = counter;
  const { fullName, personalNumber, address, phone, email } = applicantOf(row);
  return ReceiptData.parse({
    governingBody,
    unitName,
    placeName,
    // Who received it signs, also on a reprint by a colleague.
    officerName: findOfficer(reader, { dossierId, kind: "dossier.received" }) ?? counter.officerName,
    provisionalCode: row.provisional_code,
    officialCode: row.official_code,
    applicant: { fullName, personalNumber, address, phone, email },
    subject: row.summary,
    components: listComponentRows(reader, dossierId).flatMap(toLine),
    setCount: row.set_count,
    processingTime: storedDueOf(row)?.time ?? null,
    receivedAtUtc: row.received_at_utc,
    dueAtUtc: row.due_at_utc,
    returnMethod: row.return_method,
  });
}

function toLine(component: ComponentRow): ReceiptData["components"] {
  const handling = HANDLING[component.status];
  if (!handling) return [];
  const { label, form } = component;
  // A paper of the state does not end in dots: what the checklist cuts is printed in full.
  const name = label.endsWith("…") ? component.name : label;
  // What was only shown, or was here already, has not been handed in.
  const isHandedIn = handling === "digitised";
  const { originals, copies } = isHandedIn ? component : { originals: 0, copies: 0 };
  return [{ name, form, originals, copies, handling }];
}
