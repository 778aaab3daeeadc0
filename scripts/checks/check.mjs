#!/usr/bin/env node
// `npm run check`: the static law. Every checker runs, so that one run shows all that is wrong.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { setUpOrExit } from "../setup/index.mjs";
import { ROOT } from "../setup/places.mjs";

const bin = (...parts) => path.join(ROOT, "node_modules", ...parts);
const LEAST_MODULES = 100;

const CHECKS = {
  format: [bin("prettier", "bin", "prettier.cjs"), "--check", "--log-level", "warn", "."],
  types: [bin("typescript", "bin", "tsc"), "--build"],
  lint: [
    bin("eslint", "bin", "eslint.js"),
    "--config",
    "scripts/checks/eslint.config.mjs",
    "electron",
    "renderer",
    "shared",
    "province",
    "scripts",
    "tests",
  ],
  "dead code": [bin("knip", "bin", "knip.js"), "--config", "scripts/checks/knip.json", "--no-progress"],
};

await setUpOrExit({ build: false });
const failed = Object.entries(CHECKS)
  .filter(([name, args]) => !passes(name, args))
  .map(([name]) => name);
if (!importLawHolds()) failed.push("import law");
console.log(failed.length ? `\ncheck: ${failed.join(", ")} failed` : "\ncheck: all good");
process.exit(failed.length ? 1 : 0);

function passes(name, args) {
  const run = spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit" });
  console.log(`${run.status === 0 ? "ok    " : "FAILED"} ${name}`);
  return run.status === 0;
}

/** A cruiser that reads nothing also finds nothing wrong: the number of modules is part of the check. */
function importLawHolds() {
  const cruiser = bin("dependency-cruiser", "bin", "dependency-cruise.mjs");
  const config = path.join("scripts", "checks", "dependency-cruiser.cjs");
  const args = [cruiser, "electron", "renderer", "shared", "province", "--config", config, "--output-type", "json"];
  const run = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 28 });
  const { summary } = JSON.parse(run.stdout || `{"summary":{"violations":[],"totalCruised":0}}`);
  for (const { rule, from, to } of summary.violations) console.log(`  ${rule.name}: ${from} → ${to}`);
  const holds = run.status === 0 && summary.violations.length === 0 && summary.totalCruised >= LEAST_MODULES;
  console.log(`${holds ? "ok    " : "FAILED"} import law (${summary.totalCruised} modules) ${run.stderr.trim()}`);
  return holds;
}
