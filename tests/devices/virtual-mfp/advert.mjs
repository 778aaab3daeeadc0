// Tells the network that the virtual device is there, as DNS-SD asks for scanners (_uscan, _uscans).
import { Bonjour } from "bonjour-service";

/** @returns {Promise<() => Promise<void>>} to be called when the device goes away */
export async function advertise({ name, uuid, port, hostName, isSecure, formats }) {
  const bonjour = new Bonjour();
  const service = bonjour.publish({
    name,
    type: isSecure ? "uscans" : "uscan",
    protocol: "tcp",
    port,
    // Without a domain avahi and its clients cannot look the name up.
    host: hostName,
    probe: false,
    txt: {
      txtvers: "1",
      vers: "2.63",
      ty: name,
      rs: "eSCL",
      UUID: uuid,
      pdl: formats.join(","),
      cs: "binary,grayscale,color",
      is: "platen,adf",
      duplex: "T",
    },
  });
  await new Promise((resolve) => service.once("up", resolve));
  return () =>
    new Promise((resolve) => {
      bonjour.unpublishAll(() => bonjour.destroy(() => resolve()));
    });
}
