#!/usr/bin/env node
// Starts the virtual multi-function device by hand: --pages FOLDER [--port 9195] [--host 127.0.0.1] [--dpi 200]
// [--delay MS] [--as-is] [--secure] [--advertise]. It prints its address and runs until Ctrl-C.
import { parseArgs } from "node:util";
import { startVirtualMfp } from "../../tests/devices/virtual-mfp/index.mjs";

const { values } = parseArgs({
  options: {
    pages: { type: "string" },
    port: { type: "string", default: "9195" },
    host: { type: "string", default: "127.0.0.1" },
    dpi: { type: "string", default: "200" },
    delay: { type: "string", default: "0" },
    "as-is": { type: "boolean", default: false },
    secure: { type: "boolean", default: false },
    advertise: { type: "boolean", default: false },
  },
});
if (!values.pages) throw new Error("--pages FOLDER is missing: the pictures that lie in the feeder");

const mfp = await startVirtualMfp({
  pages: values.pages,
  port: Number(values.port),
  host: values.host,
  resolutionDpi: Number(values.dpi),
  delayMs: Number(values.delay),
  asIs: values["as-is"],
  isSecure: values.secure,
  isAdvertised: values.advertise,
});
console.log(JSON.stringify({ listening: mfp.url, uuid: mfp.uuid }));
process.once("SIGINT", () => void mfp.close().then(() => process.exit(0)));
process.once("SIGTERM", () => void mfp.close().then(() => process.exit(0)));
