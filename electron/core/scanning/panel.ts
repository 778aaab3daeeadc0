// The device panel: what the counter knows of its devices, how they are, and a test page that is kept nowhere.
import type { DeviceAddress, KnownDevice, ScanSettings } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { Imaging, StoredImage } from "../imaging";
import { toStored } from "./batch";
import { askWithin } from "./bounded";
import { sourceOf, type Devices } from "./device-book";
import type { ScannerDriver } from "./driver";
import { plainText } from "./plain-text";
import type { RunningBatches } from "./running";

export interface Panel {
  list(): KnownDevice[];
  /** A device that does not answer is told by its state and last fault. @throws DomainError CANCELLED */
  check(address: DeviceAddress, signal: AbortSignal): Promise<KnownDevice>;
  /** @throws DomainError what the device says when it is tried: nothing is kept then */
  add(device: AddedByHand, signal: AbortSignal): Promise<KnownDevice>;
  /** @throws DomainError NOT_FOUND */
  rename(order: DeviceAddress & { name: string }): KnownDevice;
  remove(address: DeviceAddress): KnownDevice[];
  /** @throws DomainError NOT_FOUND */
  forgetCertificate(address: DeviceAddress): KnownDevice;
  /** @throws DomainError SCANNER_* */
  testScan(order: DeviceAddress & { settings: ScanSettings }, signal: AbortSignal): Promise<TestScan>;
  log(address: DeviceAddress): string;
}

/** An address or a folder as it was typed. */
interface AddedByHand {
  driver: "escl" | "folder";
  address: string;
  /** May be empty. */
  name: string;
}

export interface TestScan {
  picture: File;
  widthPx: number;
  heightPx: number;
  resolutionDpi: number;
}

export interface PanelParts {
  devices: Devices;
  running: RunningBatches;
  imaging: Pick<Imaging, "toStoredImage">;
  getDriver(name: DeviceAddress["driver"]): ScannerDriver;
}

const CHECK_WITHIN_MS = 20_000;
const LONGEST_NAME = 100;

export function createPanel(parts: PanelParts): Panel {
  const { devices } = parts;
  const changed = (address: DeviceAddress, work: () => void) => {
    work();
    return devices.get(address);
  };
  return {
    list: () => devices.list(),
    check: (address, signal) => check(parts, address, signal),
    add: (device, signal) => add(parts, device, signal),
    rename: ({ name, ...address }) => changed(address, () => devices.rename(address, name)),
    remove(address) {
      devices.remove(address);
      return devices.list();
    },
    forgetCertificate: (address) => changed(address, () => devices.forgetCertificate(address)),
    testScan: (order, signal) => testScan(parts, order, signal),
    log: (address) => devices.log(address),
  };
}

async function check(parts: PanelParts, address: DeviceAddress, signal: AbortSignal): Promise<KnownDevice> {
  const { devices, running } = parts;
  const driver = parts.getDriver(address.driver);
  // Asking a device in the middle of a batch could disturb it.
  if (running.isBusy(sourceOf(address)) && devices.isKnown(address)) return devices.get(address);
  await learnFrom(devices, address, () => ask(driver, address.deviceId, signal));
  return devices.get(address);
}

/** @throws DomainError CANCELLED only: other faults are learnt */
async function learnFrom(devices: Devices, address: DeviceAddress, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
    devices.learn(address, { fault: null, isUse: false });
  } catch (error) {
    if (!(error instanceof DomainError) || error.code === "CANCELLED") throw error;
    devices.note(address, `check: ${error.code}`);
    devices.learn(address, { fault: { code: error.code, facts: error.facts }, isUse: false });
  }
}

function ask(driver: ScannerDriver, deviceId: string, signal: AbortSignal) {
  const late = { code: "SCANNER_UNREACHABLE" as const, facts: { device: deviceId, status: null } };
  return askWithin({ signal, withinMs: CHECK_WITHIN_MS, late }, (bounded) => driver.getCapabilities(deviceId, bounded));
}

async function add(parts: PanelParts, order: AddedByHand, signal: AbortSignal): Promise<KnownDevice> {
  const driver = parts.getDriver(order.driver);
  const typed = order.address.trim();
  const tryAddress =
    driver.tryAddress ??
    (async (address, bounded) => {
      await ask(driver, address, bounded);
      return { deviceId: address, address, name: "" };
    });
  const late = { code: "SCANNER_UNREACHABLE" as const, facts: { device: typed, status: null } };
  const found = await askWithin({ signal, withinMs: CHECK_WITHIN_MS, late }, (bounded) => tryAddress(typed, bounded));
  const device = { driver: driver.name, deviceId: found.deviceId };
  parts.devices.add({
    ...device,
    address: found.address,
    name: order.name.trim() || plainText(found.name, LONGEST_NAME) || found.address,
  });
  parts.devices.learn(device, { fault: null, isUse: false });
  return parts.devices.get(device);
}

async function testScan(
  parts: PanelParts,
  { settings, ...address }: DeviceAddress & { settings: ScanSettings },
  signal: AbortSignal,
): Promise<TestScan> {
  const driver = parts.getDriver(address.driver);
  const source = sourceOf(address);
  if (parts.running.isBusy(source)) throw new DomainError("SCANNER_BUSY", { device: address.deviceId, status: null });
  const run = parts.running.start({ batchId: null, source }, signal);
  const request = { deviceId: address.deviceId, settings: { ...settings, maxPages: 1 } };
  try {
    const image = await firstPage(parts, driver.scan(request, run.signal));
    if (!image) throw new DomainError("SCANNER_NO_PAPER", { device: address.deviceId, status: null });
    parts.devices.learn(address, { fault: null, isUse: true });
    const { bytes, mimeType, ...size } = image;
    return { picture: new File([new Uint8Array(bytes)], "quet-thu", { type: mimeType }), ...size };
  } catch (error) {
    if (error instanceof DomainError)
      parts.devices.learn(address, { fault: { code: error.code, facts: error.facts }, isUse: true });
    throw error;
  } finally {
    run.end();
    parts.devices.announce();
  }
}

async function firstPage(
  { imaging }: PanelParts,
  events: ReturnType<ScannerDriver["scan"]>,
): Promise<StoredImage | undefined> {
  for await (const event of events) if (event.kind === "page") return toStored(imaging, event);
  return undefined;
}
