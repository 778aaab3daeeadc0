// Row: from starting the process to the first interactive paint, our program against a bare Electron window with the
// same runtime, in turns; medians.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { _electron } from "playwright-core";
import { electronEnvironment } from "../../run.mjs";
import { ROOT } from "../../setup/places.mjs";

const ROUNDS = 5;
const BARE = path.join(ROOT, "scripts", "bench", "bare-window");

export const startUpRow = { name: "start-up", run };

async function run() {
  const dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), "quay-bench-"));
  try {
    await timeStart(ROOT, dataFolder); // the first start makes the database; it happens once in the life of a counter
    await timeStart(BARE, dataFolder);
    const [ours, rival] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push(await timeStart(ROOT, dataFolder));
      rival.push(await timeStart(BARE, dataFolder));
    }
    const name = "start-up against a bare window";
    return [{ name, ours: median(ours), rival: median(rival), unit: "ms", goal: 1.5, better: "lower" }];
  } finally {
    fs.rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** @returns {Promise<number>} ms until something that takes keys or clicks has been painted */
async function timeStart(program, dataFolder) {
  const environment = { ...(await electronEnvironment()), QUAY_DATA_DIR: dataFolder };
  delete environment.ELECTRON_RUN_AS_NODE;
  const before = Date.now();
  const app = await _electron.launch({
    executablePath: environment.ELECTRON_EXEC_PATH,
    args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--disable-gpu", program],
    cwd: ROOT,
    env: environment,
  });
  try {
    const page = await app.firstWindow();
    await page.waitForSelector("button:not([disabled]), input:not([disabled])", { state: "visible", timeout: 60_000 });
    const paintedAt = await page.evaluate(whenPainted);
    return paintedAt - before;
  } finally {
    await app.close();
  }
}

/** Runs in the window: the instant at which the frame that is now being made has been handed over. */
function whenPainted() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(() => resolve(Date.now()), 0));
  });
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
