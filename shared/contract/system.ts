// The counter itself: settings, health, and the stream that tells the window what changed.
import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { InstantUtc } from "./values";

export const CounterSettings = z.object({
  /** Cơ quan chủ quản, for instance "UBND XÃ ĐĂK RƠ NGA". */
  governingBody: z.string().max(200),
  /** Trung tâm / Bộ phận, as it stands at the head of the forms. */
  unitName: z.string().max(200),
  /** Mã định danh cơ quan, for instance "H34.12.5"; may be empty until the province gives it. */
  unitCode: z.string().max(35),
  /** 5-digit commune code (QĐ 19/2025/QĐ-TTg); may be empty. */
  communeCode: z.string().max(5),
  placeName: z.string().max(100),
  counterName: z.string().max(50),
  officerName: z.string().max(100),
  phone: z.string().max(30),
  /** <máy> in TAM-<máy>-YYMMDD-NNNN: two characters, unique in the commune. */
  machineCode: z.string().regex(/^[0-9A-Z]{2}$/),
});
export type CounterSettings = z.infer<typeof CounterSettings>;

/** How this counter may use its line. Times are local, HH:mm. */
export const LineSettings = z.object({
  /** kilobytes (1,000 bytes) a second for pages; null: as fast as the line. */
  mostKilobytesPerSecond: z.number().int().min(1).max(1_000_000).nullable(),
  /** Pages go out only between these; records always. from > to: over midnight. null: at any time. */
  pagesWindow: z.object({ from: z.iso.time({ precision: -1 }), to: z.iso.time({ precision: -1 }) }).nullable(),
  /** A line that is paid by volume: pages wait for "Gửi ngay". */
  metered: z.boolean(),
  /** system: as the operating system says · none: never a proxy · an address: always this one */
  proxy: z.union([z.enum(["system", "none"]), z.url({ protocol: /^https?$/ })]),
  /** When the day's queue is sent by itself; null: by hand only. */
  endOfDayAt: z.iso.time({ precision: -1 }).nullable(),
});
export type LineSettings = z.infer<typeof LineSettings>;

export const Settings = z.object({
  /** null until the first-run screen has been filled in. */
  counter: CounterSettings.nullable(),
  /** Printer by form; null: ask. */
  receiptPrinter: z.string().nullable(),
  provinceUrl: z.string().nullable(),
  language: z.enum(["vi", "en"]),
  /** Which engine reads pages; IT's choice. */
  ocrEngine: z.enum(["tesseract.js", "tesseract"]),
  line: LineSettings,
});
export type Settings = z.infer<typeof Settings>;

/** How the key of the database is kept (Electron safeStorage); "basic_text" protects from nobody on this PC. */
export const KeyProtection = z.enum(["dpapi", "keychain", "secret_service", "basic_text", "test"]);

export const Health = z.object({
  appVersion: z.string(),
  electronVersion: z.string(),
  nodeVersion: z.string(),
  sqliteVersion: z.string(),
  schemaVersion: z.number().int(),
  cipher: z.string(),
  journalMode: z.string(),
  synchronous: z.string(),
  keyProtection: KeyProtection,
  dataFolder: z.string(),
  /** Nothing here is a real dossier, and nothing is sent. */
  training: z.boolean(),
  freeBytes: z.number(),
  databaseBytes: z.number(),
  coreStarts: z.number().int(),
  startedAtUtc: InstantUtc,
});
export type Health = z.infer<typeof Health>;

/** What changed; the window asks again for what it shows of it. */
export const ChangeTopic = z.enum([
  "dossiers",
  "papers",
  "recognition",
  "extraction",
  "printing",
  "sync",
  "settings",
  "catalogue",
  "scanning",
]);
export type ChangeTopic = z.infer<typeof ChangeTopic>;
export const Change = z.object({ topic: ChangeTopic, id: z.string().nullable() });
export type Change = z.infer<typeof Change>;

export const systemContract = {
  /** Lets the person choose a place on this PC, a stick among them; null: thought better of it. */
  choosePlace: oc
    .input(z.object({ kind: z.enum(["folder", "bundle"]) }))
    .output(z.object({ place: z.string().nullable() })),
  health: oc.output(Health),
  settings: oc.output(Settings),
  saveSettings: oc.input(Settings.partial()).output(Settings),
  /** One item at once (topic "settings"), then one for each change, until the window ends the stream. */
  watch: oc.output(eventIterator(Change)),
};
