// How far the present run is, by the bytes of its pages, and how long it will still take at its own pace.

export interface Progress {
  /** Something got through. */
  moved(): void;
  /** Grows with each thing that got through. */
  moves(): number;
  begin(waitingBytes: number): void;
  /** 0–100; null when the run has no files to send. */
  percent(waitingBytes: number): number | null;
  /** Whole seconds; null: too early to tell, or nothing to send. */
  secondsLeft(waitingBytes: number): number | null;
}

/** Earlier the pace says nothing. */
const SOON_MS = 3000;

export function createProgress(now: () => number = () => performance.now()): Progress {
  let totalBytes = 0;
  let beganAt = now();
  let moves = 0;
  return {
    moved() {
      moves += 1;
    },
    moves: () => moves,
    begin(waitingBytes) {
      totalBytes = waitingBytes;
      beganAt = now();
    },
    percent(waitingBytes) {
      totalBytes = Math.max(totalBytes, waitingBytes); // new dossiers join the run
      return totalBytes === 0 ? null : Math.floor(((totalBytes - waitingBytes) / totalBytes) * 100);
    },
    secondsLeft(waitingBytes) {
      const doneBytes = totalBytes - waitingBytes;
      const tookMs = now() - beganAt;
      if (doneBytes <= 0 || tookMs < SOON_MS) return null;
      return Math.ceil((waitingBytes / doneBytes) * (tookMs / 1000));
    },
  };
}
