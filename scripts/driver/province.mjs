// Starts the built reference province as a process of its own, so that it can be taken off line by killing it.
import { spawn } from "node:child_process";
import path from "node:path";
import readline from "node:readline";
import { ROOT } from "../setup/places.mjs";

export const ENROLMENT_CODE = "QUAY-2026";
export const ADMIN_TOKEN = "clerk-of-the-province-for-tests";

/**
 * @param {{dataFolder: string, port?: number}} options port 0: any free one
 * @returns {Promise<{url: string, port: number, stop(): Promise<void>}>}
 */
export async function startProvince({ dataFolder, port = 0 }) {
  const env = { ...process.env, PORT: String(port), DATA_DIR: dataFolder, ENROLMENT_CODE, ADMIN_TOKEN };
  const child = spawn(process.execPath, [path.join(ROOT, "out", "main", "province.js")], {
    env,
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  const url = await Promise.race([
    firstAddress(child),
    exited.then((code) => Promise.reject(new Error(`the province ended with ${code}`))),
  ]);
  return {
    url,
    port: Number(new URL(url).port),
    async stop() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

async function firstAddress(child) {
  for await (const line of readline.createInterface({ input: child.stdout })) {
    if (!line.startsWith("{")) continue;
    const { listening } = JSON.parse(line);
    if (listening) {
      child.stdout.resume();
      return listening;
    }
  }
  throw new Error("the province said nothing");
}

/**
 * Asks as the province's clerk.
 * @param {{url: string}} province @param {string} pathname @param {{method?: string, body?: unknown}} [request]
 */
export async function askAsClerk(province, pathname, { method = "GET", body } = {}) {
  const response = await fetch(new URL(pathname, province.url), {
    method,
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok)
    throw new Error(`province answered ${response.status} to ${method} ${pathname}: ${await response.text()}`);
  return response.json();
}
