// Files given by the window, as if each were a scanner whose feeder holds the pages of the file.
import type { ScannerCapabilities } from "../../../../../shared/contract";
import { DomainError } from "../../../../../shared/errors";
import type { Imaging } from "../../../imaging";
import type { ScannedPage, ScannerDriver } from "../../driver";
import { cameInAs, originalOf, type CameIn } from "../../original-file";

export interface FileDriver extends ScannerDriver {
  /** Makes a file readable under the returned device id until it is withdrawn. */
  offer(bytes: Uint8Array, name: string): string;
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
  const offered = new Map<string, CameIn>();
  let lastId = 0;
  const getFile = (deviceId: string) => {
    const file = offered.get(deviceId);
    if (!file) throw new DomainError("SCANNER_NOT_FOUND", { device: deviceId, status: null });
    return file;
  };
  return {
    name: "file",
    offer(bytes, name) {
      const deviceId = `file:${++lastId}`;
      offered.set(deviceId, cameInAs(name, bytes));
      return deviceId;
    },
    withdraw: (deviceId) => void offered.delete(deviceId),
    listDevices: async () => [],
    async getCapabilities(deviceId) {
      getFile(deviceId);
      return CAPABILITIES;
    },
    async *scan({ deviceId, settings }, signal): AsyncGenerator<ScannedPage> {
      const file = getFile(deviceId);
      refuseOptions(settings.vendorOptions);
      let pages = 0;
      for await (const image of imaging.pagesOfFile(file.bytes, signal)) {
        yield { kind: "page", image, original: originalOf(file, image) };
        if (++pages === settings.maxPages) return;
      }
    },
  };
}

function refuseOptions(vendorOptions: Record<string, string>): void {
  const [first] = Object.entries(vendorOptions);
  if (first) throw new DomainError("SCANNER_OPTION_INVALID", { option: first[0], value: first[1] });
}
