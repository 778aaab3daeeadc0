// What is asked of the device: the profile of the paper, with what is otherwise for this visit.
import type { ScanProfile, ScanProfiles, ScanSettings } from "../../../shared/contract";
import { profileFor } from "../../stores/scan-profiles";
import type { Override } from "./station-store";

interface Choice {
  profileId: string | null;
  paper: { code: string; name: string } | null;
}

/** The profile chosen by hand, else the one that belongs to the paper. */
export function chosenProfile(profiles: ScanProfiles | undefined, { profileId, paper }: Choice): ScanProfile | null {
  if (!profiles) return null;
  return profiles.profiles.find(({ id }) => id === profileId) ?? profileFor(profiles, paper);
}

/** The one after it in the list, going round. */
export function nextProfileId(profiles: ScanProfiles, profile: ScanProfile | null): string | null {
  const at = profiles.profiles.findIndex(({ id }) => id === profile?.id);
  return profiles.profiles[(at + 1) % profiles.profiles.length]?.id ?? null;
}

/** @param isSingle one page in place of another: one image is asked for, also where a sheet has two sides */
export function settingsOf(profile: ScanProfile, override: Override, isSingle: boolean): ScanSettings {
  const settings = { ...profile.settings, ...override };
  if (!isSingle) return settings;
  return { ...settings, source: settings.source === "duplex" ? "feeder" : settings.source, maxPages: 1 };
}
