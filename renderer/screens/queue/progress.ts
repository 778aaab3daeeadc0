// Figures of one dossier in the queue.
import type { QueueItem } from "../../../shared/contract";

/** 0–100 of the bytes while sending; null when there is nothing to measure. */
export function percentOf(item: QueueItem): number | null {
  if (item.state !== "sending" || item.sizeBytes <= 0) return null;
  return Math.min(100, Math.floor((item.sentBytes / item.sizeBytes) * 100));
}

export function attemptsOf(item: QueueItem): number {
  return item.operations.reduce((sum, operation) => sum + operation.attempts, 0);
}
