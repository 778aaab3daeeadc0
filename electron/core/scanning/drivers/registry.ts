// The only file that knows all drivers. A new one is one folder beside these and one line here.
import type { Imaging } from "../../imaging";
import type { DeviceBook, ScannerDriver } from "../driver";
import { createFileDriver, type FileDriver } from "./file";
import { createSaneDriver } from "./sane";

export type { FileDriver } from "./file";

export interface Drivers {
  scanners: readonly ScannerDriver[];
  files: FileDriver;
}

export interface DriverParts {
  imaging: Imaging;
  book: DeviceBook;
  isTraining: boolean;
}

export function createDrivers({ imaging, book }: DriverParts): Drivers {
  return {
    scanners: [createSaneDriver("scanimage", { book })],
    files: createFileDriver(imaging),
  };
}
