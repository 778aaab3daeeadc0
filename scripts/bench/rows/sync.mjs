// Rows: pages to the province against curl with the same bytes on the same line, cut or not, and the memory of a long
// queue. Linux as root only: the line is made of network namespaces (tests/faults/network).
import fs from "node:fs";
import path from "node:path";
import { runToEnd } from "../../run-to-end.mjs";
import { ROOT } from "../../setup/places.mjs";

const FIGURES = path.join(ROOT, "test-out", "sync-bench.json");
const COMMITS = path.join(ROOT, "test-out", "commit-bench.json");
const MOST_MS = 40 * 60_000;

export const syncRow = { name: "sync", run };

async function run() {
  for (const file of [FIGURES, COMMITS]) fs.rmSync(file, { force: true });
  const vitest = path.join(ROOT, "node_modules", "vitest", "vitest.mjs");
  const env = { ...process.env, SYNC_BENCH: "1" };
  for (const test of ["goodput", "commits"]) {
    const command = [process.execPath, vitest, "run", `tests/faults/network/${test}.test.ts`];
    const { code, out } = await runToEnd(command, { cwd: ROOT, env, timeoutMs: MOST_MS });
    if (code !== 0) throw new Error(out.slice(-2000));
  }
  const found = JSON.parse(fs.readFileSync(FIGURES, "utf8"));
  const commits = JSON.parse(fs.readFileSync(COMMITS, "utf8"));
  const goodput = { unit: "kB/s", better: "higher" };
  return [
    {
      name: "200 MB of pages, clean 100 Mbit/s / curl",
      ours: found.cleanOurs,
      rival: found.cleanCurl,
      goal: 0.95,
      ...goodput,
    },
    {
      // The line itself takes a processor here, of two: what both programs cost, more than what the line carries.
      name: "200 MB of pages, line without limit / curl",
      ours: found.freeOurs,
      rival: found.freeCurl,
      goal: 0.95,
      ...goodput,
    },
    { name: "pages on P2 / curl", ours: found.slowOurs, rival: found.slowCurl, goal: 0.9, ...goodput },
    {
      // What the connections say, each byte once: what a program can help, cut or not.
      name: "bytes said for a byte, P2, cut each 30 s / curl",
      ...{ ours: found.cutStreams, rival: found.cutCurlStreams, unit: "B for B", goal: 1.05, better: "lower" },
    },
    {
      // With the headers of packets and what TCP sends again: of 5 % lost packets alone nobody gets below 1.08.
      name: "bytes on that line for a byte / curl",
      ...{ ours: found.cutOnLine, rival: found.cutCurlOnLine, unit: "B for B", goal: 1.05, better: "lower" },
    },
    {
      name: "memory, 2,000 dossiers, end / begin",
      ...{ ours: found.memoryLast, rival: found.memoryFirst, unit: "MB", goal: 1.1, better: "lower" },
    },
    {
      name: "commits of a gateway / bare inserts",
      ...{ ours: commits.ours, rival: commits.bare, unit: "a second", goal: 0.1, better: "higher" },
    },
  ];
}
