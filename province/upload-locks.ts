// One request at a time writes to an upload. Who waits asks the holder to let go: its connection is most likely dead.
import type { Locker, RequestRelease } from "@tus/server";
import { tusError } from "./storage/checked-chunks";

/** The same between processes. */
export interface SharedLocks {
  /**
   * Takes the lock, or waits for it until `signal`.
   * @param onWanted another process waits for it, or the lock can no longer be vouched for
   * @returns gives it back
   */
  take(id: string, onWanted: () => void, signal: AbortSignal): Promise<() => Promise<void>>;
}

/** Longer than the holder takes to let go; a counter that gets 423 asks again. */
const PATIENCE_MS = 15_000;

export function createUploadLocks(shared?: SharedLocks): Locker {
  const queues = new Map<string, Waiter[]>();
  return {
    newLock: (id) => {
      let giveBack = () => Promise.resolve();
      return {
        async lock(stop, requestRelease) {
          const signal = AbortSignal.any([stop, AbortSignal.timeout(PATIENCE_MS)]);
          await takeTurn({ queues, id }, requestRelease, signal);
          try {
            if (shared) giveBack = await shared.take(id, () => void requestRelease(), signal);
          } catch (error) {
            passTurn({ queues, id });
            throw signal.aborted ? tusError(423, "The upload is busy", error) : error;
          }
        },
        async unlock() {
          try {
            await giveBack();
          } finally {
            passTurn({ queues, id });
          }
        },
      };
    },
  };
}

/** The first holds the lock. */
interface Waiter {
  start(): void;
  requestRelease: RequestRelease;
}

interface Queue {
  queues: Map<string, Waiter[]>;
  id: string;
}

function takeTurn({ queues, id }: Queue, requestRelease: RequestRelease, signal: AbortSignal): Promise<void> {
  const queue = queues.get(id) ?? [];
  queues.set(id, queue);
  return new Promise((resolve, reject) => {
    const waiter = { requestRelease, start };
    function start() {
      signal.removeEventListener("abort", giveUp);
      resolve();
    }
    function giveUp() {
      queue.splice(queue.indexOf(waiter), 1);
      reject(tusError(423, "The upload is busy"));
    }
    queue.push(waiter);
    if (queue.length === 1) return resolve();
    signal.addEventListener("abort", giveUp);
    void queue[0]?.requestRelease();
  });
}

function passTurn({ queues, id }: Queue): void {
  const queue = queues.get(id) ?? [];
  queue.shift();
  if (queue.length === 0) queues.delete(id);
  else {
    queue[0]?.start();
    if (queue.length > 1) void queue[0]?.requestRelease();
  }
}
