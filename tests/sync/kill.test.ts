// SIGKILL at seeded moments of a run: after each start the counter goes on, and in the end everything is there once.
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { build } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startProvince, type Province } from "../../province/start";
import { askAsClerk } from "./clerk.fixture";
import { ADMIN_TOKEN, createCounter, ENROLMENT_CODE } from "./counter.fixture";

const SEED = 2611;
const KILLS = 6;
/** Of each dossier two when its record goes, two when it is carried out, and some between; records go first. */
const MOST_STEPS = 130;
const DOSSIERS = 50;
/** A child that has nothing left to do is killed all the same. */
const MOST_SILENCE_MS = 5000;
const UNIT_CODE = "H34.12.7";
const ROOT = path.join(import.meta.dirname, "..", "..");
const OUT = path.join(ROOT, "test-out", "sync-kill");

let province: Province;
beforeAll(async () => {
  province = await startProvince({ enrolmentCode: ENROLMENT_CODE, adminToken: ADMIN_TOKEN });
  await build({
    configFile: false,
    logLevel: "error",
    ssr: { noExternal: true, external: ["better-sqlite3"] },
    build: {
      ssr: path.join(import.meta.dirname, "counter-process.ts"),
      outDir: OUT,
      rolldownOptions: { output: { format: "cjs", entryFileNames: "counter-process.cjs" } },
    },
  });
});
afterAll(() => province.close());

function startCounter(folder: string): ChildProcessByStdio<null, Readable, null> {
  const script = path.join(OUT, "counter-process.cjs");
  const args = [script, folder, UNIT_CODE, province.url, ENROLMENT_CODE, String(DOSSIERS)];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  return child;
}

async function killAfter(steps: number, child: ReturnType<typeof startCounter>): Promise<void> {
  const exit = once(child, "exit");
  let left = steps;
  const kill = () => child.kill("SIGKILL");
  const timer = setTimeout(kill, MOST_SILENCE_MS);
  for await (const _line of createInterface({ input: child.stdout })) {
    timer.refresh();
    left -= 1;
    if (left === 0) kill();
  }
  clearTimeout(timer);
  await exit;
}

/** Park–Miller: the same moments for the same seed. */
function* randomNumbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 48_271) % 2_147_483_647;
    yield state / 2_147_483_647;
  }
}

it("is killed in the middle of sending, again and again, and delivers each dossier exactly once", async () => {
  const place = createCounter({ unitCode: UNIT_CODE });
  const random = randomNumbers(SEED);
  for (let kills = 0; kills < KILLS; kills += 1) {
    await killAfter(1 + Math.floor(random.next().value * MOST_STEPS), startCounter(place.folder));
  }
  const counter = place.open();
  const before = counter.sync.status();
  expect(before.sent, "the kills came too early to prove anything").toBeGreaterThan(0);
  expect(before.waiting + before.sending, "the kills came too late").toBeGreaterThan(0);
  const status = await counter.sync.runNow();
  expect(status).toMatchObject({ sent: DOSSIERS, waiting: 0, sending: 0, attention: 0 });
  const codes = counter.storage.read.all<{ id: string; official_code: string }>(
    "SELECT id, official_code FROM dossiers",
  );
  const listing = await askAsClerk<{ items: { dossierId: string; officialCode: string }[]; operations: number }>(
    province.url,
    "dossiers?limit=1000",
  );
  expect(listing.operations).toBe(DOSSIERS);
  const found = listing.items.map(({ dossierId, officialCode }) => ({ id: dossierId, official_code: officialCode }));
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  expect(found.sort(byId)).toEqual(codes.sort(byId));
  await counter.close();
}, 120_000);
