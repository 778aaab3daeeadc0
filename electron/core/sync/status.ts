// What the status bar and the head of the queue show.
import type { SyncStatus } from "../../../shared/contract";
import { findLastSent, readTotals } from "./queue-view";
import type { SyncParts } from "./sync-parts";

export function readStatus(
  { storage, state, link, hold, progress }: SyncParts,
  loop: { isRunning(): boolean; lastFault(): SyncStatus["lastFault"] },
): Omit<SyncStatus, "bundle"> {
  const totals = readTotals(storage.read);
  const running = loop.isRunning();
  return {
    ...link.now(),
    ...totals,
    hold: hold.now(),
    conflicts: storage.read.value<number>("SELECT count(*) FROM conflicts WHERE chosen IS NULL") ?? 0,
    lastSentAtUtc: findLastSent(storage.read),
    lastPulledAtUtc: state.find("lastPulledAtUtc") ?? null,
    lastFault: loop.lastFault(),
    running,
    percent: running ? progress.percent(totals.waitingBytes) : null,
    secondsLeft: running ? progress.secondsLeft(totals.waitingBytes) : null,
    clockOffsetSeconds: state.find("clockOffsetSeconds") ?? null,
  };
}
