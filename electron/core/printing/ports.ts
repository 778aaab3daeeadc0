// What printing needs of the rest of the office.
import type { HandOverPrint, ReceiptData, SeparatorPrint } from "../../../shared/domain";
import type { ChangeBus } from "../changes";
import type { Clock } from "../clock";
import type { CoreHost } from "../host";
import type { Imaging } from "../imaging";
import type { PapersService } from "../papers";
import type { Storage, Writer } from "../storage";
import type { PrintQueue } from "./queues/print-queue";

export interface PrintingParts {
  storage: Storage;
  papers: Pick<PapersService, "storeBlob" | "readBlob">;
  imaging: Pick<Imaging, "countPages" | "rasterisePdf">;
  host: Pick<CoreHost, "renderForm">;
  /** @throws DomainError NOT_FOUND, DOSSIER_INCOMPLETE, COUNTER_NOT_CONFIGURED */
  receiptData(dossierId: string): ReceiptData;
  /** A sheet for each paper, also of a draft. @throws DomainError NOT_FOUND */
  separatorData(dossierId: string): SeparatorPrint;
  /** What a run of sending did. @throws DomainError NOT_FOUND, COUNTER_NOT_CONFIGURED */
  handOverData(runId: string): HandOverPrint;
  /** A result that has come whole. @throws DomainError NOT_FOUND, BLOB_MISSING, BLOB_DAMAGED */
  resultFile(of: { dossierId: string; sha256: string }): { mimeType: string; atUtc: string; bytes: Uint8Array };
  /** undefined for a picture that a PDF cannot hold. */
  pictureAsPdf(bytes: Uint8Array, createdAt: Date): Promise<Uint8Array | undefined>;
  recordEvent(writer: Writer, event: PrintEvent): void;
  changes: ChangeBus;
  clock: Clock;
  /** The machine's own print system unless given. */
  queue?: PrintQueue;
}

export interface PrintEvent {
  dossierId: string;
  kind: `print.${"submitted" | "saved" | "completed" | "cancelled" | "failed"}` | "result.printed";
  facts: Record<string, string | number | null>;
}
