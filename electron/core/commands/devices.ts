// quay devices: scanners that the drivers find.
import type { Command } from "./command";

export const devicesCommand: Command = {
  usage: "devices",
  async run({ office, print }) {
    const { devices, failures } = await office.scanning.listDevices(new AbortController().signal);
    for (const device of devices) print(`${device.driver}\t${device.id}\t${device.vendor}\t${device.model}`);
    for (const { driver, fault } of failures) print(`${driver}: ${fault.code}`);
    if (devices.length === 0) print("no scanner found");
    return 0;
  },
};
