// Builds the catalogue package: node scripts/catalogue/build.mjs --source <folder> --version <version>
// The folder holds two crawls of the national catalogue, tthc-commune.json and tthc-commune-77.json; what
// scripts/catalogue/checked.json says by hand wins over both. Needed only to make a new package, never to build or test.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { applyChecked } from "./checked.mjs";
import { procedureOfCrawl, procedureOfStructured } from "./procedures.mjs";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const CALENDARS = ["calendar/2026-2027.json"];
const PROCEDURES = "catalogue/procedures.json";
const ALIASES = "catalogue/aliases.json";

/** @returns {object[]} procedures by code, as `Procedure` of shared/contract/catalogue.ts */
export function buildProcedures({ crawl, structured, checked }) {
  const procedures = new Map();
  for (const entry of crawl) procedures.set(entry.code, procedureOfCrawl(entry));
  for (const entry of structured) procedures.set(entry.ma, procedureOfStructured(entry));
  for (const [code, entry] of Object.entries(checked.procedures)) {
    procedures.set(code, applyChecked({ code, entry, shared: checked.shared, base: procedures.get(code) }));
  }
  return [...procedures.values()].sort((left, right) => left.code.localeCompare(right.code));
}

/** Writes the manifest for the files as they are on disk. */
export function writeManifest(assetsFolder, version) {
  const procedures = JSON.parse(readFileSync(path.join(assetsFolder, PROCEDURES), "utf8"));
  const manifest = {
    format: 1,
    version,
    source: "Cổng Dịch vụ công quốc gia, 06/2026; kiểm tra tay: scripts/catalogue/checked.json",
    counts: {
      procedures: procedures.length,
      checked: procedures.filter((procedure) => procedure.checked).length,
      components: procedures.reduce((sum, procedure) => sum + procedure.components.length, 0),
    },
    files: {
      procedures: [describeFile(assetsFolder, PROCEDURES)],
      aliases: [describeFile(assetsFolder, ALIASES)],
      calendar: CALENDARS.map((file) => describeFile(assetsFolder, file)),
    },
  };
  writeFileSync(path.join(assetsFolder, "catalogue/manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

function describeFile(assetsFolder, file) {
  const bytes = readFileSync(path.join(assetsFolder, file));
  return { path: file, sha256: createHash("sha256").update(bytes).digest("hex"), sizeBytes: bytes.length };
}

function readJson(...parts) {
  return JSON.parse(readFileSync(path.join(...parts), "utf8"));
}

function main() {
  const options = { source: { type: "string" }, version: { type: "string" }, assets: { type: "string" } };
  const { values } = parseArgs({ options });
  const assetsFolder = values.assets ?? path.join(ROOT, "assets");
  if (values.source) {
    const checked = readJson(ROOT, "scripts/catalogue/checked.json");
    const procedures = buildProcedures({
      crawl: readJson(values.source, "tthc-commune.json"),
      structured: readJson(values.source, "tthc-commune-77.json"),
      checked,
    });
    mkdirSync(path.join(assetsFolder, "catalogue"), { recursive: true });
    // One procedure per line, so that a difference between two versions can be read.
    const lines = procedures.map((procedure) => JSON.stringify(procedure)).join(",\n");
    writeFileSync(path.join(assetsFolder, PROCEDURES), `[\n${lines}\n]\n`);
    writeFileSync(path.join(assetsFolder, ALIASES), `${JSON.stringify(checked.aliases, null, 2)}\n`);
  }
  if (!values.version)
    throw new Error("--version <year.month.number> is needed; --source <folder> rebuilds the procedures");
  console.log(JSON.stringify(writeManifest(assetsFolder, values.version), null, 2));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main();
