// Scan profiles: device and settings under a name, remembered by kind of paper, lockable by the administrator.
import { v7 as newId } from "uuid";
import { ScanProfile, ScanSettings, type ScanProfiles } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { ChangeBus } from "../changes";
import type { Clock } from "../clock";
import type { Reader, Storage, Writer } from "../storage";
import { forgetLock, isLocked, lock, unlock } from "./profile-lock";

/** Changes answer with the list as it stands. */
export interface Profiles {
  list(): ScanProfiles;
  /** `id` null: a new one; the first of all is the default. @throws DomainError PROFILES_LOCKED, NOT_FOUND */
  save(profile: Omit<ScanProfile, "id"> & { id: string | null }): ScanProfiles;
  remove(id: string): ScanProfiles;
  makeDefault(id: string): ScanProfiles;
  /** Also while they are locked: it changes no profile. @throws DomainError NOT_FOUND */
  remember(choice: { componentKey: string; id: string }): ScanProfiles;
  /** @throws DomainError ADMIN_CODE_WRONG {waitSeconds} when they are locked with another code */
  lock(code: string): Promise<ScanProfiles>;
  unlock(code: string): Promise<ScanProfiles>;
  /** Without the code; not offered to the window. */
  forgetLock(): ScanProfiles;
}

interface ProfilesParts {
  storage: Storage;
  changes: ChangeBus;
  clock: Clock;
}

export function createProfiles(parts: ProfilesParts): Profiles {
  const { storage, changes } = parts;
  const told = () => {
    changes.publish({ topic: "scanning", id: null });
    return readProfiles(storage.read);
  };
  const change = (work: (writer: Writer) => void) => {
    storage.transaction((writer) => {
      if (isLocked(writer)) throw new DomainError("PROFILES_LOCKED");
      work(writer);
    });
    return told();
  };
  return {
    list: () => readProfiles(storage.read),
    save: (profile) => change((writer) => saveProfile(writer, profile)),
    remove: (id) => change((writer) => removeProfile(writer, id)),
    makeDefault: (id) => change((writer) => makeDefault(writer, id)),
    remember(choice) {
      storage.transaction((writer) => remember(writer, choice));
      return told();
    },
    async lock(code) {
      await lock(parts, code);
      return told();
    },
    async unlock(code) {
      await unlock(parts, code);
      return told();
    },
    forgetLock() {
      forgetLock(parts);
      return told();
    },
  };
}

interface ProfileRow {
  id: string;
  name: string;
  driver: string;
  device_id: string;
  settings: string;
  is_default: number;
}

function readProfiles(reader: Reader): ScanProfiles {
  const rows = reader.all<ProfileRow>("SELECT * FROM scan_profiles ORDER BY name, id");
  const choices = reader.all<{ component_key: string; profile_id: string }>("SELECT * FROM scan_profile_choices");
  return {
    profiles: rows.map(toProfile),
    defaultId: rows.find((row) => row.is_default === 1)?.id ?? null,
    byComponent: Object.fromEntries(choices.map((choice) => [choice.component_key, choice.profile_id])),
    isLocked: isLocked(reader),
  };
}

/** Settings kept by an older version get what has been added since from the defaults. */
function toProfile(row: ProfileRow): ScanProfile {
  const settings = ScanSettings.parse(JSON.parse(row.settings));
  return ScanProfile.parse({ id: row.id, name: row.name, driver: row.driver, deviceId: row.device_id, settings });
}

function saveProfile(writer: Writer, profile: Omit<ScanProfile, "id"> & { id: string | null }): void {
  const { name, driver, deviceId } = profile;
  const settings = JSON.stringify(profile.settings);
  if (profile.id !== null) {
    const sql = "UPDATE scan_profiles SET name = ?, driver = ?, device_id = ?, settings = ? WHERE id = ?";
    return requireFound(writer.run(sql, name, driver, deviceId, settings, profile.id));
  }
  writer.run(
    `INSERT INTO scan_profiles (id, name, driver, device_id, settings, is_default)
     VALUES (?, ?, ?, ?, ?, NOT EXISTS (SELECT 1 FROM scan_profiles))`,
    newId(),
    name,
    driver,
    deviceId,
    settings,
  );
}

/** With the default the next one by name takes its place, so that the scan key still does something. */
function removeProfile(writer: Writer, id: string): void {
  requireFound(writer.run("DELETE FROM scan_profiles WHERE id = ?", id));
  if (writer.value<number>("SELECT 1 FROM scan_profiles WHERE is_default = 1") !== undefined) return;
  const next = writer.value<string>("SELECT id FROM scan_profiles ORDER BY name, id LIMIT 1");
  if (next !== undefined) makeDefault(writer, next);
}

function makeDefault(writer: Writer, id: string): void {
  writer.run("UPDATE scan_profiles SET is_default = 0 WHERE is_default = 1");
  requireFound(writer.run("UPDATE scan_profiles SET is_default = 1 WHERE id = ?", id));
}

function remember(writer: Writer, { componentKey, id }: { componentKey: string; id: string }): void {
  if (writer.value<number>("SELECT 1 FROM scan_profiles WHERE id = ?", id) === undefined) requireFound(0);
  writer.run(
    `INSERT INTO scan_profile_choices (component_key, profile_id) VALUES (?, ?)
     ON CONFLICT (component_key) DO UPDATE SET profile_id = excluded.profile_id`,
    componentKey,
    id,
  );
}

function requireFound(changed: number): void {
  if (changed === 0) throw new DomainError("NOT_FOUND", { kind: "profile" });
}
