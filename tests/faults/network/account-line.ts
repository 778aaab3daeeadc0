// The size of a run, and its one line in test-out/faults.txt.
import fs from "node:fs";
import type { Verdict } from "./checker";

/** `npm run test:soak` sets many kills. */
export const isSoak = Number(process.env.FAULTS_KILLS ?? 20) > 20;
export const SEED = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000);

export function bySize(sizes: { short: number; soak: number }): number {
  return isSoak ? sizes.soak : sizes.short;
}

export function writeAccount(name: string, what: string, verdict: Verdict): void {
  const { lost, duplicated, stuck, differing } = verdict;
  const counts = `lost ${lost.length} duplicated ${duplicated.length} stuck ${stuck.length} differing ${differing.length}`;
  fs.mkdirSync("test-out", { recursive: true });
  fs.appendFileSync("test-out/faults.txt", `${name}: ${what} ${counts} seed ${SEED}\n`);
}

export const NOTHING_WRONG: Verdict = { lost: [], duplicated: [], stuck: [], differing: [] };
