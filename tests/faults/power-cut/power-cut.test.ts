// R4, R5: the power goes while dossiers are received. What was acknowledged is there afterwards; and with synchronous=NORMAL,
// the negative control, it is not: otherwise the test would prove nothing.
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { build, type Plugin } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCounter } from "../../sync/counter.fixture";
import { seededRandom } from "../seeded-random";
import { canCutPower, openDisk, type Disk } from "./power";

const SEED = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000);
const CUTS = Math.ceil(Number(process.env.FAULTS_KILLS ?? 20) / 4);
const MOST_RECEIVED = 60;
const UNIT = "H41.20.1";
const TEST_MS = 60_000 + CUTS * 10_000;
const ROOT = path.join(import.meta.dirname, "..", "..", "..");
const OUT = path.join(ROOT, "test-out", `power-cut-${process.pid}`);

/** Our own program with one word changed. */
function withNormalSync(): Plugin {
  return {
    name: "synchronous-normal",
    transform: (code, file) =>
      file.endsWith(path.join("storage", "database.ts"))
        ? code.replace('"synchronous = FULL"', '"synchronous = NORMAL"').replace("synchronous: 2", "synchronous: 1")
        : undefined,
  };
}

async function buildCounter(name: string, plugins: Plugin[]): Promise<void> {
  await build({
    ...{ configFile: false, logLevel: "error", plugins },
    ssr: { noExternal: true, external: ["better-sqlite3"] },
    build: {
      ssr: path.join(import.meta.dirname, "receive-until-cut.ts"),
      outDir: path.join(OUT, name),
      rolldownOptions: { output: { format: "cjs", entryFileNames: "counter.cjs", chunkFileNames: "[name].cjs" } },
    },
  });
}

/** @returns ids that the counter had said before the power went */
async function receiveUntilCut(disk: Disk, script: string, after: number): Promise<string[]> {
  const child = spawn(process.execPath, [script, path.join(disk.folder, "counter"), UNIT], {
    ...{ cwd: ROOT, stdio: ["ignore", "pipe", "ignore"] },
  });
  const exited = once(child, "exit");
  const told: string[] = [];
  const lines = createInterface({ input: child.stdout });
  await new Promise<void>((resolve, reject) => {
    lines.on("line", (id) => told.push(id) === after && resolve());
    child.once("exit", () => reject(new Error("the counter ended by itself")));
  });
  lines.close();
  const before = [...told];
  await disk.cutPower(async () => {
    child.kill("SIGKILL");
    await exited;
  });
  return before;
}

/** @returns those of `told` that are not there, or not with their operation */
async function findLost(disk: Disk, told: readonly string[]): Promise<string[]> {
  const counter = createCounter({ folder: path.join(disk.folder, "counter"), unitCode: UNIT }).open();
  const sql = `SELECT d.id FROM dossiers AS d JOIN outbox AS o ON o.dossier_id = d.id`;
  const there = new Set(counter.storage.read.all<{ id: string }>(sql).map(({ id }) => id));
  const pages = counter.storage.read.all<{ sha256: string }>("SELECT sha256 FROM blobs");
  const damaged = pages.filter(({ sha256 }) => counter.blobs.get(sha256).length === 0);
  await counter.close();
  return [...told.filter((id) => !there.has(id)), ...damaged.map(({ sha256 }) => sha256)];
}

describe.runIf(canCutPower)("a power cut", () => {
  let disk: Disk;
  beforeAll(async () => {
    await buildCounter("full", []);
    await buildCounter("normal", [withNormalSync()]);
  });
  afterAll(() => fs.rmSync(OUT, { recursive: true, force: true }));

  async function cut(name: "full" | "normal"): Promise<{ acknowledged: number; lost: number }> {
    const random = seededRandom(SEED);
    disk = openDisk();
    fs.mkdirSync(path.join(disk.folder, "counter"));
    const told: string[] = [];
    try {
      let lost = 0;
      for (let index = 0; index < CUTS; index += 1) {
        const after = 1 + Math.floor(random() * MOST_RECEIVED);
        told.push(...(await receiveUntilCut(disk, path.join(OUT, name, "counter.cjs"), after)));
        const gone = await findLost(disk, told);
        lost += gone.length;
        told.splice(0, told.length, ...told.filter((id) => !gone.includes(id))); // each is counted once
      }
      const acknowledged = told.length + lost;
      fs.appendFileSync(
        path.join(ROOT, "test-out", "faults.txt"),
        `power cut, ${name}: cuts ${CUTS} acknowledged ${acknowledged} lost ${lost} seed ${SEED}\n`,
      );
      return { acknowledged, lost };
    } finally {
      disk.remove();
    }
  }

  it(
    `takes nothing that was acknowledged, ${CUTS} times`,
    async () => {
      const { acknowledged, lost } = await cut("full");
      expect(lost).toBe(0);
      expect(acknowledged).toBeGreaterThanOrEqual(CUTS);
    },
    TEST_MS,
  );

  it(
    "takes some of it with synchronous=NORMAL: the negative control",
    async () => {
      expect((await cut("normal")).lost).toBeGreaterThan(0);
    },
    TEST_MS,
  );
});
