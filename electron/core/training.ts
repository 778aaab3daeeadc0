// Training mode: whatever is set or typed in, nothing of it reaches the province.
import { ScanSettings, type Settings } from "../../shared/contract";
import { DomainError } from "../../shared/errors";
import type { ScanningService } from "./scanning";
import type { SettingsStore } from "./system";

/** What sync may see and change of the settings. */
export interface SettingsOfSync {
  read(): Pick<Settings, "counter" | "provinceUrl" | "line">;
  save(patch: { provinceUrl: string }): void;
}

export function ofSync(settings: SettingsStore): SettingsOfSync {
  return { read: () => settings.get(), save: (patch) => void settings.save(patch) };
}

/** Without an address, and without a way to send even if one were there. */
export function awayFromProvince(settings: SettingsStore): {
  settings: SettingsOfSync;
  exchange: () => Promise<never>;
} {
  const refuse = () => {
    throw new DomainError("PROVINCE_NOT_CONFIGURED");
  };
  return {
    settings: { read: () => ({ ...settings.get(), provinceUrl: null }), save: refuse },
    exchange: async () => refuse(),
  };
}

/** A counter that nobody takes for a real one, so that training can begin at once; its codes are TAM-TH-… */
export function nameTrainingCounter(settings: SettingsStore): void {
  if (settings.get().counter !== null) return;
  settings.save({
    counter: {
      governingBody: "UBND XÃ TẬP HUẤN",
      unitName: "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG (TẬP HUẤN)",
      unitCode: "",
      communeCode: "",
      placeName: "Tập huấn",
      counterName: "Quầy tập huấn",
      officerName: "Cán bộ tập huấn",
      phone: "",
      machineCode: "TH",
    },
  });
}

/** The scan key gives a page from the first moment. */
export function addTrainingProfile({ list, save }: ScanningService["profiles"]): void {
  if (list().profiles.length > 0) return;
  const settings = ScanSettings.parse({ source: "feeder" });
  save({ id: null, name: "Máy quét tập sự", driver: "virtual", deviceId: "tap-su", settings });
}
