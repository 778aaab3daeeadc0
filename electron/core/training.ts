// Training mode: whatever is set or typed in, nothing of it reaches the province.
import type { Settings } from "../../shared/contract";
import { DomainError } from "../../shared/errors";
import type { SettingsStore } from "./system";

/** What sync may see and change of the settings. */
export interface SettingsOfSync {
  read(): Pick<Settings, "counter" | "provinceUrl">;
  save(patch: { provinceUrl: string }): void;
}

export function ofSync(settings: SettingsStore): SettingsOfSync {
  return { read: () => settings.get(), save: (patch) => void settings.save(patch) };
}

/** Without an address, and without a way to send even if one were there. */
export function awayFromProvince(settings: SettingsStore): { settings: SettingsOfSync; fetch: () => Promise<never> } {
  const refuse = () => {
    throw new DomainError("PROVINCE_NOT_CONFIGURED");
  };
  return {
    settings: { read: () => ({ ...settings.get(), provinceUrl: null }), save: refuse },
    fetch: async () => refuse(),
  };
}
