// The connections of this counter, kept alive between runs: one set for each authority that is trusted.
import { createExchange, type ExchangeOptions } from "./exchange";
import type { Exchange } from "./http";

export interface Connections {
  /** @param caPem certificates of the only authority that counts; null: those of the system */
  exchangeFor(caPem: string | null): Exchange;
  close(): void;
}

export function createConnections(options: Omit<ExchangeOptions, "caPem">): Connections {
  const sets = new Map<string | null, ReturnType<typeof createExchange>>();
  return {
    exchangeFor(caPem) {
      const known = sets.get(caPem);
      if (known) return known.exchange;
      const made = createExchange({ ...options, caPem });
      sets.set(caPem, made);
      return made.exchange;
    },
    close() {
      sets.forEach((set) => set.close());
      sets.clear();
    },
  };
}
