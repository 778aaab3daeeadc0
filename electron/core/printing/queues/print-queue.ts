// What a print system must be able to do for us, whatever runs it.
import type { PrintJob, Printer } from "../../../../shared/contract";

export interface Submission {
  pdf: Uint8Array;
  pageCount: number;
  printer: string;
  copies: number;
  /** Shown by the print system to others: a code, nothing personal. */
  title: string;
}

/** As the queue tells it; `completed` alone means that paper came out. */
export interface QueueJobStatus {
  state: Exclude<PrintJob["state"], "saved">;
  /** The queue's own words, for instance "media-empty". */
  reasons: string[];
}

export interface PrintQueue {
  /** @throws DomainError PRINT_SYSTEM_MISSING */
  list(): Promise<Printer[]>;
  /**
   * Returns the queue's number once the queue has the whole file.
   * @throws DomainError PRINT_SYSTEM_MISSING, PRINTER_NOT_FOUND, PRINTER_REJECTED, PRINTER_UNREACHABLE
   */
  submit(submission: Submission): Promise<string>;
  /** null: the queue does not know the job (any more). @throws DomainError PRINTER_UNREACHABLE, PRINT_SYSTEM_MISSING */
  status(printer: string, queueJobId: string): Promise<QueueJobStatus | null>;
  /** The number of the newest job of that title, for a submission whose answer was lost. */
  find(printer: string, title: string): Promise<string | null>;
  /** A job that has ended already stays as it is. @throws DomainError PRINTER_UNREACHABLE, PRINT_SYSTEM_MISSING */
  cancel(printer: string, queueJobId: string): Promise<void>;
}
