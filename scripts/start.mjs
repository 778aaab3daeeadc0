#!/usr/bin/env node
// `npm start`: sets up what is missing and opens the program on the person's own data folder.
import { electronEnvironment, runAttached, withDisplay } from "./run.mjs";
import { setUpOrExit } from "./setup/index.mjs";
import { ROOT } from "./setup/places.mjs";

await setUpOrExit();
const env = await electronEnvironment();
const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
process.exit(await runAttached(withDisplay([env.ELECTRON_EXEC_PATH, ...sandbox, ROOT, ...process.argv.slice(2)]), env));
