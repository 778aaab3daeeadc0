// How long and how much a device may answer. A device that lies or hangs costs this much and no more.
const MEGABYTE = 1024 * 1024;

export interface EsclLimits {
  connectMs: number;
  /** For a whole answer in XML. */
  xmlMs: number;
  xmlBytes: number;
  /** Until the first byte of a page: the sheet is drawn in and read meanwhile. */
  firstByteMs: number;
  /** Between two bytes. */
  idleMs: number;
  /** For a whole page. */
  pageMs: number;
  pageBytes: number;
  /** How long a device may say that it is busy, at the start and at each page. */
  busyMs: number;
  /** How long a job that says it is running may say that it has no page. */
  notReadyMs: number;
  /** The same when its feeder is empty: the last sheet may still be inside. */
  lastSheetMs: number;
  discoveryMs: number;
}

export const LIMITS: EsclLimits = {
  connectMs: 5_000,
  xmlMs: 15_000,
  xmlBytes: MEGABYTE,
  firstByteMs: 120_000,
  idleMs: 30_000,
  pageMs: 600_000,
  pageBytes: 256 * MEGABYTE,
  busyMs: 60_000,
  notReadyMs: 10_000,
  lastSheetMs: 3_000,
  discoveryMs: 2_000,
};
