// "Gửi ngay" and the end of the day: one run that goes on over cuts until the queue has had its turn, by hand or at its time.
import type { Clock } from "../clock";
import type { Storage } from "../storage";
import { localDay, localTime } from "./hold";
import type { SettingsPort } from "./ports";
import { readPreview } from "./queue-view";
import type { RunRequest } from "./run-over";
import { beginRun, type RunJournal } from "./runs/journal";
import type { SyncState } from "./sync-state";

export interface EndOfDay {
  begin(request: { endOfDay: boolean }): void;
  /** What the next run is; begins the day's when its time has come. */
  request(): RunRequest;
  /** The run that was asked for last has come to its end by itself; what was begun meanwhile waits for the next one. */
  done(): void;
  /** Given up: by a pause, or with the program. */
  end(): void;
}

interface EndOfDayDeps {
  settings: SettingsPort;
  state: SyncState;
  storage: Storage;
  clock: Clock;
}

export function createEndOfDay(deps: EndOfDayDeps): EndOfDay {
  let pagesNow = false;
  let journal: RunJournal | null = null;
  let underWay: RunRequest = { pagesNow, endOfDay: journal };

  function begin({ endOfDay }: { endOfDay: boolean }): void {
    pagesNow = true;
    if (!endOfDay) return;
    journal ??= beginRun(deps, "end_of_day");
    if (readPreview(deps.storage.read, null).operations > 0) return;
    journal.end(null); // with nothing to send the day is over, whatever the line does
    journal = null;
  }

  function finish(): void {
    pagesNow = false;
    journal = null;
  }

  return {
    begin,
    request() {
      if (isTime(deps)) begin({ endOfDay: true });
      underWay = { pagesNow, endOfDay: journal };
      return underWay;
    },
    done() {
      const hasMore = pagesNow !== underWay.pagesNow || journal !== underWay.endOfDay;
      if (!hasMore) finish();
    },
    end() {
      journal?.end({ code: "CANCELLED", facts: {} });
      finish();
    },
  };
}

/** Once a day, and later on the same day when the PC slept at that time. */
function isTime({ settings, state, storage, clock }: EndOfDayDeps): boolean {
  const { endOfDayAt } = settings.read().line;
  const now = clock.now();
  const today = localDay(now);
  if (endOfDayAt === null || localTime(now) < endOfDayAt || state.find("lastEndOfDay") === today) return false;
  storage.transaction((writer) => state.set(writer, "lastEndOfDay", today));
  return true;
}
