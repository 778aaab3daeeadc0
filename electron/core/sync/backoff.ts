// How long to wait before trying again: doubled each time up to a limit, and scattered, so that all counters of a province
// do not come back in the same second after an outage.

export interface Backoff {
  firstMs: number;
  mostMs: number;
}

/**
 * @param failures how many there have been in a row, ≥ 1
 * @param random 0 ≤ random < 1
 * @returns milliseconds, between half and all of the doubled time
 */
export function backoffMs({ firstMs, mostMs }: Backoff, failures: number, random: number): number {
  const full = Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 30));
  return Math.round(full * (0.5 + random / 2));
}
