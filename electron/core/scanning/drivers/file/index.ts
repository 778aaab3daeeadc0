// Files given by the window, as if each were a scanner whose feeder holds the pages of the file.
import type { ScannerCapabilities } from "../../../../../shared/contract";
import { DomainError } from "../../../../../shared/errors";
import type { Imaging } from "../../../imaging";
import type { ScannedPage, ScannerDriver } from "../../driver";

export interface FileDriver extends ScannerDriver {
  /** Makes a file readable under the returned device id until it is withdrawn. */
  offer(bytes: Uint8Array): string;
  withdraw(deviceId: string): void;
}

const CAPABILITIES: ScannerCapabilities = {
  sources: ["feeder"],
  colourModes: ["colour", "grey", "black_white"],
  resolutionsDpi: [],
  resolutionRangeDpi: null,
  pageSizes: [],
  hasOwnDialog: false,
  detectsDoubleFeed: false,
};

export function createFileDriver(imaging: Pick<Imaging, "pagesOfFile">): FileDriver {
  const offered = new Map<string, Uint8Array>();
  let lastId = 0;
  const getFile = (deviceId: string) => {
    const bytes = offered.get(deviceId);
    if (!bytes) throw new DomainError("SCANNER_NOT_FOUND", { device: deviceId, status: null });
    return bytes;
  };
  return {
    name: "file",
    offer(bytes) {
      const deviceId = `file:${++lastId}`;
      offered.set(deviceId, bytes);
      return deviceId;
    },
    withdraw: (deviceId) => void offered.delete(deviceId),
    listDevices: async () => [],
    async getCapabilities(deviceId) {
      getFile(deviceId);
      return CAPABILITIES;
    },
    async *scan({ deviceId, settings }, signal): AsyncGenerator<ScannedPage> {
      const bytes = getFile(deviceId);
      refuseOptions(settings.vendorOptions);
      let pages = 0;
      for await (const image of imaging.pagesOfFile(bytes, signal)) {
        yield { kind: "page", image };
        if (++pages === settings.maxPages) return;
      }
    },
  };
}

function refuseOptions(vendorOptions: Record<string, string>): void {
  const [first] = Object.entries(vendorOptions);
  if (first) throw new DomainError("SCANNER_OPTION_INVALID", { option: first[0], value: first[1] });
}
