// The province's own command for a stick: what it says, and what stands when it is killed in the middle of a bundle.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { build } from "vite";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import { startProvince, type Province } from "../../province/start";
import { askAsClerk } from "./clerk.fixture";
import { ADMIN_TOKEN, createCounter, ENROLMENT_CODE, randomPage } from "./counter.fixture";

const SEED = 2614;
const KILLS = 4;
const DOSSIERS = 25;
const PAGE_BYTES = 100_000;
const ROOT = path.join(import.meta.dirname, "..", "..");
const OUT = path.join(ROOT, "test-out", "bundle-accept");

beforeAll(() =>
  build({
    configFile: false,
    logLevel: "error",
    ssr: { noExternal: true, external: ["@electric-sql/pglite", "pg"] },
    build: {
      ssr: path.join(ROOT, "province", "server.ts"),
      outDir: OUT,
      rolldownOptions: { output: { format: "cjs", entryFileNames: "province.cjs", chunkFileNames: "[name].cjs" } },
    },
  }),
);

interface Ended {
  code: number | null;
  words: string;
  tookMs: number;
}

async function accept(dataFolder: string, args: readonly string[], killAfterMs = 60_000): Promise<Ended> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [path.join(OUT, "province.cjs"), "accept", ...args], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataFolder, NODE_NO_WARNINGS: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  onTestFinished(() => killGroup(child));
  let words = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece: Buffer) => (words += piece.toString()));
  const timer = setTimeout(() => killGroup(child), killAfterMs);
  const [code] = (await once(child, "close")) as [number | null];
  clearTimeout(timer);
  return { code, words, tookMs: performance.now() - startedAt };
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid, "SIGKILL");
}

function openProvince(dataFolder: string): Promise<Province> {
  return startProvince({ dataFolder, enrolmentCode: ENROLMENT_CODE, adminToken: ADMIN_TOKEN });
}

async function listDossiers(province: Province): Promise<{ dossierId: string; officialCode: string }[]> {
  const { items } = await askAsClerk<{ items: { dossierId: string; officialCode: string }[] }>(
    province.url,
    "dossiers?limit=1000",
  );
  return items;
}

/** Park–Miller: the same moments for the same seed. */
function* randomNumbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 48_271) % 2_147_483_647;
    yield state / 2_147_483_647;
  }
}

it(`carries out a bundle once, however often it is killed in the middle (seed ${SEED})`, async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bundle-accept-"));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  const dataFolder = path.join(folder, "province");
  let province = await openProvince(dataFolder);
  const counter = createCounter({ unitCode: "H34.12.9" }).open();
  onTestFinished(() => counter.close());
  await counter.sync.register({ provinceUrl: province.url, enrolmentCode: ENROLMENT_CODE });
  const ids = Array.from({ length: DOSSIERS }, () => counter.receive([randomPage(PAGE_BYTES)]));
  const { file } = await counter.sync.bundle.export(folder);
  await province.close();

  const damaged = path.join(folder, "damaged.qmcb");
  fs.writeFileSync(damaged, fs.readFileSync(file).subarray(0, -1));
  const refused = await accept(dataFolder, [damaged]);
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.words).toContain("bị hỏng");
  expect(fs.existsSync(path.join(folder, "damaged.qmcr"))).toBe(false);
  expect((await accept(dataFolder, [path.join(folder, "not-there")])).code).toBe(2);

  const startMs = refused.tookMs;
  const random = randomNumbers(SEED);
  let kills = 0;
  for (let index = 0; index < KILLS; index += 1) {
    const { code } = await accept(dataFolder, [file], startMs * (0.6 + random.next().value));
    if (code === null) kills += 1;
    else expect(code).toBe(0);
  }
  expect(kills, "nothing was killed in time").toBeGreaterThan(0);
  const done = await accept(dataFolder, [file]);
  expect(done).toMatchObject({ code: 0 });
  expect(JSON.parse(done.words)).toMatchObject({ accepted: DOSSIERS, notAccepted: 0 });

  province = await openProvince(dataFolder);
  onTestFinished(() => province.close());
  const there = await listDossiers(province);
  expect(there.map((dossier) => dossier.dossierId).sort()).toEqual([...ids].sort());
  await counter.sync.bundle.import(file.replace(/b$/, "r"));
  expect(counter.sync.status()).toMatchObject({ sent: DOSSIERS, waiting: 0, attention: 0 });
  for (const { dossierId, officialCode } of there) expect(counter.officialCodeOf(dossierId)).toBe(officialCode);
  console.log(`bundle accept: seed ${SEED}, ${kills} kills, ${DOSSIERS} dossiers, 0 lost, 0 doubled`);
}, 180_000);
