// The only file that knows all drivers. A new one is one folder beside these and one line here.
import type { Imaging } from "../../imaging";
import type { DeviceBook, ScannerDriver } from "../driver";
import { createEsclDriver } from "./escl";
import { createFileDriver, type FileDriver } from "./file";
import { createFolderDriver } from "./folder";
import { createSaneDriver } from "./sane";
import { createTwainDriver, findHelpers, type TwainHelpers } from "./twain";
import { createVirtualDriver } from "./virtual";
import { createWiaDriver } from "./wia";

export type { FileDriver } from "./file";
export type { TwainHelpers } from "./twain";

export interface Drivers {
  scanners: readonly ScannerDriver[];
  files: FileDriver;
}

export interface DriverParts {
  imaging: Imaging;
  book: DeviceBook;
  /** Of assets/training, with the pages of the virtual scanner; null outside of the training mode. */
  trainingFolder: string | null;
  /** null: no scanners by TWAIN. */
  twain: TwainHelpers | null;
}

export function createDrivers({ imaging, book, trainingFolder, twain }: DriverParts): Drivers {
  return {
    scanners: [
      ...(trainingFolder === null ? [] : [createVirtualDriver({ imaging, folder: trainingFolder })]),
      createSaneDriver("scanimage", { book }),
      createEsclDriver({ imaging, book }),
      createWiaDriver({ book }),
      createTwainDriver({ starters: twain ? findHelpers(twain) : [], book }),
      createFolderDriver({ imaging, book }),
    ],
    files: createFileDriver(imaging),
  };
}
