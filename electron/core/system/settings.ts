// Settings of this counter, one row a key.
import { Settings, type ChangeTopic } from "../../../shared/contract";
import type { ChangeBus } from "../changes";
import type { Storage, Writer } from "../storage";

export interface SettingsStore {
  get(): Settings;
  /** Changes the keys that are given and leaves the others. */
  save(patch: Partial<Settings>): Settings;
}

const DEFAULTS: Settings = {
  counter: null,
  receiptPrinter: null,
  provinceUrl: null,
  language: "vi",
  ocrEngine: "tesseract.js",
  line: { mostKilobytesPerSecond: null, pagesWindow: null, metered: false, proxy: "system", endOfDayAt: null },
};
const TOPIC: ChangeTopic = "settings";

export function createSettings(storage: Storage, changes: ChangeBus): SettingsStore {
  const read = (): Settings => {
    const rows = storage.read.all<{ key: string; value: string }>("SELECT key, value FROM settings");
    const stored = Object.fromEntries(rows.map((row) => [row.key, JSON.parse(row.value) as unknown]));
    return Settings.parse({ ...DEFAULTS, ...stored });
  };
  let current = read();
  return {
    get: () => current,
    save(patch) {
      const next = Settings.parse({ ...current, ...patch });
      storage.transaction((writer) => write(writer, next));
      current = next;
      changes.publish({ topic: TOPIC, id: null });
      return next;
    },
  };
}

function write(writer: Writer, settings: Settings): void {
  for (const [key, value] of Object.entries(settings))
    writer.run(
      "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      key,
      JSON.stringify(value),
    );
}
