#!/usr/bin/env node
// `npm run package`: an unpacked package for this system in release/, on the Electron that set-up found.
// Installers (`-- --win`, `-- --mac`) need the official Electron and electron-builder's own downloads.
import path from "node:path";
import { setUpOrExit } from "./setup/index.mjs";
import { ROOT, runOrThrow } from "./setup/places.mjs";

const electron = await setUpOrExit();
const builder = path.join(ROOT, "node_modules", "electron-builder", "cli.js");
const wanted = process.argv.slice(2);
const config = [
  "--config",
  "electron-builder.yml",
  `-c.electronDist=${electron.dist}`,
  `-c.electronVersion=${electron.version}`,
];
runOrThrow("electron-builder", process.execPath, [builder, ...(wanted.length ? wanted : ["--dir"]), ...config]);
