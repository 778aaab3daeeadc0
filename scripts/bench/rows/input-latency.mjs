// Row: from a key to the next paint at the scan station (Event Timing API, 95th percentile), while a batch of 100 pages is
// scanned over the network and read, against the same keys in the same window when nothing else is done.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { startVirtualMfp } from "../../../tests/devices/virtual-mfp/index.mjs";
import { startApp } from "../../driver/app.mjs";
import { shownPages, useNetworkScanner } from "../../driver/station.mjs";
import { keyToPaint } from "../key-latency.mjs";
import { samplePages } from "../pages.mjs";
import { reachStation } from "../visit.mjs";

const PAGES = 100;
const KEYS = 300;
const GOAL_MS = 100;
const BATCH_MS = 15 * 60_000;

export const inputLatencyRow = { name: "input-latency", run };

async function run() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "quay-bench-"));
  const mfp = await startVirtualMfp({ pages: samplePages(PAGES), asIs: true });
  const { page, close } = await startApp({ dataFolder: folder });
  try {
    await reachStation(page, () => useNetworkScanner(page, { url: mfp.url }));
    await page.keyboard.press("Control+Enter");
    await page.waitForFunction(() => document.querySelectorAll('[data-testid="page-thumb"]').length >= 3);
    const busy = await walk(page);
    await page.waitForFunction(isBatchDone, PAGES, { timeout: BATCH_MS, polling: 500 });
    await page.waitForFunction(isAllRead, undefined, { timeout: BATCH_MS, polling: 1000 });
    const idle = await walk(page);
    const pages = await shownPages(page);
    const name = `key to paint p95, ${pages} pages`;
    return [
      { name, ours: busy, rival: idle, unit: "ms busy/idle", goal: 2, better: "lower" },
      { name: `${name}, limit`, ours: busy, rival: GOAL_MS, unit: "ms", goal: 1, better: "lower" },
    ];
  } finally {
    await close();
    await mfp.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Walks through the pages and back, as an officer does who looks at them. */
function walk(page) {
  return keyToPaint(page, KEYS, (key) => (key % 20 < 10 ? "ArrowRight" : "ArrowLeft"));
}

/** Runs in the window. */
function isBatchDone() {
  return document.querySelector('[data-testid="scan-progress"]')?.dataset.state !== "running";
}

/** Runs in the window: the status bar has nothing left to read. */
function isAllRead() {
  const status = document.querySelector('[data-testid="status-ocr"]');
  return !status || !/\d/.test(status.textContent ?? "");
}
