// What sync remembers between runs, in the encrypted database: registration, cursor, pause.
import type { Reader, Storage, Writer } from "../storage";
import { forgetAccount, isSameAccount, refuseWhileWaiting, type Account } from "./account";
import type { KnownLine } from "./transfer/piece-size";

export interface Registration extends Account {
  counterId: string;
}

/** Numbers that were asked for; null: the answer is noted. */
export interface LeaseWish {
  leaseId: string;
  /** YYYY-MM-DD in Viet Nam. */
  day: string;
  count: number;
}

/** A package of the province. */
interface KnownCatalogue {
  version: string;
  sha256: string;
}

interface Remembered {
  registration: Registration;
  /** Last change of the province's feed that was applied. */
  cursor: number;
  /** Operations up to this one were confirmed by the province of an earlier account. */
  receiptsAfterRowid: number;
  /** Unit that the settings have named since nothing waited for the registered one any more; null: the registered one. */
  queueUnit: string | null;
  /** Highest receipt number that this counter holds from its present counter id; what the province has lost shows by it. */
  lastReceipt: { counterId: string; number: number };
  paused: boolean;
  lastPulledAtUtc: string;
  /** This PC's clock minus the province's, at the last session. */
  clockOffsetSeconds: number;
  /** How fast the line last was, and how much of a file it takes at once. */
  line: KnownLine;
  /** Local day of the last end-of-day run that began by itself. */
  lastEndOfDay: string;
  leaseWish: LeaseWish | null;
  /** Last entry of the feed of reusable papers that was kept. */
  papersCursor: number;
  /** In force in place of the program's own. */
  catalogue: KnownCatalogue;
  catalogueComing: KnownCatalogue | null;
  /** Hash of a package that could not be used. */
  catalogueRefused: string;
}

export interface SyncState {
  find<Key extends keyof Remembered>(key: Key): Remembered[Key] | undefined;
  set<Key extends keyof Remembered>(writer: Writer, key: Key, value: Remembered[Key]): void;
  /**
   * Another counter id or address starts feed, leases and uploads anew; another account leaves nothing of the former one.
   * @throws DomainError PROVINCE_ACCOUNT_CHANGED while operations wait for the former account: it stays in force
   */
  register(registration: Registration): void;
  /** What is received from now on is for this unit. @throws DomainError PROVINCE_ACCOUNT_CHANGED as `register` */
  changeUnit(unitCode: string): void;
}

export function createSyncState(storage: Storage): SyncState {
  return {
    find: (key) => find(storage.read, key),
    set,
    register(registration) {
      storage.transaction((writer) => {
        const before = find(writer, "registration");
        if (before && !isSameAccount(before, registration)) {
          if (find(writer, "queueUnit") !== registration.unitCode) refuseWhileWaiting(writer);
          leaveAccount(writer);
        }
        if (before?.provinceUrl !== registration.provinceUrl || before.counterId !== registration.counterId) {
          writer.run("DELETE FROM sync_state WHERE key IN ('cursor', 'papersCursor')");
          forgetLeases(writer);
          writer.run("DELETE FROM uploads");
        }
        set(writer, "registration", registration);
        set(writer, "queueUnit", null);
      });
    },
    changeUnit: (unitCode) => storage.transaction((writer) => changeUnit(writer, unitCode)),
  };
}

function changeUnit(writer: Writer, unitCode: string): void {
  const registered = find(writer, "registration")?.unitCode ?? null;
  const queueUnit = find(writer, "queueUnit") ?? null;
  if (registered === null || unitCode === (queueUnit ?? registered)) return;
  // What waits for a unit that was never enrolled here goes wherever the officer says in the end.
  if (queueUnit === null) refuseWhileWaiting(writer);
  set(writer, "queueUnit", unitCode === registered ? null : unitCode);
  // No dossier of this unit gets a number that was lent to the other.
  forgetLeases(writer);
}

function forgetLeases(writer: Writer): void {
  writer.run("DELETE FROM number_leases");
  writer.run("DELETE FROM sync_state WHERE key = 'leaseWish'");
}

function leaveAccount(writer: Writer): void {
  forgetAccount(writer);
  const last = writer.value<number>("SELECT ifnull(max(rowid), 0) FROM outbox WHERE state = 'sent'") ?? 0;
  set(writer, "receiptsAfterRowid", last);
}

function find<Key extends keyof Remembered>(reader: Reader, key: Key): Remembered[Key] | undefined {
  const text = reader.value<string>("SELECT value FROM sync_state WHERE key = ?", key);
  return text === undefined ? undefined : (JSON.parse(text) as Remembered[Key]);
}

function set<Key extends keyof Remembered>(writer: Writer, key: Key, value: Remembered[Key]): void {
  writer.run(
    "INSERT INTO sync_state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    key,
    JSON.stringify(value),
  );
}
