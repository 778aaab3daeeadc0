// Measures the rows and prints a table, or with --json one object a line. Started by scripts/bench.mjs.
import { parseArgs } from "node:util";
import { ROWS } from "./registry.mjs";

const { values } = parseArgs({
  options: { json: { type: "boolean" }, only: { type: "string" }, pages: { type: "string" } },
});
const rows = ROWS.filter(({ name }) => name.includes(values.only ?? ""));
if (rows.length === 0) fail(`no row is called ${values.only}; there are: ${ROWS.map(({ name }) => name).join(", ")}`);
const pages = Number(values.pages ?? 6);
if (!Number.isInteger(pages) || pages < 1) fail(`--pages needs a whole number from 1, not ${values.pages}`);

if (!values.json) console.log(line(["", "ours", "rival", "unit", "ratio", "goal"]));
for (const row of rows) await measure(row);

async function measure(row) {
  try {
    for (const figure of await row.run({ pages })) show({ ...figure, ratio: round(figure.ours / figure.rival) });
  } catch (error) {
    console.error(`bench: ${row.name}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}

/** `goal` is for the ratio ours ÷ rival; `better` says in which direction. */
function show({ name, ours, rival, unit, ratio, goal, better }) {
  const figure = { name, ours: round(ours), rival: round(rival), unit, ratio, goal, better };
  if (values.json) return console.log(JSON.stringify(figure));
  const sign = better === "higher" ? "≥" : "≤";
  console.log(line([name, figure.ours, figure.rival, unit, ratio, `${sign} ${goal}`]));
}

function line([name, ...columns]) {
  return String(name).padEnd(34) + columns.map((column) => String(column).padStart(12)).join("");
}

/** Infinite ratios (a rival without errors) become null, which JSON can say. */
function round(number) {
  return Number.isFinite(number) ? Number(number.toPrecision(4)) : null;
}

function fail(message) {
  console.error(`bench: ${message}`);
  process.exit(2);
}
