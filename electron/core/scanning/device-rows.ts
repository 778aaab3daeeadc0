// Devices that the counter knows, as rows.
import { Fault, type DeviceAddress, type DriverName, type KnownDevice } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { Reader, Writer } from "../storage";

interface DeviceRow {
  driver: DriverName;
  deviceId: string;
  name: string;
  address: string | null;
  certificateSha256: string | null;
  lastFault: string | null;
  lastFaultAtUtc: string | null;
  lastUsedAtUtc: string | null;
}

/** As it is kept; how it is now is known only in memory. */
export type StoredDevice = Omit<KnownDevice, "state">;

const SELECT = `
  SELECT driver, device_id AS deviceId, name, address, certificate_sha256 AS certificateSha256,
         last_fault AS lastFault, last_fault_at_utc AS lastFaultAtUtc, last_used_at_utc AS lastUsedAtUtc
    FROM scan_devices`;
const ONE = "driver = ? AND device_id = ?";

/** Last used first. */
export function listDeviceRows(reader: Reader): StoredDevice[] {
  const order = "ORDER BY last_used_at_utc DESC NULLS LAST, name, driver, device_id";
  return reader.all<DeviceRow>(`${SELECT} ${order}`).map(toDevice);
}

export function findDeviceRow(reader: Reader, { driver, deviceId }: DeviceAddress): StoredDevice | undefined {
  const row = reader.get<DeviceRow>(`${SELECT} WHERE ${ONE}`, driver, deviceId);
  return row && toDevice(row);
}

/** @throws DomainError NOT_FOUND */
export function getDeviceRow(reader: Reader, address: DeviceAddress): StoredDevice {
  const device = findDeviceRow(reader, address);
  if (!device) throw new DomainError("NOT_FOUND", { kind: "device" });
  return device;
}

/** Changes nothing of a device that is known already: the officer may have named it. */
export function addDeviceRow(writer: Writer, { driver, deviceId, name }: DeviceAddress & { name: string }): void {
  const sql = "INSERT INTO scan_devices (driver, device_id, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
  writer.run(sql, driver, deviceId, name);
}

type Changes = Partial<Pick<StoredDevice, "name" | "address" | "certificateSha256" | "lastUsedAtUtc" | "lastFault">>;

/** @throws DomainError NOT_FOUND */
export function changeDeviceRow(writer: Writer, address: DeviceAddress, changes: Changes): void {
  const next = { ...getDeviceRow(writer, address), ...changes };
  writer.run(
    `UPDATE scan_devices SET name = ?, address = ?, certificate_sha256 = ?, last_used_at_utc = ?,
                             last_fault = ?, last_fault_at_utc = ? WHERE ${ONE}`,
    next.name,
    next.address,
    next.certificateSha256,
    next.lastUsedAtUtc,
    next.lastFault && JSON.stringify(next.lastFault.fault),
    next.lastFault && next.lastFault.atUtc,
    address.driver,
    address.deviceId,
  );
}

export function removeDeviceRow(writer: Writer, { driver, deviceId }: DeviceAddress): void {
  writer.run(`DELETE FROM scan_devices WHERE ${ONE}`, driver, deviceId);
}

function toDevice({ lastFault, lastFaultAtUtc, ...row }: DeviceRow): StoredDevice {
  const isKnown = lastFault !== null && lastFaultAtUtc !== null;
  const fault = isKnown ? { fault: Fault.parse(JSON.parse(lastFault)), atUtc: lastFaultAtUtc } : null;
  return { ...row, lastFault: fault };
}
