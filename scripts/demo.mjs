#!/usr/bin/env node
// `npm run demo`: sets up what is missing, then plays the main job in the real window (see scripts/demo/story.mjs).
// The pictures and report.json are in demo-out/. `-- --keep-open` leaves the window for a person.
import path from "node:path";
import { missingPrograms, whyNoBed } from "./print-bed/start-bed.mjs";
import { electronEnvironment, runAttached, withDisplay } from "./run.mjs";
import { setUpOrExit } from "./setup/index.mjs";
import { ROOT } from "./setup/places.mjs";

const story = [process.execPath, path.join(ROOT, "scripts", "demo", "story.mjs"), ...process.argv.slice(2)];
const startedAt = Date.now();
await setUpOrExit();
const missing = missingPrograms();
const why = whyNoBed() ?? (missing.length > 0 ? `missing ${missing.join(", ")}` : null);
if (why) console.log(`No print queue of our own here (${why}): the receipt goes to a PDF.`);
const bed = path.join(ROOT, "scripts", "print-bed", "print-bed.mjs");
const command = why ? story : [process.execPath, bed, "--", ...story];
const env = { ...(await electronEnvironment()), DEMO_STARTED_AT: String(startedAt), LC_ALL: "C.UTF-8" };
process.exit(await runAttached(withDisplay(command), env));
