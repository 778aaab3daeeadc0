// Scanning with real database, files and image process, in front of a device that gives the pictures it is given.
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import * as qrcode from "qrcode";
import type { ScanEvent, ScanSettings } from "../../../shared/contract";
import { ScanSettings as Settings } from "../../../shared/contract";
import { PATCH_LENGTH_MM, PATCH_MARGIN_MM, PATCH_SPACE_MM, PATCH_T, PATCH_WIDTHS_MM } from "../../../shared/domain";
import { ChangeBus } from "../changes";
import { buildImageProcess } from "../image-process.fixture";
import type { ImageProcess } from "../host";
import { createImaging, startNodeImageProcess, type Imaging } from "../imaging";
import { createPapers, type PapersService } from "../papers";
import { openBlobStore, openStorage, type Storage } from "../storage";
import type { DeviceBook, DriverEvent, ScannerDriver } from "./driver";
import { createDrivers } from "./drivers/registry";
import { createScanning, type ScanOrder, type ScanningService } from "./scanning";

const KEY = "5a".repeat(32);
export const DEVICE = { driver: "sane" as const, deviceId: "stack:0" };
const DPI = 100;
const PAGE = { widthPx: 827, heightPx: 1169 };

export interface ScanningBed {
  storage: Storage;
  papers: PapersService;
  imaging: Imaging;
  scanning: ScanningService;
  book: DeviceBook;
  changes: ChangeBus;
  /** ISO instant; stands still until it is set again. */
  nowUtc: string;
  /** What the device does when it is asked next. */
  device: StackDevice;
  /** As soon as one of these tasks reaches the image process, it is killed: once an entry. */
  killsAt: string[];
  addDossier(stage?: "draft" | "discarded" | "received", code?: string): string;
  /** Dossiers that got pages after their reception, one entry a page. */
  late: string[];
  addComponents(dossierId: string, count: number): string[];
  /** Ids of the shown pages by the number of their component, loose ones under 0. */
  arrangement(dossierId: string): Record<number, string[]>;
  run(
    order: Omit<ScanOrder, "driver" | "deviceId" | "settings"> & { settings?: Partial<ScanSettings> },
  ): Promise<ScanEvent[]>;
  /** The program is killed and started again. */
  restart(): void;
  close(): void;
}

/** Pictures, faults and what the device tells, in the order in which they come. */
export interface StackDevice {
  events: (DriverEvent | Error | (() => void))[];
  listing: () => ReturnType<ScannerDriver["listDevices"]>;
  asking: () => ReturnType<ScannerDriver["getCapabilities"]>;
}

export async function openScanningBed(): Promise<ScanningBed> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "scanning-"));
  const entry = await buildImageProcess();
  const killsAt: string[] = [];
  const imaging = createImaging({ startImageProcess: async () => mortal(startNodeImageProcess(entry), killsAt) });
  const bed: ScanningBed = {
    ...({} as Pick<ScanningBed, "storage" | "papers" | "scanning" | "book">),
    imaging,
    killsAt,
    nowUtc: "2026-11-22T02:00:00.000Z",
    changes: new ChangeBus(),
    late: [],
    device: { events: [], listing: async () => [], asking: async () => CAPABILITIES },
    addDossier: (stage, code) => addDossier(bed.storage, stage, code),
    addComponents: (dossierId, count) => addComponents(bed.storage, dossierId, count),
    arrangement: (dossierId) => arrangement(bed.storage, dossierId),
    async run({ settings = {}, ...order }) {
      const whole = { ...DEVICE, ...order, settings: Settings.parse({ source: "feeder", ...settings }) };
      return collect(bed.scanning.scan(whole, new AbortController().signal));
    },
    restart() {
      bed.storage.close();
      Object.assign(bed, open(bed, folder));
    },
    close() {
      imaging.close();
      bed.storage.close();
      fs.rmSync(folder, { recursive: true });
    },
  };
  return Object.assign(bed, open(bed, folder));
}

