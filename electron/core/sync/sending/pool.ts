// Several pieces of work at once, taken one by one from whoever says what is next.

export type Job = () => Promise<void>;

export interface PoolOptions {
  workers: number;
  /** undefined: nothing now; asked again when a job under way has ended. */
  next(): Job | undefined;
  /** A job has failed: the others get a moment to end by themselves, then this ends them. */
  interrupt(): void;
}

/** A piece that is nearly there need not be sent again. */
const GRACE_MS = 2000;

/** Returns when nothing is left. @throws the first failure, after every job under way has ended */
export async function runPool({ workers, next, interrupt }: PoolOptions): Promise<void> {
  let failure: { error: unknown } | undefined;
  let timer: NodeJS.Timeout | undefined;
  const underWay = new Set<Promise<void>>();

  function fail(error: unknown): void {
    failure ??= { error };
    timer ??= setTimeout(interrupt, GRACE_MS);
  }

  function startNext(): boolean {
    if (failure || underWay.size >= workers) return false;
    const job = next();
    if (!job) return false;
    const running = job()
      .catch(fail)
      .finally(() => underWay.delete(running));
    underWay.add(running);
    return true;
  }

  for (;;) {
    try {
      while (startNext());
    } catch (error) {
      fail(error);
    }
    if (underWay.size === 0) break;
    await Promise.race(underWay);
  }
  clearTimeout(timer);
  if (failure) throw failure.error;
}
