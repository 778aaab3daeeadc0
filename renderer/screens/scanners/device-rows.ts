// What is found now and what the counter knows from before, as one list.
import type {
  DeviceAddress,
  DeviceState,
  DriverName,
  KnownDevice,
  ScannerCapabilities,
  ScannerDevice,
  ScanSettings,
} from "../../../shared/contract";
import { fitSettings } from "../../stores/fit-settings";

export interface DeviceRow {
  key: string;
  driver: DriverName;
  deviceId: string;
  /** As the officer calls it, else the maker's words. */
  name: string;
  /** The maker's words; "" when the device is not there to say them. */
  model: string;
  state: DeviceState;
  /** null: found now, never used or added. */
  known: KnownDevice | null;
}

export function deviceKey({ driver, deviceId }: DeviceAddress): string {
  return `${driver} ${deviceId}`;
}

/** Known devices first, in their order; then what was found besides. Files are no device. */
export function mergeDevices(found: readonly ScannerDevice[], known: readonly KnownDevice[]): DeviceRow[] {
  const models = new Map(found.map((device) => [keyOfFound(device), modelOf(device)]));
  const knownKeys = new Set(known.map(deviceKey));
  const fresh = found.filter((device) => device.driver !== "file" && !knownKeys.has(keyOfFound(device)));
  return [
    ...known.map((device) => knownRow(device, models.get(deviceKey(device)) ?? "")),
    ...fresh.map((device) => foundRow(device)),
  ];
}

/** One page that the device can give, as near to `base` as it offers. */
export function testSettings(offers: ScannerCapabilities, base: ScanSettings): ScanSettings {
  return { ...fitSettings(offers, base), usesOwnDialog: false, maxPages: 1 };
}

function keyOfFound({ driver, id }: ScannerDevice): string {
  return deviceKey({ driver, deviceId: id });
}

function modelOf({ vendor, model }: ScannerDevice): string {
  return `${vendor} ${model}`.trim();
}

function knownRow(device: KnownDevice, model: string): DeviceRow {
  const { driver, deviceId, state } = device;
  return {
    key: deviceKey(device),
    driver,
    deviceId,
    name: device.name || model || deviceId,
    model,
    state,
    known: device,
  };
}

function foundRow(device: ScannerDevice): DeviceRow {
  const { driver, id: deviceId } = device;
  const model = modelOf(device);
  return { key: keyOfFound(device), driver, deviceId, name: model || deviceId, model, state: "unknown", known: null };
}
