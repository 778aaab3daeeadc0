// Tells the window what changed, so that it asks again for what it shows.
import type { Change } from "../../shared/contract";

export class ChangeBus {
  readonly #listeners = new Set<(change: Change) => void>();

  /** To be called after the transaction has committed. */
  publish(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Changes from now on, until the signal aborts. Slow readers get each topic and id once. */
  async *stream(signal: AbortSignal | undefined): AsyncGenerator<Change> {
    const pending = new Map<string, Change>();
    let wake: () => void = () => undefined;
    const end = this.subscribe((change) => {
      pending.set(`${change.topic}:${change.id ?? ""}`, change);
      wake();
    });
    signal?.addEventListener("abort", () => wake());
    try {
      while (!signal?.aborted) {
        if (pending.size === 0) await new Promise<void>((resolve) => (wake = resolve));
        const batch = [...pending.values()];
        pending.clear();
        yield* batch;
      }
    } finally {
      end();
    }
  }
}
