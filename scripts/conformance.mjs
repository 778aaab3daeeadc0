#!/usr/bin/env node
// Prints the table "driver × case" of the last `npm test` as Markdown: passed, failed, or not runnable here and why.
import fs from "node:fs";
import path from "node:path";
import { ROOT } from "./setup/places.mjs";

const REPORT = path.join(ROOT, "test-out", "vitest.json");
const SUITE = "driver conformance";
const SIGNS = { passed: "✓", failed: "✗", skipped: "–", pending: "–" };

if (!fs.existsSync(REPORT)) {
  console.error("there is no test report yet; run: npm test");
  process.exit(2);
}
const beds = readBeds(JSON.parse(fs.readFileSync(REPORT, "utf8")));
const names = [...beds.keys()];
console.log(`| case | ${names.join(" | ")} |\n| --- |${names.map(() => " :-: |").join("")}`);
for (const title of caseTitles(beds))
  console.log(`| ${title} | ${names.map((name) => beds.get(name).get(title) ?? "").join(" | ")} |`);
console.log("\n✓ passed · ✗ failed · – not runnable here (the reason stands in the case) · empty: not of this device");

/** @returns {Map<string, Map<string, string>>} by bed, then by case */
function readBeds({ testResults }) {
  const found = new Map();
  for (const { name: file, assertionResults } of testResults)
    for (const { ancestorTitles, title, status } of assertionResults) {
      if (!ancestorTitles.includes(SUITE)) continue;
      const bed = ancestorTitles.find((ancestor) => ancestor !== SUITE) ?? path.basename(file, ".test.ts");
      if (!found.has(bed)) found.set(bed, new Map());
      found.get(bed).set(title, SIGNS[status] ?? status);
    }
  return found;
}

function caseTitles(all) {
  return [...new Set([...all.values()].flatMap((cases) => [...cases.keys()]))];
}
