// SIGKILL at seeded moments of a run: after each start the counter goes on, and in the end everything is there once.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { build } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startProvince, type Province } from "../../province/start";
import { ADMIN_TOKEN, createCounter, ENROLMENT_CODE } from "./counter.fixture";

const SEED = 2611;
const KILLS = 12;
const DOSSIERS = 25;
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

async function startCounter(folder: string): Promise<ChildProcess> {
  const script = path.join(OUT, "counter-process.cjs");
  const args = [script, folder, UNIT_CODE, province.url, ENROLMENT_CODE, String(DOSSIERS)];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, "exit");
  child.kill("SIGKILL");
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
    const child = await startCounter(place.folder);
    await sleep(20 + random.next().value * 200);
    await kill(child);
  }
  const counter = place.open();
  const before = counter.sync.status();
  const status = await counter.sync.runNow();
  expect(status).toMatchObject({ sent: DOSSIERS, waiting: 0, sending: 0, attention: 0 });
  const codes = counter.storage.read.all<{ id: string; official_code: string }>(
    "SELECT id, official_code FROM dossiers",
  );
  const response = await fetch(`${province.url}/v1/admin/dossiers?limit=1000`, {
    headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
  });
  const listing = (await response.json()) as {
    items: { dossierId: string; officialCode: string }[];
    operations: number;
  };
  expect(listing.operations).toBe(DOSSIERS);
  const found = listing.items.map(({ dossierId, officialCode }) => ({ id: dossierId, official_code: officialCode }));
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  expect(found.sort(byId)).toEqual(codes.sort(byId));
  expect(before.sent, "the kills came too early to prove anything").toBeGreaterThan(0);
  await counter.close();
}, 120_000);
