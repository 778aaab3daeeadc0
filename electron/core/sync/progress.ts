// Percent of the bytes of the present run.

export interface Progress {
  begin(waitingBytes: number): void;
  /** 0–100; null when the run has no files to send. */
  percent(waitingBytes: number): number | null;
}

export function createProgress(): Progress {
  let totalBytes = 0;
  return {
    begin(waitingBytes) {
      totalBytes = waitingBytes;
    },
    percent(waitingBytes) {
      totalBytes = Math.max(totalBytes, waitingBytes); // new dossiers join the run
      return totalBytes === 0 ? null : Math.floor(((totalBytes - waitingBytes) / totalBytes) * 100);
    },
  };
}
