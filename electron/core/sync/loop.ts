// When to run: at once for new work, after a growing pause when the line is down, else at the pace of the feed. One run at a time.
import type { Fault } from "../../../shared/contract";
import type { ChangeBus } from "../changes";
import type { Clock } from "../clock";
import { backoffMs } from "./backoff";
import type { Outbox } from "./outbox";
import { toFault } from "./sending/verdict";
import type { SyncTiming } from "./sync-parts";

export interface LoopDeps {
  outbox: Outbox;
  changes: ChangeBus;
  clock: Clock;
  random: () => number;
  timing: SyncTiming;
  /** Grows with each thing that gets through: a line that works between its cuts is not left alone for minutes. */
  moves(): number;
  canRun(): boolean;
  run(signal: AbortSignal): Promise<void>;
}

export interface Loop {
  start(): void;
  stop(): Promise<void>;
  /** Runs as soon as possible, the pause of the line notwithstanding. */
  wake(): void;
  /** Ends the present run. */
  interrupt(): void;
  /** Resolves after a run that began after this call. */
  runNow(): Promise<void>;
  isRunning(): boolean;
  lastFault(): Fault | null;
}

export function createLoop(deps: LoopDeps): Loop {
  const { outbox, changes } = deps;
  let working = false;
  let seenNewest = 0;
  let timer: NodeJS.Timeout | undefined;
  let endSubscription = () => {};
  const runner = createRunner(deps, () => schedule(runner.pauseMs()));

  function schedule(afterMs: number): void {
    clearTimeout(timer);
    if (!working) return;
    timer = setTimeout(() => void runner.runOnce(), afterMs);
    timer.unref();
  }

  function wakeForNewWork(): void {
    const newest = outbox.newest();
    if (newest === seenNewest) return;
    seenNewest = newest;
    wake();
  }

  function wake(): void {
    if (runner.isRunning()) runner.repeat();
    else schedule(0);
  }

  return {
    start() {
      outbox.recover();
      working = true;
      seenNewest = outbox.newest();
      endSubscription = changes.subscribe((change) => {
        if (change.topic === "dossiers") wakeForNewWork();
        else if (change.topic === "settings") wake();
      });
      schedule(0);
    },
    async stop() {
      working = false;
      endSubscription();
      clearTimeout(timer);
      runner.interrupt();
      await runner.settled();
    },
    wake,
    interrupt: runner.interrupt,
    async runNow() {
      await runner.settled();
      await runner.runOnce();
    },
    isRunning: runner.isRunning,
    lastFault: runner.lastFault,
  };
}

interface Runner extends Pick<Loop, "interrupt" | "isRunning" | "lastFault"> {
  /** Never rejects: what went wrong is kept as lastFault. */
  runOnce(): Promise<void>;
  settled(): Promise<void>;
  /** Makes the pause after the present run none. */
  repeat(): void;
  pauseMs(): number;
}

function createRunner(deps: LoopDeps, onEnd: () => void): Runner {
  let current: Promise<void> | undefined;
  let abort = new AbortController();
  let fault: Fault | null = null;
  let failures = 0;
  let again = false;
  let begunAt = deps.clock.now();

  async function attempt(): Promise<void> {
    abort = new AbortController();
    again = false;
    begunAt = deps.clock.now();
    const movesBefore = deps.moves();
    try {
      if (deps.canRun()) await deps.run(abort.signal);
      fault = null;
      failures = 0;
    } catch (error) {
      fault = toFault(error);
      if (fault.code === "CANCELLED") fault = null;
      else failures = deps.moves() > movesBefore ? 1 : failures + 1;
      if (fault?.code === "INTERNAL") console.error("sync: a run failed", error instanceof Error ? error.stack : "");
    }
  }

  return {
    runOnce() {
      current ??= attempt().finally(() => {
        current = undefined;
        deps.changes.publish({ topic: "sync", id: null });
        onEnd();
      });
      return current;
    },
    settled: async () => current,
    interrupt: () => abort.abort(),
    isRunning: () => current !== undefined,
    lastFault: () => fault,
    repeat() {
      again = true;
    },
    pauseMs: () => (again && fault === null ? 0 : pauseAfter(deps, { fault, failures, begunAt })),
  };
}

interface Ended {
  fault: Fault | null;
  /** Runs in a row that failed. */
  failures: number;
  begunAt: Date;
}

function pauseAfter({ outbox, clock, random, timing }: LoopDeps, { fault, failures, begunAt }: Ended): number {
  if (fault) {
    const askedMs = Number(fault.facts["retryAfterSeconds"] ?? 0) * 1000;
    return Math.max(backoffMs(timing.backoff, failures, random()), Math.min(askedMs, timing.backoff.mostMs));
  }
  const next = outbox.findNextAttempt(begunAt.toISOString());
  const untilNext = next === undefined ? timing.pollMs : Date.parse(next) - clock.now().getTime();
  return Math.max(Math.min(timing.pollMs, untilNext), MIN_PAUSE_MS);
}

/** An operation that is due but held back by an earlier one of its dossier must not make the loop spin. */
const MIN_PAUSE_MS = 250;
