// The bed of the eSCL tests: a virtual multi-function device and a device book in memory.
import {
  numberedPages,
  startVirtualMfp,
  type VirtualMfp,
  type VirtualMfpOptions,
} from "../../../../../tests/devices/virtual-mfp/index.mjs";
import type { AddedDevice, DeviceBook } from "../../driver";

/** Of sheets with two sides each. */
export const SHEETS = 3;

export interface TestBook extends DeviceBook {
  added: AddedDevice[];
  pins: Map<string, string>;
  lines: string[];
}

export function createTestBook(): TestBook {
  const pins = new Map<string, string>();
  const lines: string[] = [];
  const added: AddedDevice[] = [];
  return {
    added,
    pins,
    lines,
    listAdded: () => added,
    pinnedCertificate: (_driver, deviceId) => pins.get(deviceId) ?? null,
    pinCertificate: (_driver, deviceId, sha256) => void pins.set(deviceId, sha256),
    log: (_driver, _deviceId, line) => void lines.push(line),
    isTaken: () => false,
  };
}

export async function startMfp(options: Partial<VirtualMfpOptions> = {}): Promise<VirtualMfp> {
  return startVirtualMfp({ pages: await numberedPages(2 * SHEETS), resolutionDpi: 75, ...options });
}
