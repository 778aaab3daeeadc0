// Every source of pages of the counter: batches told as streams of events, the device panel, profiles and the camera.
import type {
  DeviceAddress,
  DriverName,
  FoundDevices,
  Page,
  ScanBatch,
  ScanEvent,
  ScannerCapabilities,
  ScanSettings,
} from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { StoredImage } from "../imaging";
import { runBatch, toStored } from "./batch";
import { listBatches } from "./batch-rows";
import { capture, type CaptureOrder } from "./capture";
import { Devices, sourceOf } from "./device-book";
import type { ScannerDriver } from "./driver";
import { createDrivers, type Drivers } from "./drivers/registry";
import { importFiles, type ImportOrder } from "./import-files";
import { createPanel, type Panel } from "./panel";
import { PlaceOfNext } from "./place";
import type { ScanningParts } from "./ports";
import { createProfiles, type Profiles } from "./profiles";
import { RunningBatches } from "./running";
import { searchDevices } from "./search";
import { runSession } from "./session";
import type { Target } from "./target";

export interface ScanningService {
  readonly panel: Panel;
  readonly profiles: Profiles;
  /** Of all drivers; one that fails is told beside what the others found. @throws DomainError CANCELLED */
  listDevices(signal: AbortSignal): Promise<FoundDevices>;
  /** @throws DomainError SCANNER_* */
  getCapabilities(device: DeviceAddress, signal: AbortSignal): Promise<ScannerCapabilities>;
  /** Ends with "finished", which carries the fault when there was one; aborting cancels and keeps the pages so far. */
  scan(job: ScanOrder, signal: AbortSignal): AsyncGenerator<ScanEvent>;
  /** Pages into no dossier, for the command line. @throws DomainError SCANNER_* */
  scanImages(order: DeviceAddress & { settings: ScanSettings }, signal: AbortSignal): AsyncGenerator<StoredImage>;
  /** One file after the other; a bad one is told by "file-failed" and the others go on. */
  importFiles(order: ImportOrder, signal: AbortSignal): AsyncGenerator<ScanEvent>;
  /** @throws DomainError NOT_FOUND, DOSSIER_NOT_DRAFT, FILE_*, IMAGE_TOO_LARGE, STORAGE_* */
  capture(order: CaptureOrder): Promise<Page>;
  /** Of a dossier, newest first. */
  batches(dossierId: string): ScanBatch[];
  /** Cancels the batches under way, so that no device stays occupied and no sheet is left lying in clear. */
  stop(): Promise<void>;
}

export interface ScanOrder extends DeviceAddress {
  settings: ScanSettings;
  target: Target;
  readsSeparators?: boolean;
  sheetsCounted?: number | null;
}

interface Context {
  parts: ScanningParts;
  drivers: Drivers;
  devices: Devices;
  running: RunningBatches;
}

export function createScanning(parts: ScanningParts): ScanningService {
  const running = new RunningBatches();
  const devices = new Devices({ ...parts, isBusy: (source) => running.isBusy(source) });
  const { imaging, trainingFolder = null, twain = null } = parts;
  const drivers =
    parts.drivers?.(devices.book) ?? createDrivers({ imaging, book: devices.book, trainingFolder, twain });
  const context = { parts, drivers, devices, running };
  const getDriver = (name: DriverName) => driverOf(drivers, name);
  return {
    panel: createPanel({ devices, running, imaging, getDriver }),
    profiles: createProfiles(parts),
    async listDevices(signal) {
      const found = await searchDevices(drivers.scanners, signal);
      devices.see(found.devices);
      return found;
    },
    getCapabilities: async ({ driver, deviceId }, signal) => getDriver(driver).getCapabilities(deviceId, signal),
    scan: (order, signal) => scan(context, order, signal),
    scanImages: (order, signal) => scanImages(context, order, signal),
    importFiles: (order, signal) => importInto(context, order, signal),
    capture: (order) => capture(parts, order),
    batches: (dossierId) => listBatches(parts.storage.read, dossierId, (id) => running.has(id)),
    stop: () => running.stopAll(),
  };
}

async function* scan(context: Context, order: ScanOrder, signal: AbortSignal): AsyncGenerator<ScanEvent> {
  const { deviceId, settings, target, readsSeparators = false, sheetsCounted = null } = order;
  const driver = driverOf(context.drivers, order.driver);
  const session = { driver: order.driver, deviceId, settings, target, sheetsCounted, isDevice: true };
  yield* runSession({ ...context.parts, ...context }, { order: session, signal }, ({ batchId, ...run }) =>
    runBatch(context.parts, {
      id: batchId,
      driver,
      request: { deviceId, settings },
      place: new PlaceOfNext(target),
      source: sourceOf(order),
      readsSeparators,
      pagesBefore: 0,
      ...run,
    }),
  );
}

async function* importInto(context: Context, order: ImportOrder, signal: AbortSignal): AsyncGenerator<ScanEvent> {
  const { parts, drivers } = context;
  const device = { driver: "file" as const, deviceId: "file", isDevice: false };
  const session = { ...device, settings: { source: "feeder" as const }, target: order.target, sheetsCounted: null };
  yield* runSession({ ...parts, ...context }, { order: session, signal }, (run) =>
    importFiles({ batch: parts, files: drivers.files }, order, run),
  );
}

async function* scanImages(
  { parts, drivers }: Context,
  order: DeviceAddress & { settings: ScanSettings },
  signal: AbortSignal,
): AsyncGenerator<StoredImage> {
  for await (const event of driverOf(drivers, order.driver).scan(order, signal))
    if (event.kind === "page") yield await toStored(parts.imaging, event);
}

function driverOf({ scanners, files }: Drivers, name: DriverName): ScannerDriver {
  const driver = [...scanners, files].find((candidate) => candidate.name === name);
  if (!driver) throw new DomainError("SCANNER_NOT_FOUND", { device: name, status: null });
  return driver;
}
