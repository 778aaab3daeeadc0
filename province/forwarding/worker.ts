// Carries the queue out: any number of processes may run one worker each on the same database.
import { NotNow, Parked, type Adapter } from "../adapters/adapter";
import type { Adapters } from "../adapters/registry";
import type { ForwardingQueue, Leased } from "./queue";

export interface ForwardingDeps {
  queue: ForwardingQueue;
  adapters: Adapters;
  readFile(sha256: string): Promise<Uint8Array>;
  now?: () => Date;
  random?: () => number;
}

export interface ForwardingWorker {
  /** Works off all that is due; resolves when nothing more is. @returns how many dossiers were looked at */
  drain(): Promise<number>;
  start(): void;
  stop(): Promise<void>;
}

const IDLE_MS = 5000;
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 30 * 60_000;

/** Another process has the dossier: it goes on where this one stopped. */
class LeaseLost extends Error {}

export function createForwardingWorker(deps: ForwardingDeps): ForwardingWorker {
  let timer: NodeJS.Timeout | undefined;
  let isStopping = false;
  let current: Promise<unknown> = Promise.resolve();

  async function drain(): Promise<number> {
    for (let count = 0; ; count += 1) {
      const leased = isStopping ? undefined : await deps.queue.lease(nowOf(deps));
      if (!leased) return count;
      await forward(deps, leased);
    }
  }

  function schedule(afterMs: number): void {
    if (isStopping) return;
    timer = setTimeout(() => {
      current = drain()
        .catch((error: unknown) => console.error(`forwarding: ${error instanceof Error ? error.name : "unknown"}`))
        .finally(() => schedule(IDLE_MS));
    }, afterMs);
  }

  return {
    drain,
    start: () => schedule(0),
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      await current;
    },
  };
}

async function forward(deps: ForwardingDeps, leased: Leased): Promise<void> {
  const adapter = deps.adapters(leased.dossier);
  if (!adapter) {
    await deps.queue.finish(leased, null);
    return;
  }
  try {
    const memory = await carryOut(deps, adapter, leased);
    await deps.queue.finish(leased, adapter.foreignCode(memory));
  } catch (error) {
    if (error instanceof Parked) await deps.queue.park(leased, error.reason);
    else if (!(error instanceof LeaseLost)) await putOff(deps, leased, error);
  }
}

async function carryOut(deps: ForwardingDeps, adapter: Adapter, leased: Leased) {
  let memory = leased.memory;
  await adapter.forward({
    dossier: leased.dossier,
    memory,
    async keep(next) {
      memory = next;
      if (!(await deps.queue.keep(leased, next, nowOf(deps)))) throw new LeaseLost();
    },
    readFile: deps.readFile,
  });
  return memory;
}

/** What is no answer of the other system is tried again, without end: nothing is dropped. Faults of our own are named. */
async function putOff(deps: ForwardingDeps, leased: Leased, error: unknown): Promise<void> {
  if (!(error instanceof NotNow)) console.error(`forwarding: ${error instanceof Error ? error.name : "unknown"}`);
  const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(leased.failures, 20));
  const pauseMs = full * (0.5 + (deps.random ?? Math.random)() / 2);
  await deps.queue.retry(leased, new Date(nowOf(deps).getTime() + pauseMs));
}

function nowOf({ now }: ForwardingDeps): Date {
  return now ? now() : new Date();
}
