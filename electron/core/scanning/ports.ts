// What scanning needs of the other modules.
import type { ChangeBus } from "../changes";
import type { Clock } from "../clock";
import type { Imaging } from "../imaging";
import type { PapersService } from "../papers";
import type { Storage } from "../storage";
import type { DeviceBook } from "./driver";
import type { Drivers, TwainHelpers } from "./drivers/registry";

export interface ScanningParts {
  storage: Storage;
  papers: Pick<PapersService, "addPage">;
  imaging: Imaging;
  changes: ChangeBus;
  clock: Clock;
  /** As in `DriverParts`; none by default. */
  trainingFolder?: string | null;
  /** As in `DriverParts`; none by default. */
  twain?: TwainHelpers | null;
  /** All that the registry knows by default. */
  drivers?: (book: DeviceBook) => Drivers;
}
