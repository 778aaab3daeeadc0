// A printing bed for tests: a private CUPS with the queue LASER on a virtual printer, in namespaces of its own.
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

const INSIDE = path.join(import.meta.dirname, "inside.mjs");
const PROGRAMS = ["unshare", "cupsd", "lp", "lpadmin", "ippeveprinter", "dbus-daemon", "avahi-daemon", "ip"];
/** pid namespace with --kill-child: whatever was started inside ends with the bed. */
const NAMESPACES = ["-m", "-n", "--pid", "--fork", "--kill-child", "--mount-proc"];

/** @returns {string | null} why the bed cannot run here; null: it can */
export function whyNoBed() {
  if (process.platform !== "linux") return "only on Linux";
  return process.getuid?.() === 0 ? null : "needs root for its namespaces";
}

/** Programs of the bed that are not installed. A missing program is no reason to skip: `npm run setup` installs it. */
export function missingPrograms() {
  return PROGRAMS.filter((program) => spawnSync("which", [program], { env: bedEnvironment() }).status !== 0);
}

/** @param {string} base @param {string[]} command @returns arguments for unshare */
export function bedArguments(base, command) {
  return [...NAMESPACES, process.execPath, INSIDE, base, ...(command.length > 0 ? ["--", ...command] : [])];
}

export function makeBedFolder() {
  return fs.mkdtempSync(path.join(os.tmpdir(), "quay-bed-"));
}

export function bedEnvironment() {
  return { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
}

/**
 * Starts the bed beside the caller. Set CUPS_SERVER to `cupsServer` to print there.
 * @returns {Promise<{cupsServer: string, queue: string, setPaper(sheets: 0 | 250): Promise<void>, printerOff(): Promise<void>,
 *   printerOn(): Promise<void>, received(): string[], stop(): Promise<void>}>}
 */
export async function startPrintBed() {
  const missing = missingPrograms();
  if (missing.length > 0) throw new Error(`missing ${missing.join(", ")}: npm run setup installs them`);
  const base = makeBedFolder();
  const stdio = /** @type {const} */ (["pipe", "pipe", "inherit"]);
  const child = spawn("unshare", bedArguments(base, []), { stdio, env: bedEnvironment() });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const expect = async (/** @type {string} */ word) => {
    const { value, done } = await lines.next();
    if (done || value !== word) throw new Error(`the print bed said ${String(value)} instead of ${word}`);
  };
  const tell = async (/** @type {string} */ line) => {
    child.stdin.write(`${line}\n`);
    await expect(`done ${line}`);
  };
  await expect("ready");
  const receivedFolder = path.join(base, "received");
  return {
    cupsServer: path.join(base, "cups.sock"),
    queue: "LASER",
    setPaper: (sheets) => setPaper(path.join(base, "printer.sock"), sheets),
    printerOff: () => tell("printer off"),
    printerOn: () => tell("printer on"),
    received: () => fs.readdirSync(receivedFolder).map((name) => path.join(receivedFolder, name)),
    async stop() {
      const closed = new Promise((resolve) => child.once("close", resolve));
      child.kill("SIGKILL");
      await closed;
      fs.rmSync(base, { recursive: true, force: true });
    },
  };
}

/** Both trays: the printer takes paper from the second when the first is empty. */
function setPaper(socketPath, sheets) {
  const tray = (number) => `size${number}=iso_a4_210x297mm&type${number}=stationery&level${number}=${sheets}`;
  return new Promise((resolve, reject) => {
    const request = http.get({ socketPath, path: `/media?${tray(1)}&${tray(2)}`, agent: false }, (response) => {
      response.resume();
      response.once("end", () => resolve(undefined));
    });
    request.once("error", reject);
  });
}
