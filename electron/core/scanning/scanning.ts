// Scanners and files as sources of pages: one batch a device at a time, told as a stream of events.
import { v7 as newId } from "uuid";
import type { DriverName, ScanEvent, ScannerCapabilities, ScannerDevice, ScanSettings } from "../../../shared/contract";
import { ScanSettings as ScanSettingsSchema } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { Imaging, StoredImage } from "../imaging";
import { runBatch, toStored, type Batch, type BatchParts, type ScanTarget } from "./batch";
import type { ScannerDriver } from "./driver";
import { createDrivers, type Drivers } from "./drivers/registry";

export interface ScanningParts extends BatchParts {
  imaging: Imaging;
  /** All that the registry knows by default. */
  drivers?: Drivers;
}

export interface ScanningService {
  /** Of all drivers. @throws DomainError SCANNER_SOFTWARE_MISSING, SCANNER_FAILED */
  listDevices(signal: AbortSignal): Promise<ScannerDevice[]>;
  /** @throws DomainError SCANNER_* */
  getCapabilities(device: DeviceAddress, signal: AbortSignal): Promise<ScannerCapabilities>;
  /** Ends with "finished", which carries the fault when there was one; aborting cancels and keeps the pages so far. */
  scan(job: ScanOrder, signal: AbortSignal): AsyncGenerator<ScanEvent>;
  /** Pages into no dossier, for the command line. @throws DomainError SCANNER_* */
  scanImages(order: Omit<ScanOrder, "target">, signal: AbortSignal): AsyncGenerator<StoredImage>;
  /** One file after the other; a bad one is told by "file-failed" and the others go on. */
  importFiles(order: ImportOrder, signal: AbortSignal): AsyncGenerator<ScanEvent>;
  /** Cancels the batches under way, so that no device stays occupied and no sheet is left lying in clear. */
  stop(): Promise<void>;
}

export interface DeviceAddress {
  driver: DriverName;
  deviceId: string;
}

export interface ScanOrder extends DeviceAddress {
  settings: ScanSettings;
  target: ScanTarget;
}

export interface ImportOrder {
  files: readonly Pick<File, "name" | "arrayBuffer">[];
  target: ScanTarget;
}

/** When the disk is full or the dossier is closed, the next files fail the same way. */
const ENDS_THE_IMPORT: ReadonlySet<string> = new Set([
  "CANCELLED",
  "STORAGE_FULL",
  "STORAGE_UNWRITABLE",
  "STORAGE_DAMAGED",
  "NOT_FOUND",
  "DOSSIER_NOT_DRAFT",
]);
/** A batch that nobody listens to any more does not hold the program up. */
const STOP_WITHIN_MS = 3000;
const WHOLE_FILE: ScanSettings = ScanSettingsSchema.parse({ source: "feeder" });

export function createScanning(parts: ScanningParts): ScanningService {
  const drivers = parts.drivers ?? createDrivers(parts.imaging);
  const busy = new Map<string, RunningBatch>();
  return {
    async listDevices(signal) {
      const lists = await Promise.all(drivers.scanners.map((driver) => driver.listDevices(signal)));
      return lists.flat();
    },
    getCapabilities: async ({ driver, deviceId }, signal) =>
      getDriver(drivers, driver).getCapabilities(deviceId, signal),
    scan: (order, signal) => scan({ parts, drivers, busy }, order, signal),
    scanImages: (order, signal) =>
      scanImages(getDriver(drivers, order.driver), { imaging: parts.imaging, order, signal }),
    importFiles: (order, signal) => importFiles({ parts, drivers, busy }, order, signal),
    stop: () => stopAll([...busy.values()]),
  };
}

interface Context {
  parts: ScanningParts;
  drivers: Drivers;
  /** By source. */
  busy: Map<string, RunningBatch>;
}

interface RunningBatch {
  cancel(): void;
  ended: Promise<void>;
}

async function stopAll(batches: readonly RunningBatch[]): Promise<void> {
  for (const batch of batches) batch.cancel();
  const late = new Promise<void>((resolve) => setTimeout(resolve, STOP_WITHIN_MS).unref());
  await Promise.race([Promise.all(batches.map((batch) => batch.ended)), late]);
}

async function* scan(context: Context, order: ScanOrder, signal: AbortSignal): AsyncGenerator<ScanEvent> {
  const { deviceId, settings, target } = order;
  const driver = getDriver(context.drivers, order.driver);
  const source = `${driver.name}:${deviceId}`;
  yield { kind: "started", batchId: newId() };
  if (context.busy.has(source)) {
    yield {
      kind: "finished",
      pageCount: 0,
      fault: { code: "SCANNER_BUSY", facts: { device: deviceId, status: null } },
    };
    return;
  }
  const running = startBatch(signal);
  context.busy.set(source, running);
  try {
    const request = { deviceId, settings };
    const batch: Batch = { driver, request, target, source, pagesBefore: 0, signal: running.signal };
    const result = yield* runBatch(context.parts, batch);
    yield { kind: "finished", ...result };
  } finally {
    context.busy.delete(source);
    running.end();
  }
}

/** @param signal the caller's; the batch has its own, which stopping the program also ends */
function startBatch(signal: AbortSignal): RunningBatch & { signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const cancel = () => controller.abort();
  signal.addEventListener("abort", cancel);
  if (signal.aborted) cancel();
  let hasEnded = () => {};
  const ended = new Promise<void>((resolve) => (hasEnded = resolve));
  const end = () => {
    signal.removeEventListener("abort", cancel);
    hasEnded();
  };
  return { cancel, ended, signal: controller.signal, end };
}

interface LooseScan {
  imaging: Imaging;
  order: Omit<ScanOrder, "target">;
  signal: AbortSignal;
}

async function* scanImages(driver: ScannerDriver, scan: LooseScan): AsyncGenerator<StoredImage> {
  for await (const event of driver.scan(scan.order, scan.signal))
    if (event.kind === "page") yield await toStored(scan.imaging, event);
}

async function* importFiles(context: Context, order: ImportOrder, signal: AbortSignal): AsyncGenerator<ScanEvent> {
  yield { kind: "started", batchId: newId() };
  let pageCount = 0;
  for (const file of order.files) {
    const result = yield* importFile(context, { file, target: order.target, pagesBefore: pageCount }, signal);
    pageCount += result.pageCount;
    if (!result.fault) continue;
    if (ENDS_THE_IMPORT.has(result.fault.code)) {
      yield { kind: "finished", pageCount, fault: result.fault };
      return;
    }
    yield { kind: "file-failed", name: file.name, fault: result.fault };
  }
  yield { kind: "finished", pageCount, fault: null };
}

interface FileOrder extends Pick<Batch, "target" | "pagesBefore"> {
  file: ImportOrder["files"][number];
}

async function* importFile({ parts, drivers: { files } }: Context, order: FileOrder, signal: AbortSignal) {
  const { target, pagesBefore } = order;
  const deviceId = files.offer(new Uint8Array(await order.file.arrayBuffer()));
  try {
    const request = { deviceId, settings: WHOLE_FILE };
    return yield* runBatch(parts, { driver: files, request, target, source: "file", pagesBefore, signal });
  } finally {
    files.withdraw(deviceId);
  }
}

function getDriver({ scanners, files }: Drivers, name: DriverName): ScannerDriver {
  const driver = [...scanners, files].find((candidate) => candidate.name === name);
  if (!driver) throw new DomainError("SCANNER_NOT_FOUND", { device: name, status: null });
  return driver;
}
