// Holds page bytes to so many a second, over all files together.
import { pause } from "./pause";

export interface Throttle {
  /** Returns when so many bytes may go. @throws what the signal was aborted with */
  take(bytes: number, signal: AbortSignal): Promise<void>;
  /** As many bytes as a request may have at most, so that the line is not taken for seconds at once. */
  most(): number;
}

/** @param bytesPerSecond asked each time; null: no limit */
export function createThrottle(
  bytesPerSecond: () => number | null,
  now: () => number = () => performance.now(),
): Throttle {
  /** When all that was allowed so far has gone out at the allowed pace. */
  let freeAt = 0;
  return {
    async take(bytes, signal) {
      const limit = bytesPerSecond();
      if (limit === null) return;
      const startAt = Math.max(freeAt, now());
      freeAt = startAt + (bytes / limit) * 1000;
      await pause(startAt - now(), signal);
    },
    most: () => bytesPerSecond() ?? Number.POSITIVE_INFINITY,
  };
}
