// What sync is made of, for its own files.
import type { ChangeBus } from "../changes";
import type { Clock } from "../clock";
import type { CoreHost } from "../host";
import type { StandingRecord } from "../../../shared/wire";
import type { BlobStore, Storage, Writer } from "../storage";
import type { Backoff } from "./backoff";
import type { Hold } from "./hold";
import type { Identity } from "./identity";
import type { Link } from "./link";
import type { Outbox } from "./outbox";
import type { OutboxRow } from "./outbox-row";
import type { CataloguePort, DossierPort, FindValuePlace, ReadBlob, SettingsPort } from "./ports";
import type { Progress } from "./progress";
import type { SyncState } from "./sync-state";
import type { PieceLimits, PieceSize } from "./transfer/piece-size";
import type { Throttle } from "./transfer/throttle";
import type { UploadNotes } from "./transfer/upload-notes";
import type { Exchange } from "./transport/http";

export interface SyncTiming {
  backoff: Backoff;
  /** How often the feed is read when nothing else happens. */
  pollMs: number;
  /** One request with its answer, at most. */
  requestTimeoutMs: number;
  /** How often numbers and papers known elsewhere are asked for, at most. */
  newsMs: number;
  /** Bytes of one request of a file; the line decides within these. */
  pieces: Pick<PieceLimits, "leastBytes" | "mostBytes">;
}

export const DEFAULT_TIMING: SyncTiming = {
  backoff: { firstMs: 1000, mostMs: 600_000 },
  pollMs: 30_000,
  requestTimeoutMs: 120_000,
  newsMs: 30_000,
  pieces: { leastBytes: 32 * 1024, mostBytes: 8 * 1024 * 1024 },
};

export interface SyncDeps {
  storage: Storage;
  outbox: Outbox;
  settings: SettingsPort;
  dossiers: DossierPort;
  readBlob: ReadBlob;
  findValuePlace: FindValuePlace;
  /** What comes from the province. */
  blobs: Pick<BlobStore, "put" | "get">;
  catalogue: CataloguePort;
  changes: ChangeBus;
  clock: Clock;
  host: Pick<CoreHost, "readSecret" | "writeSecret" | "resolveProxy">;
  /** Default: over the network. */
  exchange?: Exchange;
  /** 0 ≤ random < 1; scatters the pauses. */
  random?: () => number;
  timing?: Partial<SyncTiming>;
}

export interface SyncParts extends Omit<SyncDeps, "exchange"> {
  state: SyncState;
  link: Link;
  hold: Hold;
  progress: Progress;
  identity: Identity;
  /** Ed25519 by the device key over the UTF-8 text, base64url. @throws DomainError DEVICE_KEY_UNAVAILABLE */
  sign(text: string): Promise<string>;
  onConflict(writer: Writer, row: OutboxRow, standing: StandingRecord): void;
  /** Kept-alive connections to the province by this authority's certificates. */
  exchangeFor(caPem: string | null): Exchange;
  closeConnections(): void;
  pieces: PieceSize;
  throttle: Throttle;
  notes: UploadNotes;
  /** When something of the province was last asked for, by name, as performance.now(). */
  asked: Map<string, number>;
  /** Operations whose record is at the province, with the pages that it lacks: not pushed again after each cut. */
  pushed: Map<string, Map<string, number>>;
  random: () => number;
  timing: SyncTiming;
}
