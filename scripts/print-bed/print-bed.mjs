#!/usr/bin/env node
// Runs a command beside a private CUPS with the queue LASER on a virtual printer: node scripts/print-bed/print-bed.mjs -- command
// The command also finds what was printed in the folder PRINT_BED_RECEIVED. Where the bed cannot run, exit code 69.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { bedArguments, bedEnvironment, makeBedFolder, whyNoBed } from "./start-bed.mjs";

const UNAVAILABLE = 69;

const separator = process.argv.indexOf("--");
const command = separator < 0 ? [] : process.argv.slice(separator + 1);
const reason = command.length === 0 ? "usage: print-bed.mjs -- command" : whyNoBed();
if (reason) {
  console.error(`print-bed: ${reason}`);
  process.exit(UNAVAILABLE);
}
const base = makeBedFolder();
const env = { ...bedEnvironment(), PRINT_BED_RECEIVED: path.join(base, "received") };
const result = spawnSync("unshare", bedArguments(base, command), { stdio: "inherit", env });
fs.rmSync(base, { recursive: true, force: true });
process.exit(result.status ?? 1);
