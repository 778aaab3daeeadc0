#!/usr/bin/env node
// `npm run quay -- <command>`: the administrator's command line, on the same core as the window.
import { electronEnvironment, runAttached, withDisplay } from "./run.mjs";
import { setUpOrExit } from "./setup/index.mjs";
import { ROOT } from "./setup/places.mjs";

await setUpOrExit();
const env = { ...(await electronEnvironment()), QUAY_DISABLE_GPU: "1", QUAY_WORKING_DIR: process.cwd() };
const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const command = [env.ELECTRON_EXEC_PATH, ...sandbox, ROOT, "--quay", ...process.argv.slice(2)];
process.exit(await runAttached(withDisplay(command), env));
