// Looks for devices with all drivers at once; one that fails or hangs hides nothing of the others.
import { ScannerDevice as ScannerDeviceSchema, type FoundDevices, type ScannerDevice } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import { askWithin } from "./bounded";
import type { ScannerDriver } from "./driver";
import { plainText } from "./plain-text";

/** Drivers have bounds of their own (SANE's is 30 s); this one is for those that break theirs. */
const SEARCH_WITHIN_MS = 35_000;
const LONGEST_NAME = 100;

export async function searchDevices(
  drivers: readonly ScannerDriver[],
  signal: AbortSignal,
  withinMs = SEARCH_WITHIN_MS,
): Promise<FoundDevices> {
  const found: FoundDevices = { devices: [], failures: [] };
  await Promise.all(drivers.map((driver) => searchWith(driver, { signal, withinMs }, found)));
  if (signal.aborted) throw new DomainError("CANCELLED");
  // In the order of the registry, whoever answered first.
  const rank = (device: ScannerDevice) => drivers.findIndex((driver) => driver.name === device.driver);
  found.devices.sort((a, b) => rank(a) - rank(b));
  return found;
}

async function searchWith(
  driver: ScannerDriver,
  bound: { signal: AbortSignal; withinMs: number },
  found: FoundDevices,
): Promise<void> {
  const late = { code: "SCANNER_FAILED" as const, facts: { device: driver.name, status: null } };
  try {
    const told = await askWithin({ ...bound, late }, (signal) => driver.listDevices(signal));
    found.devices.push(...told.filter(hasUsableId).map(inPlainText));
  } catch (error) {
    const fault = error instanceof DomainError ? { code: error.code, facts: error.facts } : null;
    if (!fault) console.error(`scanning: search with ${driver.name}:`, error);
    found.failures.push({ driver: driver.name, fault: fault ?? { code: "INTERNAL", facts: {} } });
  }
}

/** One that cannot be named later could not be used, and must not make the whole list invalid. */
function hasUsableId({ id }: ScannerDevice): boolean {
  return ScannerDeviceSchema.shape.id.safeParse(id).success;
}

function inPlainText(device: ScannerDevice): ScannerDevice {
  return { ...device, vendor: plainText(device.vendor, LONGEST_NAME), model: plainText(device.model, LONGEST_NAME) };
}
