// Starts the built program as a person would, for the demo and the end-to-end tests: the real Electron, driven by Playwright.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { _electron } from "playwright-core";
import { electronEnvironment } from "../run.mjs";
import { ROOT } from "../setup/places.mjs";

const SIZE = { width: 1366, height: 768 };

/**
 * @param {{dataFolder: string, env?: Record<string, string>, args?: string[]}} options `args`: switches of Chromium
 * @returns {Promise<{app: import("playwright-core").ElectronApplication, page: import("playwright-core").Page,
 *   lines: string[], close(): Promise<void>}>} `lines`: what the program wrote to its output
 */
export async function startApp({ dataFolder, env = {}, args = [] }) {
  const environment = { ...(await electronEnvironment()), ...env, QUAY_DATA_DIR: dataFolder };
  delete environment.ELECTRON_RUN_AS_NODE;
  const app = await _electron.launch({
    executablePath: environment.ELECTRON_EXEC_PATH,
    args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--disable-gpu", ...args, ROOT],
    cwd: ROOT,
    env: environment,
  });
  const child = app.process(); // not to be had any more once it has ended
  const lines = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (bytes) => lines.push(String(bytes)));
  const page = await app.firstWindow();
  page.on("pageerror", (error) => lines.push(`page error: ${error.message}\n`));
  page.on("console", (message) => message.type() === "error" && lines.push(`page: ${message.text()}\n`));
  // What a test saves must not lie in the person's own download folder.
  await app.evaluate(
    ({ app: electron }, folder) => electron.setPath("downloads", folder),
    path.join(dataFolder, "saved"),
  );
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    SIZE,
  );
  return { app, page, lines, close: () => closeApp(app, child) };
}

/** Closes as a person does; a program that does not end within 15 s is killed, and that is an error. */
async function closeApp(app, child) {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", () => resolve(true)));
  const timeout = new Promise((resolve) => setTimeout(() => resolve(false), 15_000).unref());
  await app.close();
  if (child.exitCode !== null || (await Promise.race([ended, timeout]))) return;
  child.kill("SIGKILL");
  throw new Error("the program did not end");
}

/** Process id of core, as the operating system knows it. */
export async function corePid(app) {
  const metrics = await app.evaluate(({ app: electron }) => electron.getAppMetrics());
  return metrics.find((metric) => metric.serviceName === "core" || metric.name === "core")?.pid;
}

/** Kills core without warning, as a crash or the system would. @returns the killed process id */
export async function killCore(app) {
  const pid = await corePid(app);
  if (!pid) throw new Error("core is not running");
  process.kill(pid, "SIGKILL");
  return pid;
}

/** True when a command is on the PATH. */
export function hasCommand(name) {
  return !spawnSync(name, ["--version"], { stdio: "ignore", timeout: 30_000, killSignal: "SIGKILL" }).error;
}
