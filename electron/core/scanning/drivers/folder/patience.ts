// Waits on folders that may be on a network share: every wait has an end and can be cancelled.
import { DomainError } from "../../../../../shared/errors";
import { codeOf } from "./found-file";

export interface Patience {
  folder: string;
  /** How long a share may be away. */
  hiccupMs: number;
  pauseMs: number;
  signal: AbortSignal;
}

// What a share says while the network is gone, the server restarts, or another computer holds a file.
const PASSES: ReadonlySet<string> = new Set(
  "ENOENT ENOTDIR EIO ESTALE EBUSY EPERM EACCES EAGAIN ETIMEDOUT ENOTCONN EHOSTDOWN EHOSTUNREACH ENETDOWN ENETUNREACH \
ECONNRESET ECONNABORTED EUNKNOWN UNKNOWN ENODEV ENXIO".split(" "),
);

/**
 * Does it again until the share is back.
 * @throws DomainError SCAN_FOLDER_UNREACHABLE {folder} when it stays away, CANCELLED
 */
export async function throughHiccups<T>(work: () => Promise<T>, patience: Patience): Promise<T> {
  const deadline = performance.now() + patience.hiccupMs;
  for (;;) {
    try {
      return await within(work(), deadline - performance.now(), patience);
    } catch (error) {
      if (!PASSES.has(codeOf(error) ?? "")) throw error;
      if (performance.now() >= deadline) throw unreachable(patience, error);
    }
    await pause(patience.pauseMs, patience.signal);
  }
}

/** @throws DomainError CANCELLED */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new DomainError("CANCELLED"));
    const cancel = () => {
      clearTimeout(timer);
      reject(new DomainError("CANCELLED"));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", cancel);
      resolve();
    }, ms);
    signal.addEventListener("abort", cancel, { once: true });
  });
}

function unreachable({ folder }: Patience, cause?: unknown): DomainError {
  return new DomainError("SCAN_FOLDER_UNREACHABLE", { folder }, { cause });
}

// A call on a dead share may never come back; it is left behind.
async function within<T>(work: Promise<T>, ms: number, patience: Patience): Promise<T> {
  const waiting = new AbortController();
  const stop = () => waiting.abort();
  patience.signal.addEventListener("abort", stop, { once: true });
  if (patience.signal.aborted) stop();
  const late = pause(Math.max(1, ms), waiting.signal).then(() => Promise.reject(unreachable(patience)));
  // Whichever of the two loses the race has nobody to tell.
  late.catch(() => undefined);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    patience.signal.removeEventListener("abort", stop);
    stop();
  }
}
