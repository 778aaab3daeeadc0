// Why nothing, or no page, goes out although the line may be there.
import type { SyncStatus } from "../../../shared/contract";
import type { Clock } from "../clock";
import type { SettingsPort } from "./ports";
import type { SyncState } from "./sync-state";

export interface Hold {
  now(): SyncStatus["hold"];
  /** Records are small and always go; pages may have to wait. */
  pages(): "none" | "outside_window" | "metered";
}

export function createHold({
  settings,
  state,
  clock,
}: {
  settings: SettingsPort;
  state: SyncState;
  clock: Clock;
}): Hold {
  function pages(): ReturnType<Hold["pages"]> {
    const { metered, pagesWindow } = settings.read().line;
    if (metered) return "metered";
    return pagesWindow && !isWithin(pagesWindow, localTime(clock.now())) ? "outside_window" : "none";
  }
  return { pages, now: () => (state.find("paused") ? "paused" : pages()) };
}

/** "17:30" to "06:00" is over midnight; from = to is the whole day. */
export function isWithin({ from, to }: { from: string; to: string }, time: string): boolean {
  if (from === to) return true;
  return from < to ? from <= time && time < to : time >= from || time < to;
}

const LOCAL_MS = 7 * 3_600_000;

/** HH:mm in Viet Nam, wherever this PC thinks that it is. */
export function localTime(now: Date): string {
  return new Date(now.getTime() + LOCAL_MS).toISOString().slice(11, 16);
}

/** The last midnight in Viet Nam. */
export function startOfLocalDay(now: Date): Date {
  return new Date(Date.parse(`${localDay(now)}T00:00:00.000Z`) - LOCAL_MS);
}

/** YYYY-MM-DD in Viet Nam. */
export function localDay(now: Date): string {
  return new Date(now.getTime() + LOCAL_MS).toISOString().slice(0, 10);
}
