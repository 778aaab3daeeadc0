// The only file that knows all drivers. A new one is one folder beside these and one line here.
import type { Imaging } from "../../imaging";
import type { ScannerDriver } from "../driver";
import { createFileDriver, type FileDriver } from "./file";
import { createSaneDriver } from "./sane";

export interface Drivers {
  scanners: readonly ScannerDriver[];
  files: FileDriver;
}

export function createDrivers(imaging: Imaging): Drivers {
  return {
    scanners: [createSaneDriver()],
    files: createFileDriver(imaging),
  };
}
