// Handlers of the scanning part of the contract.
import { implement } from "@orpc/server";
import { scanningContract } from "../../../shared/contract";
import type { ScanningService } from "./scanning";

/** A call without a signal cannot be cancelled. */
const NEVER = new AbortController().signal;

export function scanningRoutes(scanning: ScanningService) {
  const os = implement(scanningContract);
  return {
    devices: os.devices.handler(({ signal = NEVER }) => scanning.listDevices(signal)),
    capabilities: os.capabilities.handler(({ input, signal = NEVER }) => scanning.getCapabilities(input, signal)),
    scan: os.scan.handler(({ input, signal = NEVER }) => scanning.scan(input, signal)),
    importFiles: os.importFiles.handler(({ input, signal = NEVER }) => scanning.importFiles(input, signal)),
  };
}
