// Corrections after reception: by the officer here, or by somebody else at the province.
import type { Applicant, DossierAmendment } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import { fromWireTime } from "../../../shared/wire";
import type { Writer } from "../storage";
import type { AppliedRecord } from "../sync";
import { saveApplicant } from "./drafts";
import type { RecordEvent } from "./events";
import type { DossierParts } from "./ports";
import { receivedDossierOf } from "./received-dossier";
import { applicantOf, getDossierRow, updateDossier, type DossierRow } from "./rows";

type Parts = DossierParts & { recordEvent: RecordEvent };

/**
 * Changes the dossier and tells the province, in one transaction; nothing is sent when nothing changes.
 * @throws DomainError NOT_FOUND, DOSSIER_NOT_RECEIVED, INPUT_INVALID without a name, PROVINCE_CONFLICT while fields wait for
 *   a choice
 */
export function amendDossier(parts: Parts, writer: Writer, amendment: DossierAmendment): void {
  const row = getDossierRow(writer, amendment.id);
  if (row.stage !== "received") throw new DomainError("DOSSIER_NOT_RECEIVED");
  if (amendment.applicant.fullName?.trim() === "") throw new DomainError("INPUT_INVALID", { field: "fullName" });
  const changed = takeOver(parts, writer, { row, change: amendment });
  if (changed.length === 0) return;
  const unitName = parts.settings().counter?.unitName ?? "";
  const payload = receivedDossierOf(parts, writer, { id: row.id, unitName });
  parts.outbox.amend(writer, { dossierId: row.id, payload });
  parts.recordEvent(writer, {
    dossierId: row.id,
    kind: "dossier.amended",
    facts: { fields: changed.join(", "), reason: amendment.reason },
  });
}

/** @returns the id of the dossier that changed; null for one that is not here */
export function applyProvinceRecord(parts: Parts, writer: Writer, { dossierId, record }: AppliedRecord): string | null {
  const row = writer.get<DossierRow>("SELECT * FROM dossiers WHERE id = ? AND stage = 'received'", dossierId);
  if (!row) return null;
  const change = {
    applicant: {
      fullName: record.ChuHoSo,
      personalNumber: record.SoGiayToChuHoSo,
      address: record.ThongTinKhac,
      phone: record.SoDienThoai,
      email: record.Email,
    },
    summary: record.TrichYeuHoSo,
    returnMethod: record.HinhThuc === "1" ? ("post" as const) : ("counter" as const),
  };
  takeOver(parts, writer, { row, change });
  const dueAtUtc = fromWireTime(record.NgayHenTra);
  if (dueAtUtc !== null && record.NgayHenTra !== "" && Date.parse(dueAtUtc) !== secondOf(row.due_at_utc))
    updateDossier(writer, row.id, { due_at_utc: dueAtUtc });
  return row.id;
}

/** The wire has whole seconds. */
function secondOf(utc: string | null): number {
  return utc === null ? Number.NaN : Math.floor(Date.parse(utc) / 1000) * 1000;
}

interface Change {
  applicant: Partial<Pick<Applicant, "fullName" | "personalNumber" | "address" | "phone" | "email">>;
  summary?: string | undefined;
  returnMethod?: "counter" | "post" | undefined;
}

/** @returns names of the fields that changed */
function takeOver(parts: Parts, writer: Writer, { row, change }: { row: DossierRow; change: Change }): string[] {
  const before = applicantOf(row);
  const given = Object.entries(change.applicant).filter(
    ([name, value]) => value !== undefined && value.trim() !== before[name as keyof typeof change.applicant].trim(),
  );
  const changed = given.map(([name]) => name);
  if (given.length > 0) saveApplicant(writer, row, Object.fromEntries(given));
  if (change.summary !== undefined && change.summary.trim() !== row.summary.trim()) changed.push("summary");
  if (change.returnMethod !== undefined && change.returnMethod !== row.return_method) changed.push("returnMethod");
  if (changed.length === 0) return [];
  updateDossier(writer, row.id, {
    summary: change.summary,
    return_method: change.returnMethod,
    updated_at_utc: parts.clock.now().toISOString(),
  });
  return changed;
}
