// What every source of pages offers: a scanner, a folder, or files. See drivers/README.md to add one.
import type { DriverName, Fault, ScannerCapabilities, ScannerDevice, ScanSettings } from "../../../shared/contract";
import type { StoredImage } from "../imaging";
import type { PageOriginal } from "../papers";

export interface ScannerDriver {
  readonly name: DriverName;
  /** @throws DomainError SCANNER_SOFTWARE_MISSING, SCANNER_FAILED */
  listDevices(signal: AbortSignal): Promise<ScannerDevice[]>;
  /** @throws DomainError SCANNER_NOT_FOUND, SCANNER_BUSY, SCANNER_ACCESS_DENIED, SCANNER_SOFTWARE_MISSING, SCANNER_FAILED */
  getCapabilities(deviceId: string, signal: AbortSignal): Promise<ScannerCapabilities>;
  /**
   * Only of drivers whose devices can be typed in: reaches the device once and says what it is to be called from now
   * on. Without it the address as it was typed is the id of the device, tried by `getCapabilities`.
   * @throws DomainError INPUT_INVALID for what is no address, SCANNER_UNREACHABLE, SCAN_FOLDER_UNREACHABLE
   */
  tryAddress?(address: string, signal: AbortSignal): Promise<AddedDevice>;
  /**
   * Pages in the order of the sheets. A sheet is fed only when the caller asks for what follows the page before it, so
   * a caller that stores each page first never loses a sheet that has left the feeder. Ends when the feeder is empty
   * or `maxPages` is reached. Leaving the loop or aborting cancels; the device is usable again afterwards.
   * @throws DomainError SCANNER_OPTION_INVALID {option, value} before anything is fed, SCANNER_* at a fault (the pages
   * before it were delivered), CANCELLED
   */
  scan(request: ScanRequest, signal: AbortSignal): AsyncIterable<DriverEvent>;
}

export type DriverEvent = ScannedPage | ScanProgress | DoubleFeed | SheetCount | FileFailed;

export interface ScanRequest {
  deviceId: string;
  settings: ScanSettings;
}

export interface ScannedPage {
  kind: "page";
  image: RawImage | StoredImage;
  /**
   * What this page is at its source for all time, for instance "<sha256 of the file>#2": a page with the same key is
   * never taken a second time, whatever was killed in between. Absent for sheets, which have no name.
   */
  originKey?: string;
  /** Of files: what is kept beside the page as it came. */
  original?: PageOriginal | undefined;
}

/** As the device gave it: TIFF, PNM, JPEG or PNG, still to be decoded. */
export interface RawImage {
  bytes: Uint8Array;
  /** null: what the image claims. */
  resolutionDpi: number | null;
}

export interface ScanProgress {
  kind: "progress";
  /** From 1. */
  pageNumber: number;
  /** 0–1, or null when the device tells nothing. */
  fraction: number | null;
}

/** Two sheets went through at once before the page that follows, or at the end. */
export interface DoubleFeed {
  kind: "double-feed";
}

/** What the device counted itself; the last one before the end counts. */
export interface SheetCount {
  kind: "sheets-fed";
  sheets: number;
}

/** One of several files is left out; the others go on. */
export interface FileFailed {
  kind: "file-failed";
  name: string;
  fault: Fault;
}

/** What the counter knows about devices, for drivers that cannot find or trust them by themselves. */
export interface DeviceBook {
  /** Typed in by hand: scanner addresses, folder paths. */
  listAdded(driver: DriverName): readonly AddedDevice[];
  /** SHA-256 of the pinned certificate, hex; null at first use. */
  pinnedCertificate(driver: DriverName, deviceId: string): string | null;
  pinCertificate(driver: DriverName, deviceId: string, sha256: string): void;
  /** For the device panel: what driver and device said to each other. Never content, never a person's name. */
  log(driver: DriverName, deviceId: string, line: string): void;
  /** Whether a page of this origin was taken already, removed ones included. */
  isTaken(originKey: string): boolean;
}

export interface AddedDevice {
  deviceId: string;
  address: string;
  /** As the officer or the device itself calls it; may be empty. */
  name: string;
}
