// The virtual multi-function device as a process of its own, as a device in the office is; see mfp.mjs.
import { spawn } from "node:child_process";
import path from "node:path";
import readline from "node:readline";
import { ROOT } from "../setup/places.mjs";

/**
 * @param {string[]} options as mfp.mjs takes them
 * @returns {Promise<{url: string, load(pictures: string[]): Promise<void>, setDelay(ms: number): Promise<void>,
 *   stop(): Promise<void>}>} `load`: JPEG files, laid into the feeder in place of what is there
 */
export async function startMfp(options) {
  const script = path.join(ROOT, "scripts", "driver", "mfp.mjs");
  const args = [script, "--port", "0", ...options];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  const url = await Promise.race([
    firstAddress(child),
    exited.then((code) => Promise.reject(new Error(`the multi-function device ended with ${code}`))),
  ]);
  return {
    url,
    load: (pictures) => control(url, { load: pictures }),
    setDelay: (delayMs) => control(url, { delayMs }),
    async stop() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

async function firstAddress(child) {
  const lines = readline.createInterface({ input: child.stdout });
  for await (const line of lines) return JSON.parse(line).listening;
  throw new Error("the multi-function device said nothing");
}

async function control(url, body) {
  const response = await fetch(new URL("/ctl", url), { method: "POST", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`the device answered ${response.status}: ${await response.text()}`);
}