export async function collect(stream: AsyncIterable<ScanEvent>): Promise<ScanEvent[]> {
  const events: ScanEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

/** A page without anything that could be a sign. */
export function sheet(shade: number): DriverEvent {
  return picture((_x, _y) => shade);
}

export function sheetWithCode(text: string): DriverEvent {
  const { modules } = qrcode.create(text);
  const scale = 8;
  const quiet = 100;
  return picture((x, y) => {
    const [column, row] = [Math.floor((x - quiet) / scale), Math.floor((y - quiet) / scale)];
    const isInside = column >= 0 && row >= 0 && column < modules.size && row < modules.size;
    return isInside && modules.get(row, column) ? 0 : 255;
  });
}

export function sheetWithPatch(): DriverEvent {
  const px = (mm: number) => (mm / 25.4) * DPI;
  const bars: [number, number][] = [];
  let at = PATCH_MARGIN_MM;
  for (const bar of PATCH_T) {
    bars.push([px(at), px(at + PATCH_WIDTHS_MM[bar])]);
    at += PATCH_WIDTHS_MM[bar] + PATCH_SPACE_MM;
  }
  const left = (PAGE.widthPx - px(PATCH_LENGTH_MM)) / 2;
  const isBar = (x: number, y: number) =>
    x >= left && x < PAGE.widthPx - left && bars.some(([from, to]) => y >= Math.round(from) && y < Math.round(to));
  return picture((x, y) => (isBar(x, y) || isBar(x, PAGE.heightPx - 1 - y) ? 0 : 255));
}

function picture(shadeAt: (x: number, y: number) => number): DriverEvent {
  const { widthPx, heightPx } = PAGE;
  const head = Buffer.from(`P5\n${widthPx} ${heightPx}\n255\n`);
  const pixels = Buffer.alloc(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++) for (let x = 0; x < widthPx; x++) pixels[y * widthPx + x] = shadeAt(x, y);
  return { kind: "page", image: { bytes: Buffer.concat([head, pixels]), resolutionDpi: DPI } };
}

const CAPABILITIES = {
  sources: ["feeder" as const],
  colourModes: ["colour" as const],
  resolutionsDpi: [DPI],
  resolutionRangeDpi: null,
  pageSizes: ["a4" as const],
  hasOwnDialog: false,
  detectsDoubleFeed: true,
};

function mortal(process: ImageProcess, killsAt: string[]): ImageProcess {
  return {
    ...process,
    post(message) {
      process.post(message);
      const at = killsAt.indexOf((message as { name: string }).name);
      if (at < 0) return;
      killsAt.splice(at, 1);
      process.kill();
    },
  };
}

function open(bed: ScanningBed, folder: string): Pick<ScanningBed, "storage" | "papers" | "scanning" | "book"> {
  const storage = openStorage({ file: path.join(folder, "office.db"), keyHex: KEY });
  const blobs = openBlobStore(path.join(folder, "blobs"), KEY);
  const clock = { now: () => new Date(bed.nowUtc) };
  const base = { storage, changes: bed.changes, clock, imaging: bed.imaging };
  const papers = createPapers({
    ...base,
    blobs,
    onPageAdded: () => undefined,
    onLatePage: (_writer, dossierId) => void bed.late.push(dossierId),
    onPageTurned: () => undefined,
    addComponent: () => "",
    recordEvent: () => undefined,
  });
  let book: DeviceBook | undefined;
  const drivers = (given: DeviceBook) => {
    book = given;
    const { files } = createDrivers({ imaging: bed.imaging, book: given, trainingFolder: null, twain: null });
    return { scanners: [stackDriver(bed)], files };
  };
  const scanning = createScanning({ ...base, papers, drivers });
  if (!book) throw new Error("scanning made no drivers");
  return { storage, papers, scanning, book };
}

function stackDriver(bed: ScanningBed): ScannerDriver {
  return {
    name: "sane",
    listDevices: () => bed.device.listing(),
    getCapabilities: () => bed.device.asking(),
    async *scan() {
      for (const event of bed.device.events) {
        if (event instanceof Error) throw event;
        if (typeof event === "function") event();
        else yield event;
      }
    },
  };
}

function addDossier(storage: Storage, stage = "draft", code: string | null = null): string {
  const id = randomUUID();
  const sql = `INSERT INTO dossiers (id, stage, provisional_code, received_at_utc, created_at_utc, updated_at_utc)
               VALUES (?, ?, ?, ?, 'x', 'x')`;
  storage.transaction((writer) => writer.run(sql, id, stage, code, stage === "received" ? "x" : null));
  return id;
}

function addComponents(storage: Storage, dossierId: string, count: number): string[] {
  const ids = Array.from({ length: count }, () => randomUUID());
  const sql = `INSERT INTO components (id, dossier_id, position, code, name, label, duty) VALUES (?, ?, ?, '', 'x', 'x', 'submit')`;
  storage.transaction((writer) => ids.forEach((id, index) => writer.run(sql, id, dossierId, index + 1)));
  return ids;
}

function arrangement(storage: Storage, dossierId: string): Record<number, string[]> {
  const rows = storage.read.all<{ component: number | null; id: string }>(
    `SELECT c.position AS component, p.id FROM pages p LEFT JOIN components c ON c.id = p.component_id
      WHERE p.dossier_id = ? AND p.deleted = 0 ORDER BY p.position`,
    dossierId,
  );
  const byComponent: Record<number, string[]> = {};
  for (const { component, id } of rows) (byComponent[component ?? 0] ??= []).push(id);
  return byComponent;
}
