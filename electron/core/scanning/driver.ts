// What every source of pages offers: a scanner, or files. See drivers/README.md to add one.
import type { DriverName, ScannerCapabilities, ScannerDevice, ScanSettings } from "../../../shared/contract";
import type { StoredImage } from "../imaging";

export interface ScannerDriver {
  readonly name: DriverName;
  /** @throws DomainError SCANNER_SOFTWARE_MISSING, SCANNER_FAILED */
  listDevices(signal: AbortSignal): Promise<ScannerDevice[]>;
  /** @throws DomainError SCANNER_NOT_FOUND, SCANNER_BUSY, SCANNER_ACCESS_DENIED, SCANNER_SOFTWARE_MISSING, SCANNER_FAILED */
  getCapabilities(deviceId: string, signal: AbortSignal): Promise<ScannerCapabilities>;
  /**
   * Pages in the order of the sheets. A sheet is fed only when the caller asks for what follows the page before it, so
   * a caller that stores each page first never loses a sheet that has left the feeder. Ends when the feeder is empty
   * or `maxPages` is reached. Leaving the loop or aborting cancels; the device is usable again afterwards.
   * @throws DomainError SCANNER_OPTION_INVALID {option, value} before anything is fed, SCANNER_* at a fault (the pages
   * before it were delivered), CANCELLED
   */
  scan(request: ScanRequest, signal: AbortSignal): AsyncIterable<ScannedPage | ScanProgress>;
}

export interface ScanRequest {
  deviceId: string;
  settings: ScanSettings;
}

export interface ScannedPage {
  kind: "page";
  image: RawImage | StoredImage;
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
