// The background delivery: runs when there is new work, when a pause is over, and now and then to read the feed.
import type { SyncStatus } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import { createLoop } from "./loop";
import { createLink } from "./link";
import { createProgress } from "./progress";
import { findLastSent, listQueue, readTotals, type QueueFilter } from "./queue-view";
import { register } from "./registration";
import { runOver } from "./run-over";
import { createSyncState } from "./sync-state";
import { DEFAULT_TIMING, type SyncDeps, type SyncParts } from "./sync-parts";

export interface Sync {
  /** Puts what a kill left half-way back into the queue and begins to work. */
  start(): void;
  /** Ends the present run; what was under way waits again. */
  stop(): Promise<void>;
  /** One whole run, for the command line and tests; resolves when it is over, whatever came of it. */
  runNow(): Promise<SyncStatus>;
  status(): SyncStatus;
  queue(request: { filter: QueueFilter; limit: number }): ReturnType<typeof listQueue>;
  /** @throws DomainError PROVINCE_NOT_CONFIGURED */
  sendNow(): SyncStatus;
  pause(paused: boolean): SyncStatus;
  /** @throws DomainError NOT_FOUND when no such operation needs attention */
  release(operationId: string): SyncStatus;
  /** @throws DomainError INPUT_INVALID, COUNTER_NOT_CONFIGURED, PROVINCE_UNREACHABLE, PROVINCE_REFUSED, … */
  register(request: { provinceUrl: string; enrolmentCode: string }): Promise<SyncStatus>;
}

export function createSync(deps: SyncDeps): Sync {
  const parts = createParts(deps);
  const { outbox, changes, storage, state, link } = parts;
  const loop = createLoop({
    ...parts,
    canRun: () => link.findRegistration() !== undefined && !state.find("paused"),
    run: (signal) => runOver(parts, signal),
  });
  const status = () => readStatus(parts, loop);
  const changed = () => {
    changes.publish({ topic: "sync", id: null });
    return status();
  };
  return {
    start: () => loop.start(),
    stop: () => loop.stop(),
    async runNow() {
      outbox.clearPauses();
      await loop.runNow();
      return status();
    },
    status,
    queue: (request) => listQueue(storage.read, deps.dossiers, request),
    sendNow() {
      if (!link.findRegistration()) throw new DomainError("PROVINCE_NOT_CONFIGURED");
      outbox.clearPauses();
      loop.wake();
      return changed();
    },
    pause(paused) {
      storage.transaction((writer) => state.set(writer, "paused", paused));
      if (paused) loop.interrupt();
      else loop.wake();
      return changed();
    },
    release(operationId) {
      if (!outbox.release(operationId)) throw new DomainError("NOT_FOUND", { id: operationId });
      loop.wake();
      return changed();
    },
    async register(request) {
      await register(parts, request);
      loop.wake();
      return changed();
    },
  };
}

function createParts(deps: SyncDeps): SyncParts {
  const state = createSyncState(deps.storage);
  return {
    ...deps,
    state,
    link: createLink({ state, settings: deps.settings, clock: deps.clock }),
    progress: createProgress(),
    fetch: deps.fetch ?? ((request) => fetch(request)),
    random: deps.random ?? Math.random,
    timing: { ...DEFAULT_TIMING, ...deps.timing },
  };
}

function readStatus(
  { storage, state, link, progress }: SyncParts,
  loop: { isRunning(): boolean; lastFault(): SyncStatus["lastFault"] },
): SyncStatus {
  const totals = readTotals(storage.read);
  const running = loop.isRunning();
  return {
    ...link.now(),
    ...totals,
    lastSentAtUtc: findLastSent(storage.read),
    lastPulledAtUtc: state.find("lastPulledAtUtc") ?? null,
    lastFault: loop.lastFault(),
    running,
    percent: running ? progress.percent(totals.waitingBytes) : null,
  };
}
