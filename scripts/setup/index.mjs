#!/usr/bin/env node
// Brings a fresh clone to the point where the program runs: system packages, npm packages, Electron, SQLite, a build.
// Every step says in a second that it has nothing to do when that is so.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { alone } from "./lock.mjs";
import { ROOT, npmCommand, runOrThrow } from "./places.mjs";
import { ensureSystemPackages } from "./system.mjs";

const OLDEST_NODE = [20, 19];
const SOURCES = ["electron", "renderer", "shared", "province", "electron.vite.config.ts", "package-lock.json"];

/**
 * For scripts that a person runs: what is missing is said in words, not as a stack.
 * @param options.build false: leaves the program unbuilt
 */
export async function setUpOrExit(options = {}) {
  try {
    return await setUp(options);
  } catch (error) {
    console.error(`\n[setup] ${error.message}`);
    process.exit(1);
  }
}

async function setUp({ build = true } = {}) {
  checkNode();
  step("system packages", ensureSystemPackages());
  step("npm packages", await ensureNpmPackages());
  // These two import packages, so they are loaded only now.
  const { resolveElectron } = await import("./electron-runtime.mjs");
  const { ensureNative } = await import("./native.mjs");
  const electron = await resolveElectron();
  step("Electron", electron.source);
  step("SQLite module", await ensureNative());
  if (build) step("build", await ensureBuild());
  return electron;
}

function step(name, outcome) {
  console.error(`[setup] ${name}: ${outcome}`);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isOld = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
  if (isOld) throw new Error(`Node ${OLDEST_NODE.join(".")} or newer is needed, this is ${process.versions.node}`);
}

async function ensureNpmPackages() {
  const mark = path.join(ROOT, "node_modules", ".quay-lock");
  const wanted = digest(fs.readFileSync(path.join(ROOT, "package-lock.json")));
  if (isMarked(mark, wanted)) return "all there";
  return alone(() => {
    if (isMarked(mark, wanted)) return "installed by another set-up";
    const npm = npmCommand();
    // No install scripts: what needs building or downloading is done by this folder, checked and cached.
    const args = [...npm.args, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    runOrThrow("npm ci", npm.command, args);
    fs.writeFileSync(mark, wanted);
    return "installed";
  });
}

function isMarked(mark, wanted) {
  return fs.existsSync(mark) && fs.readFileSync(mark, "utf8") === wanted;
}

async function ensureBuild() {
  const mark = path.join(ROOT, "out", ".built-from");
  const wanted = digestOfSources();
  if (isMarked(mark, wanted)) return "up to date";
  return alone(() => {
    if (isMarked(mark, digestOfSources())) return "built by another set-up";
    fs.rmSync(mark, { force: true }); // a build that is cut off leaves a mixture that fits no sources
    const script = path.join(ROOT, "node_modules", "electron-vite", "bin", "electron-vite.js");
    runOrThrow("the build", process.execPath, [script, "build", "--logLevel", "warn"]);
    fs.writeFileSync(mark, wanted);
    return "built";
  });
}

function digestOfSources() {
  const files = SOURCES.flatMap((name) => listFiles(path.join(ROOT, name)));
  return digest(files.map(stamp).join("\n"));
}

function listFiles(place) {
  if (!fs.statSync(place).isDirectory()) return [place];
  const entries = fs.readdirSync(place, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

function stamp(file) {
  return `${path.relative(ROOT, file)} ${digest(fs.readFileSync(file))}`;
}

function digest(content) {
  return createHash("sha256").update(content).digest("hex");
}

if (process.argv[1] && import.meta.url === pathToFileURL(fs.realpathSync(process.argv[1])).href)
  await setUpOrExit({ build: !process.argv.includes("--no-build") });
