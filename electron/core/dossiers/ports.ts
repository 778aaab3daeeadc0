// What dossiers need from the other modules; office.ts plugs them in.
import type { Procedure, Settings } from "../../../shared/contract";
import type { WorkCalendar } from "../../../shared/domain";
import type { ChangeBus } from "../changes";
import type { Clock } from "../clock";
import type { PapersService } from "../papers";
import type { Storage, Writer } from "../storage";
import type { ReceivedDossier } from "../sync";

export interface CataloguePort {
  /** @throws DomainError PROCEDURE_UNKNOWN */
  get(code: string): Procedure;
  readonly calendar: WorkCalendar;
}

export interface OutboxPort {
  append(
    writer: Writer,
    operation: { dossierId: string; kind: "dossier.received"; payload: ReceivedDossier; leasedCode: string | null },
  ): string;
  appendHeld(
    writer: Writer,
    operation: { dossierId: string; kind: "dossier.supplemented"; payload: ReceivedDossier },
  ): { isNew: boolean };
  amend(writer: Writer, operation: { dossierId: string; payload: ReceivedDossier }): void;
}

export interface DossierParts {
  storage: Storage;
  papers: Pick<PapersService, "blobsOfDossier" | "signedOriginals" | "listPages" | "release">;
  catalogue: CataloguePort;
  settings: () => Settings;
  outbox: OutboxPort;
  changes: ChangeBus;
  clock: Clock;
  /** Runs in the transaction of the change; for the search index. */
  onDossierChanged: (writer: Writer, dossierId: string) => void;
}
