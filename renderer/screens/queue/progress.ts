// Figures of the queue as they are shown.
import type { QueueItem, SyncStatus } from "../../../shared/contract";

/** 0–100 of the bytes while sending; null when there is nothing to measure. */
export function percentOf(item: QueueItem): number | null {
  if (item.state !== "sending" || item.sizeBytes <= 0) return null;
  return Math.min(100, Math.floor((item.sentBytes / item.sizeBytes) * 100));
}

export function attemptsOf(item: QueueItem): number {
  return item.operations.reduce((sum, operation) => sum + operation.attempts, 0);
}

/** The soonest next try of what waits; null: none is planned. */
export function nextAttemptOf(item: QueueItem): string | null {
  const planned = item.operations
    .filter(({ state }) => state === "waiting")
    .flatMap((one) => one.nextAttemptAtUtc ?? []);
  return planned.sort()[0] ?? null;
}

export interface Duration {
  unit: "seconds" | "minutes" | "hours";
  count: number;
}

/** Rounded up, so that nobody leaves too early. */
export function durationOf(seconds: number): Duration {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 60) return { unit: "seconds", count: whole };
  if (whole < 5_400) return { unit: "minutes", count: Math.ceil(whole / 60) };
  return { unit: "hours", count: Math.ceil(whole / 3_600) };
}

/** Why nothing goes out now although there is something to send; null: nothing holds it. */
export function holdOf(status: SyncStatus): "outside_window" | "metered" | "paused" | null {
  if (status.link === "paused" || status.hold === "paused") return "paused";
  return status.hold === "none" ? null : status.hold;
}

/** Its code was given here from leased numbers; the province has not said yet that it stands. */
export function isUnconfirmed({ officialCode, operations }: Pick<QueueItem, "officialCode" | "operations">): boolean {
  return officialCode !== null && operations.every(({ receipt }) => receipt === null);
}
