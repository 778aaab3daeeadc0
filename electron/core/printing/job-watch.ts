// Asks the queue what became of each open job until it has ended: often at first, then more and more seldom.
export interface JobWatch {
  /** Watching a job that is watched already asks at once. */
  watch(jobId: string): void;
  /** Ends all watching; waits for the questions under way. */
  stop(): Promise<void>;
}

export interface WatchOptions {
  /** Asks about one job. It must not throw. */
  ask(jobId: string): Promise<"ended" | "changed" | "same">;
  firstDelayMs?: number;
  longestDelayMs?: number;
}

const GROWTH = 1.5;

export function createJobWatch({ ask, firstDelayMs = 400, longestDelayMs = 10_000 }: WatchOptions): JobWatch {
  const timers = new Map<string, NodeJS.Timeout>();
  const asking = new Map<string, Promise<void>>();
  let isStopped = false;

  function schedule(jobId: string, delayMs: number): void {
    if (isStopped) return;
    clearTimeout(timers.get(jobId));
    const timer = setTimeout(() => asking.set(jobId, look(jobId, delayMs)), delayMs);
    timers.set(jobId, timer);
  }

  async function look(jobId: string, delayMs: number): Promise<void> {
    timers.delete(jobId);
    const answer = await ask(jobId);
    asking.delete(jobId);
    if (answer === "ended") return;
    schedule(jobId, answer === "changed" ? firstDelayMs : Math.min(delayMs * GROWTH, longestDelayMs));
  }

  return {
    watch(jobId) {
      if (!asking.has(jobId)) schedule(jobId, firstDelayMs);
    },
    async stop() {
      isStopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(asking.values());
    },
  };
}
