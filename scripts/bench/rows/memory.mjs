// Row: memory of the whole reading (proportional set size of the process tree) after many pages, against what it was after
// the first fifty, and against the limit.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { ROOT } from "../../setup/places.mjs";

const LIMIT_MB = 700;
const PAGES_PER_PAGE = 25;

export const memoryRow = { name: "memory", run };

/** @param {{pages: number}} options the default of six reads 150 pages; forty read a thousand */
async function run({ pages }) {
  const count = pages * PAGES_PER_PAGE;
  const script = path.join(ROOT, "scripts", "reading-soak.mjs");
  const done = spawnSync(process.execPath, [script, String(count)], { encoding: "utf8" });
  const seen = [...done.stdout.matchAll(/^\s*\d+\s+(\d+)\s/gmu)].map(([, megabytes]) => Number(megabytes));
  if (seen.length === 0) throw new Error(done.stderr);
  const most = Math.max(...seen);
  const name = `memory while reading, ${count} pages`;
  return [
    { name, ours: seen.at(-1), rival: seen[0], unit: "MB end/start", goal: 1.1, better: "lower" },
    { name: "memory at most, against the limit", ours: most, rival: LIMIT_MB, unit: "MB", goal: 1, better: "lower" },
  ];
}
