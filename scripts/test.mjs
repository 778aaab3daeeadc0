#!/usr/bin/env node
// `npm test`: sets up what is missing, then every test; the last line but one is `N passed, N failed`.
// `npm run test:faults` runs only the kills, and its last lines are theirs; `npm run test:soak` runs them with 500 kills
// (FAULTS_KILLS sets another number, FAULTS_SEED repeats a run). A run that hangs is told and ended (checks/watchdog.mjs).
import fs from "node:fs";
import path from "node:path";
import { watchRun } from "./checks/watchdog.mjs";
import { electronEnvironment, runAttached, withDisplay } from "./run.mjs";
import { setUpOrExit } from "./setup/index.mjs";
import { ROOT } from "./setup/places.mjs";

const REPORT = path.join(ROOT, "test-out", "vitest.json");
const PROGRESS = path.join(ROOT, "test-out", "progress.txt");
const FAULTS_LINE = path.join(ROOT, "test-out", "faults.txt");
const isSoak = process.argv.includes("--soak");
const onlyFaults = isSoak || process.argv.includes("--faults");

await setUpOrExit();
for (const file of [FAULTS_LINE, PROGRESS, REPORT]) fs.rmSync(file, { force: true });
fs.mkdirSync(path.dirname(PROGRESS), { recursive: true });
const vitest = path.join(ROOT, "node_modules", "vitest", "vitest.mjs");
const filters = onlyFaults ? ["tests/faults"] : process.argv.slice(2);
const reporters = ["default", "json", path.join(ROOT, "scripts", "checks", "running-files.mjs")];
const args = [
  vitest,
  "run",
  ...reporters.map((each) => `--reporter=${each}`),
  `--outputFile.json=${REPORT}`,
  ...filters,
];
const kills = process.env.FAULTS_KILLS ?? (isSoak ? "500" : "20");
const env = { ...(await electronEnvironment()), FAULTS_KILLS: kills, LC_ALL: "C.UTF-8", TEST_PROGRESS: PROGRESS };
let watch;
const code = await runAttached(withDisplay([process.execPath, ...args]), env, (pid) => {
  if (Number(kills) <= 20) watch = watchRun(pid, PROGRESS); // a soak takes its time
});
watch?.stop();
const report = fs.existsSync(REPORT)
  ? JSON.parse(fs.readFileSync(REPORT, "utf8"))
  : { numPassedTests: 0, numFailedTests: 1 };
const failed = report.numFailedTests + (code !== 0 && report.numFailedTests === 0 ? 1 : 0);
const skipped = report.numPendingTests ?? 0;
if (skipped > 0)
  console.log(
    "Skipped: cases that a driver's virtual device has no way to show (the reason is in their names) and, where this is not",
    "Linux as root, a private print queue and a small disk; run those with: sudo npm test",
  );
console.log(`${report.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
if (fs.existsSync(FAULTS_LINE)) console.log(fs.readFileSync(FAULTS_LINE, "utf8").trim());
process.exit(code === 0 && report.numPassedTests > 0 ? 0 : 1);
