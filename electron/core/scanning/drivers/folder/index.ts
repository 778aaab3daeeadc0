// Folders as scanners: where a network copier puts its scans, a USB stick, photos of a phone.
import fs from "node:fs/promises";
import path from "node:path";
import type { ScannerCapabilities, ScanSettings } from "../../../../../shared/contract";
import { DomainError } from "../../../../../shared/errors";
import { systemClock, type Clock } from "../../../clock";
import type { Imaging } from "../../../imaging";
import type { DeviceBook, DriverEvent, ScannerDriver, ScanRequest } from "../../driver";
import { FolderScan, type FolderTimes } from "./folder-scan";
import { codeOf } from "./found-file";
import { throughHiccups } from "./patience";

export interface FolderDriverParts {
  imaging: Pick<Imaging, "pagesOfFile" | "countPages">;
  book: Pick<DeviceBook, "listAdded" | "isTaken" | "log">;
  clock?: Clock;
  times?: Partial<FolderTimes>;
}

const TIMES: FolderTimes = {
  lookMs: 300,
  restMs: 1_000,
  unmarkedMs: 4_000,
  incompleteMs: 20_000,
  quietMs: 3_000,
  firstFileMs: 60_000,
  hiccupMs: 30_000,
};

const CAPABILITIES: ScannerCapabilities = {
  sources: ["feeder"],
  colourModes: ["colour", "grey", "black_white"],
  resolutionsDpi: [],
  resolutionRangeDpi: null,
  pageSizes: ["largest"],
  hasOwnDialog: false,
  detectsDoubleFeed: false,
};

/**
 * Devices are the folders that were added by hand; the device id is the path. `getCapabilities` also tries a folder
 * that is not added yet: it must be there and let originals be moved into its archive.
 */
export function createFolderDriver({ imaging, book, clock = systemClock, times }: FolderDriverParts): ScannerDriver {
  const allTimes = { ...TIMES, ...times };
  const listAdded = () => book.listAdded("folder");
  const findFolder = (deviceId: string) => {
    const folder = listAdded().find((device) => device.deviceId === deviceId)?.address ?? deviceId;
    if (!path.isAbsolute(folder)) throw new DomainError("SCANNER_NOT_FOUND", { device: deviceId, status: null });
    return path.resolve(folder);
  };
  return {
    name: "folder",
    listDevices: async () =>
      listAdded().map(({ deviceId, name }) => ({ driver: "folder", id: deviceId, vendor: "", model: name })),
    async getCapabilities(deviceId, signal) {
      await checkFolder(findFolder(deviceId), signal);
      return CAPABILITIES;
    },
    async tryAddress(address, signal) {
      if (!path.isAbsolute(address)) throw new DomainError("INPUT_INVALID", { field: "address" });
      const folder = path.resolve(address);
      await checkFolder(folder, signal);
      return { deviceId: await identityOf(folder), address: folder, name: "" };
    },
    async *scan({ deviceId, settings }: ScanRequest, signal): AsyncGenerator<DriverEvent> {
      const folder = findFolder(deviceId);
      refuseOptions(settings);
      await checkFolder(folder, signal);
      const log = (line: string) => book.log("folder", deviceId, line);
      yield* new FolderScan({ imaging, book, clock, times: allTimes, log }, { folder, settings, signal }).events();
    },
  };
}

// A share that is asleep may need a moment; one that is away is told soon.
const CHECK_WITHIN_MS = 3_000;

/** @throws DomainError SCAN_FOLDER_UNREACHABLE, SCANNER_ACCESS_DENIED, CANCELLED */
async function checkFolder(folder: string, signal: AbortSignal): Promise<void> {
  const patience = { folder, hiccupMs: CHECK_WITHIN_MS, pauseMs: 300, signal };
  const isFolder = await throughHiccups(async () => (await fs.stat(folder)).isDirectory(), patience);
  if (!isFolder) throw new DomainError("SCAN_FOLDER_UNREACHABLE", { folder });
  try {
    const { R_OK, W_OK } = fs.constants;
    await fs.access(folder, R_OK | W_OK);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    throw new DomainError("SCANNER_ACCESS_DENIED", { device: folder, status: null }, { cause: error });
  }
}

/** However it was typed, one folder is one device: two would share its files out between two dossiers. */
async function identityOf(folder: string): Promise<string> {
  try {
    return await fs.realpath(folder);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return folder; // some drives of Windows cannot tell
  }
}

function refuseOptions({ vendorOptions, usesOwnDialog }: ScanSettings): void {
  const [first] = Object.entries(vendorOptions);
  if (first) throw new DomainError("SCANNER_OPTION_INVALID", { option: first[0], value: first[1] });
  if (usesOwnDialog) throw new DomainError("SCANNER_OPTION_INVALID", { option: "usesOwnDialog", value: true });
}
