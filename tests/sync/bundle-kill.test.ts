// SIGKILL at seeded moments of an export and of an import: what stands on the stick under its name is whole, and in the end
// everything has gone once.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { build } from "vite";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { startProvince, type Province } from "../../province/start";
import { BUNDLE_EXTENSION } from "../../shared/wire";
import { ADMIN_TOKEN, createCounter, ENROLMENT_CODE, randomPage } from "./counter.fixture";

const SEED = 2613;
const KILLS = 12;
const DOSSIERS = 30;
const PAGE_BYTES = 200_000;
const UNIT_CODE = "H34.12.8";
const ROOT = path.join(import.meta.dirname, "..", "..");
const OUT = path.join(ROOT, "test-out", "bundle-kill");

let province: Province;
beforeAll(async () => {
  province = await startProvince({ enrolmentCode: ENROLMENT_CODE, adminToken: ADMIN_TOKEN });
  await build({
    configFile: false,
    logLevel: "error",
    ssr: { noExternal: true, external: ["better-sqlite3"] },
    build: {
      ssr: path.join(import.meta.dirname, "bundle-process.ts"),
      outDir: OUT,
      rolldownOptions: { output: { format: "cjs", entryFileNames: "bundle-process.cjs" } },
    },
  });
});
afterAll(() => province.close());

function start(folder: string, action: "export" | "import", place: string): ChildProcess {
  const script = path.join(OUT, "bundle-process.cjs");
  const args = [script, folder, UNIT_CODE, action, place];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"], detached: true });
  onTestFinished(() => void killGroup(child));
  return child;
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid, "SIGKILL");
}

/** @returns how long it took from its beginning; undefined when it was killed before its end */
async function run(child: ChildProcess, killAfterMs: number): Promise<number | undefined> {
  const exit = once(child, "exit");
  if (child.stdout) await once(child.stdout, "data");
  const begunAt = performance.now();
  const timer = setTimeout(() => killGroup(child), killAfterMs);
  const [code] = (await exit) as [number | null];
  clearTimeout(timer);
  expect(code === 0 || code === null).toBe(true);
  return code === 0 ? performance.now() - begunAt : undefined;
}

/** Park–Miller: the same moments for the same seed. */
function* randomNumbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 48_271) % 2_147_483_647;
    yield state / 2_147_483_647;
  }
}

const NEVER_MS = 60_000;

async function killed(folder: string, action: "export" | "import", place: string): Promise<number> {
  const wholeMs = (await run(start(folder, action, place), NEVER_MS)) ?? NEVER_MS;
  const random = randomNumbers(SEED);
  let kills = 0;
  for (let index = 0; index < KILLS; index += 1) {
    const end = await run(start(folder, action, place), random.next().value * wholeMs);
    if (end === undefined) kills += 1;
  }
  return kills;
}

it(`survives being killed while it exports and while it imports (seed ${SEED})`, async () => {
  const stick = fs.mkdtempSync(path.join(os.tmpdir(), "stick-"));
  onTestFinished(() => fs.rmSync(stick, { recursive: true, force: true }));
  const place = createCounter({ unitCode: UNIT_CODE });
  let counter = place.open();
  await counter.sync.register({ provinceUrl: province.url, enrolmentCode: ENROLMENT_CODE });
  for (let index = 0; index < DOSSIERS; index += 1) counter.receive([randomPage(PAGE_BYTES)]);
  await counter.close();

  expect(await killed(place.folder, "export", stick), "no export was killed in time").toBeGreaterThan(0);
  const bundles = fs.readdirSync(stick).filter((name) => name.endsWith(BUNDLE_EXTENSION));
  expect(bundles.length).toBeGreaterThan(0);
  const answers: string[] = [];
  for (const name of bundles) {
    const text = await province.acceptBundle(path.join(stick, name)); // refuses whatever is not whole
    expect(text.match(/"committed"/g)).toHaveLength(DOSSIERS);
    answers.push(path.join(stick, `${name}.qmcr`));
    fs.writeFileSync(answers.at(-1) ?? "", text);
  }
  await run(start(place.folder, "export", stick), NEVER_MS);
  expect(fs.readdirSync(stick).filter((name) => name.endsWith(".part"))).toEqual([]);

  const random = randomNumbers(SEED);
  for (const answer of answers.slice(0, 3)) await run(start(place.folder, "import", answer), random.next().value * 40);
  counter = place.open();
  onTestFinished(() => counter.close());
  const { sent, waiting } = counter.sync.status();
  expect(sent + waiting).toBe(DOSSIERS);
  for (const answer of answers) await counter.sync.bundle.import(answer);
  expect(counter.sync.status()).toMatchObject({ sent: DOSSIERS, waiting: 0, sending: 0, attention: 0 });
  const codes = counter.storage.read.all<{ code: string }>("SELECT DISTINCT official_code AS code FROM dossiers");
  expect(codes).toHaveLength(DOSSIERS);
}, 180_000);
