// The background delivery: runs when there is new work, when a pause is over, and now and then to read the feed.
import type { Conflict, ResultFile, RunReport, SyncRun, SyncStatus } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import { listResults, readResult, restoreCatalogue } from "./arriving";
import { createBundles, type BundleService } from "./bundle";
import { createParts } from "./create-parts";
import { createEndOfDay } from "./end-of-day";
import { createLoop, type Loop } from "./loop";
import { listConflicts, resolveConflict, type Resolution } from "./merge/conflicts";
import { listQueue, readPreview, type QueueFilter } from "./queue-view";
import { register, type Enrolment } from "./registration";
import { runOver } from "./run-over";
import { tidyRuns } from "./runs/journal";
import { listRuns, readReport } from "./runs/report";
import { readStatus } from "./status";
import type { SyncDeps, SyncParts } from "./sync-parts";

export interface Sync {
  /** Puts what a kill left half-way back into the queue and begins to work. */
  start(): void;
  /** Ends the present run; what was under way waits again. */
  stop(): Promise<void>;
  /** One whole run, for the command line and tests; resolves when it is over, whatever came of it. */
  runNow(): Promise<SyncStatus>;
  status(): SyncStatus;
  queue(request: { filter: QueueFilter; limit: number; offset?: number }): ReturnType<typeof listQueue>;
  /** What a run would send now. */
  preview(): ReturnType<typeof readPreview>;
  /** @throws DomainError PROVINCE_NOT_CONFIGURED */
  sendNow(request?: { endOfDay: boolean }): SyncStatus;
  pause(paused: boolean): SyncStatus;
  /** @throws DomainError NOT_FOUND when no such operation needs attention */
  release(operationId: string): SyncStatus;
  releaseAll(): SyncStatus;
  runs(request: { limit: number; offset: number }): SyncRun[];
  /** @throws DomainError NOT_FOUND */
  report(runId: string): RunReport;
  /** Fields that wait for the officer's choice. */
  conflicts(dossierId: string | null): Conflict[];
  /** @returns left: how many of the dossier's wait still. @throws DomainError NOT_FOUND, INPUT_INVALID */
  resolveConflict(resolution: Resolution): { left: number };
  /** What the province handed out for a dossier, come or on its way. */
  results(dossierId: string): ResultFile[];
  /** @throws DomainError NOT_FOUND while it has not come whole, BLOB_MISSING, BLOB_DAMAGED */
  resultContent(of: { dossierId: string; sha256: string }): ReturnType<typeof readResult>;
  /** @throws DomainError INPUT_INVALID, COUNTER_NOT_CONFIGURED, PROVINCE_UNREACHABLE, PROVINCE_REFUSED, … */
  register(request: Enrolment): Promise<SyncStatus>;
  /** The settings are about to name this unit. @throws DomainError PROVINCE_ACCOUNT_CHANGED while operations wait for the other */
  changeUnit(unitCode: string): void;
  /** A new device key in place of the old one. @throws DomainError PROVINCE_*, DEVICE_KEY_UNAVAILABLE */
  rotateKey(): Promise<SyncStatus>;
  /** The USB stick. */
  readonly bundle: BundleService;
}

export function createSync(deps: SyncDeps): Sync {
  const parts = createParts(deps);
  restoreCatalogue(parts);
  const { outbox, changes } = parts;
  const { loop, day } = createRunning(parts);
  const bundle = createBundles(parts);
  const status = () => ({ ...readStatus(parts, loop), bundle: bundle.now() });
  const changed = () => {
    changes.publish({ topic: "sync", id: null });
    return status();
  };
  const wake = () => {
    loop.wake();
    return changed();
  };
  return {
    start() {
      tidyRuns(parts);
      loop.start();
    },
    async stop() {
      await loop.stop();
      day.end();
      await bundle.stop();
      parts.closeConnections();
    },
    async runNow() {
      outbox.clearPauses();
      await loop.runNow();
      return status();
    },
    status,
    bundle,
    register: async (request) => {
      await register(parts, request);
      return wake();
    },
    changeUnit: parts.state.changeUnit,
    rotateKey: async () => {
      await parts.identity.rotate();
      return changed();
    },
    resolveConflict(resolution) {
      const { left, dossierId } = resolveConflict(parts, resolution);
      changes.publish({ topic: "dossiers", id: dossierId });
      if (left === 0) loop.wake();
      changed();
      return { left };
    },
    ...createReading(parts),
    ...createSteering(parts, { loop, day, wake, changed }),
  };
}

function createRunning(parts: SyncParts) {
  const { link, state } = parts;
  const day = createEndOfDay(parts);
  const loop = createLoop({
    ...parts,
    moves: parts.progress.moves,
    canRun: () => link.findRegistration() !== undefined && !state.find("paused"),
    async run(signal) {
      await runOver(parts, day.request(), signal);
      day.done();
    },
  });
  return { day, loop };
}

function createReading(
  parts: SyncParts,
): Pick<Sync, "queue" | "preview" | "runs" | "report" | "conflicts" | "results" | "resultContent"> {
  const { read } = parts.storage;
  return {
    queue: (request) => listQueue(read, parts.dossiers, { offset: 0, ...request }),
    preview: () => readPreview(read, parts.pieces.rate()),
    runs: (request) => listRuns(read, request),
    results: (dossierId) => listResults(read, dossierId),
    resultContent: (of) => readResult(read, parts.blobs, of),
    conflicts: (dossierId) => listConflicts(parts, dossierId),
    report: (runId) => readReport({ ...parts, read }, runId),
  };
}

interface Steering {
  loop: Loop;
  day: ReturnType<typeof createEndOfDay>;
  wake(): SyncStatus;
  changed(): SyncStatus;
}

function createSteering(
  { link, outbox, storage, state }: SyncParts,
  { loop, day, wake, changed }: Steering,
): Pick<Sync, "sendNow" | "pause" | "release" | "releaseAll"> {
  return {
    sendNow({ endOfDay } = { endOfDay: false }) {
      if (!link.findRegistration()) throw new DomainError("PROVINCE_NOT_CONFIGURED");
      outbox.clearPauses();
      day.begin({ endOfDay });
      return wake();
    },
    pause(paused) {
      storage.transaction((writer) => state.set(writer, "paused", paused));
      if (!paused) return wake();
      day.end();
      loop.interrupt();
      return changed();
    },
    release(operationId) {
      if (!outbox.release(operationId)) throw new DomainError("NOT_FOUND", { id: operationId });
      return wake();
    },
    releaseAll() {
      outbox.releaseAll();
      return wake();
    },
  };
}
