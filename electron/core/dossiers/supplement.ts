// Pages that come after reception: the province is told the whole dossier as it now stands, in the page's transaction.
import type { Writer } from "../storage";
import type { RecordEvent } from "./events";
import type { DossierParts } from "./ports";
import { receivedDossierOf } from "./received-dossier";

/** One entry in the log for all pages that go out together. @throws DomainError NOT_FOUND */
export function supplementDossier(
  parts: DossierParts & { recordEvent: RecordEvent },
  writer: Writer,
  id: string,
): void {
  const unitName = parts.settings().counter?.unitName ?? "";
  const payload = receivedDossierOf(parts, writer, { id, unitName });
  const { isNew } = parts.outbox.appendHeld(writer, { dossierId: id, kind: "dossier.supplemented", payload });
  if (isNew) parts.recordEvent(writer, { dossierId: id, kind: "pages.added_late", facts: {} });
}
