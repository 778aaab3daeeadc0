// What sync is made of, for its own files.
import type { ChangeBus } from "../changes";
import type { Clock } from "../clock";
import type { Storage } from "../storage";
import type { Backoff } from "./backoff";
import type { Fetch } from "./guarded-fetch";
import type { Link } from "./link";
import type { Outbox } from "./outbox";
import type { DossierPort, ReadBlob, SettingsPort } from "./ports";
import type { Progress } from "./progress";
import type { SyncState } from "./sync-state";

export interface SyncTiming {
  backoff: Backoff;
  /** How often the feed is read when nothing else happens. */
  pollMs: number;
  /** One call of the contract. */
  requestTimeoutMs: number;
  /** One piece of a file; at 50 kbit/s a piece takes about 45 s. */
  pieceTimeoutMs: number;
  pieceBytes: number;
}

export const DEFAULT_TIMING: SyncTiming = {
  backoff: { firstMs: 2000, mostMs: 60_000 },
  pollMs: 30_000,
  requestTimeoutMs: 30_000,
  pieceTimeoutMs: 120_000,
  pieceBytes: 256 * 1024,
};

export interface SyncDeps {
  storage: Storage;
  outbox: Outbox;
  settings: SettingsPort;
  dossiers: DossierPort;
  readBlob: ReadBlob;
  changes: ChangeBus;
  clock: Clock;
  /** Default: the runtime's own. */
  fetch?: Fetch;
  /** 0 ≤ random < 1; scatters the pauses. */
  random?: () => number;
  timing?: Partial<SyncTiming>;
}

export interface SyncParts extends SyncDeps {
  state: SyncState;
  link: Link;
  progress: Progress;
  fetch: Fetch;
  random: () => number;
  timing: SyncTiming;
}
