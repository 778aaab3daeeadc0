// Which page goes next: the oldest dossier's, and every second time the one that is nearest to being whole, so that a thick
// dossier does not hold back all thin ones behind it. A page that two dossiers share goes once.

interface Waiting {
  operationId: string;
  missing: Map<string, number>;
  missingBytes: number;
}

export interface PageQueue {
  /** @param missing hashes and sizes; what arrives is taken out of it */
  add(operationId: string, missing: Map<string, number>): void;
  /** @returns hash of the page to send now; undefined when none is left that is not under way */
  take(): string | undefined;
  /** @returns operations that have all their pages at the province now */
  done(sha256: string): string[];
  /** Takes a page and the operations that wait for it out. @returns these operations */
  fail(sha256: string): string[];
}

export function createPageQueue(): PageQueue {
  const waiting = new Map<string, Waiting>();
  /** Their other pages may still arrive: the next run goes on from what is missing then. */
  const failedOnes: Waiting[] = [];
  const underWay = new Set<string>();
  let takes = 0;

  function nextPageOf({ missing }: Waiting): string | undefined {
    for (const sha256 of missing.keys()) if (!underWay.has(sha256)) return sha256;
    return undefined;
  }

  /** Every second time the one that lacks least. */
  function nextOperation(): Waiting | undefined {
    takes += 1;
    let best: Waiting | undefined;
    for (const operation of waiting.values()) {
      if (nextPageOf(operation) === undefined) continue;
      if (takes % 2 === 1) return operation;
      if (!best || operation.missingBytes < best.missingBytes) best = operation;
    }
    return best;
  }

  function arrived(operation: Waiting, sha256: string): void {
    operation.missingBytes -= operation.missing.get(sha256) ?? 0;
    operation.missing.delete(sha256);
  }

  return {
    add(operationId, missing) {
      const missingBytes = [...missing.values()].reduce((sum, size) => sum + size, 0);
      waiting.set(operationId, { operationId, missing, missingBytes });
    },
    take() {
      const operation = nextOperation();
      const sha256 = operation && nextPageOf(operation);
      if (sha256 !== undefined) underWay.add(sha256);
      return sha256;
    },
    done(sha256) {
      underWay.delete(sha256);
      for (const operation of [...waiting.values(), ...failedOnes]) arrived(operation, sha256);
      const whole = [...waiting.values()].filter(({ missing }) => missing.size === 0);
      whole.forEach(({ operationId }) => waiting.delete(operationId));
      return whole.map(({ operationId }) => operationId);
    },
    fail(sha256) {
      underWay.delete(sha256);
      const failed = [...waiting.values()].filter(({ missing }) => missing.has(sha256));
      failed.forEach(({ operationId }) => waiting.delete(operationId));
      failedOnes.push(...failed);
      return failed.map(({ operationId }) => operationId);
    },
  };
}
