// Batches under way: one a device at a time, each with a signal of its own, so that stopping the program ends it too.

/** A batch that nobody listens to any more does not hold the program up. */
const STOP_WITHIN_MS = 3000;

export interface Run {
  readonly signal: AbortSignal;
  end(): void;
}

interface Running {
  batchId: string | null;
  source: string | null;
  cancel(): void;
  ended: Promise<void>;
}

export class RunningBatches {
  readonly #runs = new Set<Running>();

  /** @param source for instance "sane:pnm:0" */
  isBusy(source: string): boolean {
    return [...this.#runs].some((run) => run.source === source);
  }

  has(batchId: string): boolean {
    return [...this.#runs].some((run) => run.batchId === batchId);
  }

  /**
   * @param of.source null: not a device, any number may run
   * @param signal the caller's
   */
  start(of: Pick<Running, "batchId" | "source">, signal: AbortSignal): Run {
    const controller = new AbortController();
    const cancel = () => controller.abort();
    signal.addEventListener("abort", cancel);
    if (signal.aborted) cancel();
    let tellEnd = () => {};
    const ended = new Promise<void>((resolve) => (tellEnd = resolve));
    const run: Running = { ...of, cancel, ended };
    this.#runs.add(run);
    const end = () => {
      signal.removeEventListener("abort", cancel);
      this.#runs.delete(run);
      tellEnd();
    };
    return { signal: controller.signal, end };
  }

  async stopAll(): Promise<void> {
    const runs = [...this.#runs];
    for (const run of runs) run.cancel();
    const late = new Promise<void>((resolve) => setTimeout(resolve, STOP_WITHIN_MS).unref());
    await Promise.race([Promise.all(runs.map((run) => run.ended)), late]);
  }
}
