// Rows: pages a minute through our drivers, each page checked, stored and committed before the next sheet is fed, against
// scanimage alone on the same device; from the first page to the last, so that starting costs neither.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import readline from "node:readline";
import { AIRSCAN_DEVICE, makeAirscan, startVirtualMfp } from "../../../tests/devices/virtual-mfp/index.mjs";
import { startApp } from "../../driver/app.mjs";
import { useNetworkScanner, useScanner } from "../../driver/station.mjs";
import { samplePages } from "../pages.mjs";
import { reachStation } from "../visit.mjs";

const SHEETS = 12;
/** An office scanner of 25 pages a minute. */
const SHEET_MS = 2400;
/** SANE's test backend has ten sheets; it pauses after each 32 KB of a page. */
const TEST_SHEETS = 10;
const TEST_OPTIONS = { "read-delay": "yes", "read-delay-duration": "5000" };
const TEST_AREA = ["-x", "200", "-y", "200"];
const BATCH_MS = 180_000;
/** An overhead of a tenth. */
const GOAL = 0.91;

export const scanSpeedRow = { name: "scan-speed", run };

async function run() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "quay-bench-"));
  try {
    return [await measureNetwork(path.join(folder, "escl")), await measureSane(path.join(folder, "sane"))];
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function measureNetwork(folder) {
  const mfp = await startVirtualMfp({ pages: samplePages(SHEETS), asIs: true, delayMs: SHEET_MS });
  try {
    const choose = (page) => useNetworkScanner(page, { url: mfp.url });
    const ours = await timeProgram({ dataFolder: folder, env: {}, choose }, SHEETS);
    mfp.load();
    const device = [`--device-name=${AIRSCAN_DEVICE}`, "--source=ADF", "--resolution=300"];
    const rival = await timeScanimage(device, makeAirscan(folder, mfp.url), folder);
    return figure("eSCL, pages a minute", ours, rival);
  } finally {
    await mfp.close();
  }
}

async function measureSane(folder) {
  const config = path.join(folder, "config");
  fs.mkdirSync(config, { recursive: true });
  fs.writeFileSync(path.join(config, "dll.conf"), "test\n");
  const env = { SANE_CONFIG_DIR: config };
  const options = Object.entries(TEST_OPTIONS);
  const vendor = options.map(([name, value]) => `${name}=${value}`).join("\n");
  const choose = (page) => useScanner(page, { device: "frontend-tester", vendor });
  const ours = await timeProgram({ dataFolder: path.join(folder, "data"), env, choose }, TEST_SHEETS);
  const device = ["--device-name=test:0", "--source=Automatic Document Feeder", "--mode=Color", "--resolution=300"];
  const slow = options.map(([name, value]) => `--${name}=${value}`);
  const rival = await timeScanimage([...device, ...TEST_AREA, ...slow], env, folder);
  return figure("SANE, pages a minute", ours, rival);
}

function figure(name, ours, rival) {
  return { name, ours, rival, unit: "pages/min", goal: GOAL, better: "higher" };
}

/** @returns {Promise<number>} pages a minute, as they appear at the station of the real program */
async function timeProgram({ dataFolder, env, choose }, sheets) {
  fs.mkdirSync(dataFolder, { recursive: true });
  const { page, close } = await startApp({ dataFolder, env });
  try {
    await reachStation(page, choose);
    await page.evaluate(watchPages);
    await page.keyboard.press("Control+Enter");
    const arrived = await page.waitForFunction(allArrived, sheets, { timeout: BATCH_MS });
    return rate(await arrived.jsonValue());
  } finally {
    await close();
  }
}

/** Runs in the window: notes when each page is shown. */
function watchPages() {
  const times = [];
  const look = () => {
    const shown = document.querySelectorAll('[data-testid="page-thumb"]').length;
    while (times.length < shown) times.push(performance.now());
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  globalThis.pageTimes = times;
}

/** Runs in the window. */
function allArrived(sheets) {
  return globalThis.pageTimes.length >= sheets ? globalThis.pageTimes : false;
}

/** @returns {Promise<number>} pages a minute, as scanimage writes them */
async function timeScanimage(device, env, folder) {
  const args = [...device, "--format=tiff", `--batch=${path.join(folder, "rival-%d.tiff")}`, "--batch-print"];
  const child = spawn("scanimage", args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "ignore"] });
  const times = [];
  for await (const line of readline.createInterface({ input: child.stdout })) if (line) times.push(performance.now());
  return rate(times);
}

function rate(times) {
  if (times.length < 2) throw new Error(`only ${times.length} pages were scanned`);
  return ((times.length - 1) / (times.at(-1) - times[0])) * 60_000;
}
