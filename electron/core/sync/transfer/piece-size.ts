// How much of a file goes in one request. A piece is what a cut costs, and each costs a round trip: so it is as long as the
// line has lately been whole for, and never longer than a few seconds.
import { createLanes } from "./lanes";

export interface PieceSize {
  bytes(): number;
  /** How long a piece of this size may take before the line counts as dead. */
  timeoutMs(): number;
  sent(piece: { bytes: number; tookMs: number }): void;
  /** The line was cut, or a piece took too long. */
  cut(): void;
  /** How many files may be under way together: while one waits for its answer, another fills the line. */
  lanes(): number;
  /** Of the whole line, in bytes a second, by the last pieces; null: not known. */
  rate(): number | null;
  /** What is to be remembered for the next start. */
  known(): KnownLine | null;
}

export interface KnownLine {
  bytes: number;
  /** Of one file under way. */
  bytesPerSecond: number;
}

export interface PieceLimits {
  leastBytes: number;
  mostBytes: number;
  timeoutMs: number;
}

const MOST_SECONDS = 8;
/** Of what goes between two cuts; half a piece of each file under way is lost at each. */
const PART_OF_WHOLE_TIME = 0.03;
const LEAST_TIMEOUT_MS = 20_000;
/** A piece may take so many times as long as the last ones let expect. */
const PATIENCE = 6;
/** From one piece to the next, while the line is not known. */
const MOST_GROWTH = 4;
const FIRST_BYTES = 64 * 1024;

export function createPieceSize(
  limits: PieceLimits,
  known: KnownLine | null = null,
  now: () => number = () => performance.now(),
): PieceSize {
  const clamp = (bytes: number) => Math.round(Math.min(limits.mostBytes, Math.max(limits.leastBytes, bytes)));
  let bytes = clamp(known?.bytes ?? FIRST_BYTES);
  let bytesPerSecond = known?.bytesPerSecond ?? null;
  const lanes = createLanes();
  let wholeSince = now();
  let betweenCuts = Number.POSITIVE_INFINITY;

  /** Seconds: between the last cuts, or since the last one when that is longer. */
  function wholeSeconds(): number {
    return Math.max(betweenCuts, (now() - wholeSince) / 1000);
  }

  return {
    bytes: () => bytes,
    timeoutMs() {
      if (bytesPerSecond === null) return limits.timeoutMs;
      const expectedMs = (bytes / bytesPerSecond) * 1000;
      return Math.min(limits.timeoutMs, Math.max(LEAST_TIMEOUT_MS, PATIENCE * expectedMs));
    },
    sent(piece) {
      const measured = piece.bytes / Math.max(piece.tookMs / 1000, 0.001);
      bytesPerSecond = bytesPerSecond === null ? measured : 0.7 * bytesPerSecond + 0.3 * measured;
      lanes.sent(piece);
      const seconds = Math.min(MOST_SECONDS, Math.max(PART_OF_WHOLE_TIME * wholeSeconds(), 0.5));
      const wanted = bytesPerSecond * seconds;
      bytes = clamp(wanted > bytes ? Math.min(wanted, bytes * MOST_GROWTH) : wanted);
    },
    cut() {
      const whole = (now() - wholeSince) / 1000;
      betweenCuts = Number.isFinite(betweenCuts) ? (betweenCuts + whole) / 2 : whole;
      wholeSince = now();
      bytes = clamp(bytes / 2);
    },
    lanes: lanes.count,
    rate: () => (bytesPerSecond === null ? null : bytesPerSecond * lanes.count()),
    known: () => (bytesPerSecond === null ? null : { bytes, bytesPerSecond: Math.round(bytesPerSecond) }),
  };
}
