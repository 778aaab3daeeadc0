#!/usr/bin/env node
// The encrypted SQLite module ships N-API 10 prebuilds, which crash runtimes below Node 22.14 (Node 20 and Electron 33).
// Where the prebuild does not load in both Node and Electron it is built once against the experimental N-API of the
// installed headers: one binary for Node 20, 22, 24 and Electron 33 and later, kept in the cache by version.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { resolveElectron } from "./electron-runtime.mjs";
import { CACHE, ROOT } from "./places.mjs";

const PACKAGE = path.join(ROOT, "node_modules", "better-sqlite3");
/** Where electron/core/storage looks for a binary built here; absent means that the package's own prebuild works. */
const BUILT = path.join(PACKAGE, "build", "Release", "better_sqlite3.node");
const RECIPE = 1;
const CXXFLAGS = "-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT";

export async function ensureNative() {
  const { executable } = await resolveElectron();
  const { version } = JSON.parse(fs.readFileSync(path.join(PACKAGE, "package.json"), "utf8"));
  const mark = `${BUILT}.checked-${version}-r${RECIPE}`;
  if (fs.existsSync(mark)) return "ready";
  const cached = path.join(CACHE, "native", `sqlite-mc-${version}-${process.platform}-${process.arch}-r${RECIPE}.node`);
  if (loadsEverywhere(executable, null)) return finish(mark, "the prebuild works");
  if (fs.existsSync(cached)) install(cached);
  if (loadsEverywhere(executable, BUILT)) return finish(mark, "taken from the cache");
  console.error("[setup] building the encrypted SQLite module (one to two minutes, once)");
  build(cached);
  install(cached);
  if (!loadsEverywhere(executable, BUILT))
    throw new Error("the SQLite module that was built does not load in both Node and Electron");
  return finish(mark, "built");
}

function finish(mark, how) {
  fs.mkdirSync(path.dirname(mark), { recursive: true });
  fs.writeFileSync(mark, how);
  return how;
}

function loadsEverywhere(electron, nativeBinding) {
  if (nativeBinding && !fs.existsSync(nativeBinding)) return false;
  const options = nativeBinding ? `{nativeBinding:${JSON.stringify(nativeBinding)}}` : "{}";
  const check = `const D=require('better-sqlite3');process.exit(new D(':memory:',${options}).prepare('select 1 x').get().x===1?0:1)`;
  const loads = (executable, env) =>
    spawnSync(executable, ["-e", check], { cwd: ROOT, env: { ...process.env, ...env }, stdio: "ignore" }).status === 0;
  return loads(process.execPath, {}) && loads(electron, { ELECTRON_RUN_AS_NODE: "1" });
}

function install(cached) {
  fs.mkdirSync(path.dirname(BUILT), { recursive: true });
  // Never over the file in place: a program that has it loaded would crash.
  fs.copyFileSync(cached, `${BUILT}.${process.pid}`);
  fs.renameSync(`${BUILT}.${process.pid}`, BUILT);
}

function build(cached) {
  const headers = findHeaders();
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "quay-native-"));
  try {
    const source = path.join(work, "better-sqlite3");
    fs.cpSync(PACKAGE, source, { recursive: true, filter: (file) => !/[\\/](prebuilds|build)$/.test(file) });
    const addonApi = path.join("node_modules", "node-addon-api");
    fs.cpSync(path.join(ROOT, addonApi), path.join(work, addonApi), { recursive: true });
    const gyp = path.join(ROOT, "node_modules", "node-gyp", "bin", "node-gyp.js");
    const args = [
      gyp,
      "rebuild",
      "--release",
      "--force_build=1",
      "-j",
      "max",
      ...(headers ? [`--nodedir=${headers}`] : []),
    ];
    const env = { ...process.env, CXXFLAGS: `${process.env.CXXFLAGS ?? ""} ${CXXFLAGS}` };
    const run = spawnSync(process.execPath, args, { cwd: source, env, encoding: "utf8", maxBuffer: 1 << 28 });
    if (run.status !== 0)
      throw new Error(`node-gyp failed\n${(run.stdout + run.stderr).split("\n").slice(-40).join("\n")}`);
    fs.mkdirSync(path.dirname(cached), { recursive: true });
    const temporary = `${cached}.${process.pid}`;
    fs.copyFileSync(path.join(source, "build", "Release", "better_sqlite3.node"), temporary);
    fs.renameSync(temporary, cached);
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

/** A folder with include/node, or null: then node-gyp downloads the headers itself. */
function findHeaders() {
  const candidates = [process.env.npm_config_nodedir, path.dirname(path.dirname(process.execPath)), "/usr"];
  return (
    candidates.find((folder) => folder && fs.existsSync(path.join(folder, "include", "node", "node_api.h"))) ?? null
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(fs.realpathSync(process.argv[1])).href)
  console.error(`[setup] SQLite module: ${await ensureNative()}`);
