#!/usr/bin/env node
// `npm run bench`: our figures beside a rival's, measured in the same run on the same machine. Ratios are what counts.
// -- --json: one object a line · --only NAME: rows whose name contains it · --pages N: pages of the OCR row
import path from "node:path";
import { electronEnvironment, runAttached, withDisplay } from "./run.mjs";
import { setUpOrExit } from "./setup/index.mjs";
import { ROOT } from "./setup/places.mjs";

await setUpOrExit();
const measure = [process.execPath, path.join(ROOT, "scripts", "bench", "measure.mjs"), ...process.argv.slice(2)];
process.exit(await runAttached(withDisplay(measure), await electronEnvironment()));
