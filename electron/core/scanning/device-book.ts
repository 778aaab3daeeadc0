// What the counter knows of its devices: kept in the database, with how each is now and what it said in memory.
import type { DeviceAddress, DeviceState, Fault, KnownDevice, ScannerDevice } from "../../../shared/contract";
import type { ErrorCode } from "../../../shared/errors";
import type { ChangeBus } from "../changes";
import type { Clock } from "../clock";
import type { Storage, Writer } from "../storage";
import { DeviceLog } from "./device-log";
import {
  addDeviceRow,
  changeDeviceRow,
  findDeviceRow,
  getDeviceRow,
  listDeviceRows,
  removeDeviceRow,
  type StoredDevice,
} from "./device-rows";
import type { DeviceBook } from "./driver";

export interface BookParts {
  storage: Storage;
  changes: ChangeBus;
  clock: Clock;
  isBusy(source: string): boolean;
}

/** A network can name ever new scanners; those beyond are found, and kept once they are used. */
const MOST_KNOWN = 200;

/** What a fault says about the device; of one that is not here the device can do nothing for it. */
const STATE_AFTER: Partial<Record<ErrorCode, DeviceState>> = {
  SCANNER_NOT_FOUND: "unreachable",
  SCANNER_UNREACHABLE: "unreachable",
  SCANNER_DISCONNECTED: "unreachable",
  SCAN_FOLDER_UNREACHABLE: "unreachable",
  SCANNER_BUSY: "busy",
  SCANNER_JAM: "faulty",
  SCANNER_COVER_OPEN: "faulty",
  SCANNER_DOUBLE_FEED: "faulty",
  SCANNER_ACCESS_DENIED: "faulty",
  SCANNER_FAILED: "faulty",
  SCANNER_SOFTWARE_MISSING: "faulty",
  SCANNER_CERTIFICATE_CHANGED: "faulty",
  SCANNER_ANSWER_INVALID: "faulty",
  SCANNER_DRIVER_CRASHED: "faulty",
};

/** For instance "sane:pnm:0": written beside each page, and the name of the device in memory. */
export function sourceOf({ driver, deviceId }: DeviceAddress): string {
  return `${driver}:${deviceId}`;
}

export class Devices {
  readonly #states = new Map<string, DeviceState>();
  readonly #log: DeviceLog;

  constructor(private readonly parts: BookParts) {
    this.#log = new DeviceLog(parts.clock);
  }

  /** What drivers see of it. */
  readonly book: DeviceBook = {
    listAdded: (driver) => {
      const isAdded = (device: StoredDevice) => device.driver === driver && device.address !== null;
      return listDeviceRows(this.parts.storage.read)
        .filter(isAdded)
        .map(({ deviceId, address, name }) => ({ deviceId, address: address ?? "", name }));
    },
    pinnedCertificate: (driver, deviceId) =>
      findDeviceRow(this.parts.storage.read, { driver, deviceId })?.certificateSha256 ?? null,
    pinCertificate: (driver, deviceId, certificateSha256) =>
      this.#write((writer) => {
        addDeviceRow(writer, { driver, deviceId, name: deviceId });
        changeDeviceRow(writer, { driver, deviceId }, { certificateSha256 });
      }),
    log: (driver, deviceId, line) => this.#log.add(sourceOf({ driver, deviceId }), line),
    isTaken: (originKey) =>
      this.parts.storage.read.value<number>("SELECT 1 FROM pages WHERE origin_key = ?", originKey) !== undefined,
  };

  list(): KnownDevice[] {
    return listDeviceRows(this.parts.storage.read).map((row) => this.#withState(row));
  }

  /** @throws DomainError NOT_FOUND */
  get(address: DeviceAddress): KnownDevice {
    return this.#withState(getDeviceRow(this.parts.storage.read, address));
  }

  isKnown(address: DeviceAddress): boolean {
    return findDeviceRow(this.parts.storage.read, address) !== undefined;
  }

  log(address: DeviceAddress): string {
    return this.#log.text(sourceOf(address));
  }

  note(address: DeviceAddress, line: string): void {
    this.#log.add(sourceOf(address), line);
  }

  /** Found by a search. Written only when there is a new one. */
  see(found: readonly ScannerDevice[]): void {
    const addresses = found.map((device) => ({ ...device, deviceId: device.id }));
    for (const address of addresses)
      if ((this.#states.get(sourceOf(address)) ?? "unreachable") === "unreachable")
        this.#states.set(sourceOf(address), "ready");
    const room = Math.max(0, MOST_KNOWN - listDeviceRows(this.parts.storage.read).length);
    const fresh = addresses.filter((address) => !this.isKnown(address)).slice(0, room);
    if (fresh.length === 0) return;
    this.#write((writer) => {
      for (const { driver, deviceId, vendor, model } of fresh)
        addDeviceRow(writer, { driver, deviceId, name: `${vendor} ${model}`.trim() || deviceId });
    });
  }

  add(device: DeviceAddress & { name: string; address: string }): void {
    const { name, address } = device;
    this.#write((writer) => {
      addDeviceRow(writer, device);
      changeDeviceRow(writer, device, { name, address });
    });
  }

  rename(address: DeviceAddress, name: string): void {
    this.#write((writer) => changeDeviceRow(writer, address, { name }));
  }

  remove(address: DeviceAddress): void {
    this.#write((writer) => removeDeviceRow(writer, address));
    this.#states.delete(sourceOf(address));
  }

  forgetCertificate(address: DeviceAddress): void {
    this.#write((writer) => changeDeviceRow(writer, address, { certificateSha256: null }));
  }

  /** What a use or a check came to; the last fault stands until the next success. */
  learn(address: DeviceAddress, { fault, isUse }: { fault: Fault | null; isUse: boolean }): void {
    this.#write((writer) => this.learnIn(writer, address, { fault, isUse }));
  }

  /** In the caller's transaction. */
  learnIn(writer: Writer, address: DeviceAddress, { fault, isUse }: { fault: Fault | null; isUse: boolean }): void {
    const atUtc = this.parts.clock.now().toISOString();
    const state = fault === null ? "ready" : STATE_AFTER[fault.code];
    if (state !== undefined) this.#states.set(sourceOf(address), state);
    addDeviceRow(writer, { ...address, name: address.deviceId });
    if (isUse) changeDeviceRow(writer, address, { lastUsedAtUtc: atUtc });
    if (fault === null) changeDeviceRow(writer, address, { lastFault: null });
    else if (state !== undefined) changeDeviceRow(writer, address, { lastFault: { fault, atUtc } });
  }

  announce(): void {
    this.parts.changes.publish({ topic: "scanning", id: null });
  }

  #withState(row: StoredDevice): KnownDevice {
    const source = sourceOf(row);
    return { ...row, state: this.parts.isBusy(source) ? "busy" : (this.#states.get(source) ?? "unknown") };
  }

  #write(work: (writer: Writer) => void): void {
    this.parts.storage.transaction(work);
    this.announce();
  }
}
