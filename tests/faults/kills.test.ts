import { fork, type ChildProcess } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { layOnGlass, makeScanner } from "../../scripts/driver/sane.mjs";
import { openStorage } from "../../electron/core/storage";
import { ChangeBus } from "../../electron/core/changes";
import { createSettings } from "../../electron/core/system";
import { settle } from "./account";
import type { Acknowledged, Order, Report } from "./protocol";
import { seededRandom } from "./seeded-random";

const KILLS = Number(process.env.FAULTS_KILLS ?? 20);
const SEED = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000);
const LONGEST_LIFE_MS = 4000;
const DRAIN_MS = 240_000;
const EXTERNAL = ["better-sqlite3", "tesseract.js", "wasm-vips", "@hyzyla/pdfium", /^node:/];

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "quay-faults-"));
const worker = path.resolve("test-out/faults/office-under-fire.js");
const scanner = makeScanner(folder);
const START: Order["start"] = {
  type: "start",
  dataFolder: path.join(folder, "data"),
  keyHex: "5a".repeat(32),
  keyProtection: "test",
  assetsFolder: path.resolve("assets"),
  appVersion: "0.0.0",
  electronVersion: "none",
  coreStarts: 1,
  training: false,
  command: null,
};

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: "error",
    build: {
      ssr: path.resolve("tests/faults/office-under-fire.ts"),
      outDir: path.dirname(worker),
      target: "node20.18",
      rollupOptions: { external: EXTERNAL, output: { format: "cjs", entryFileNames: "office-under-fire.js" } },
    },
    ssr: { noExternal: true, external: EXTERNAL.filter((name) => typeof name === "string") },
  });
  fs.mkdirSync(START.dataFolder, { recursive: true });
  configureCounter();
  await layOnGlass(scanner.glass, path.resolve("assets/samples/to-khai-xac-nhan-hon-nhan.jpg"), { heightPx: 700 });
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function configureCounter(): void {
  const storage = openStorage({ file: path.join(START.dataFolder, "office.db"), keyHex: START.keyHex });
  createSettings(storage, new ChangeBus()).save({
    counter: {
      governingBody: "UBND XÃ ĐĂK RƠ NGA",
      unitName: "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
      unitCode: "H34.12.5",
      communeCode: "",
      placeName: "Đăk Rơ Nga",
      counterName: "Quầy 1",
      officerName: "Nguyễn T. Hoa",
      phone: "",
      machineCode: "01",
    },
  });
  storage.close();
}

function start(order: Pick<Order, "task" | "run">): ChildProcess {
  const child = fork(worker, [], {
    env: { ...process.env, ...scanner.env },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  child.send({ ...order, start: START, glass: scanner.glass, drainMs: DRAIN_MS } satisfies Order);
  return child;
}

/** Lets it work, kills it after a while counted from its first word, and gives what it had acknowledged by then. */
async function workUntilKilled(run: number, lifeMs: number): Promise<Acknowledged[]> {
  const told: Acknowledged[] = [];
  const child = start({ task: "work", run });
  child.on("message", ({ acknowledged }: { acknowledged: Acknowledged }) => {
    told.push(acknowledged);
    if (acknowledged.kind === "open") setTimeout(() => child.kill("SIGKILL"), lifeMs);
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.once("close", (exitCode, exitSignal) => resolve([exitCode, exitSignal])),
  );
  expect({ code, signal }).toEqual({ code: null, signal: "SIGKILL" });
  return told;
}

async function askForReport(): Promise<Report> {
  const child = start({ task: "report", run: 0 });
  return new Promise((resolve, reject) => {
    child.once("message", ({ report }: { report: Report }) => resolve(report));
    child.once("exit", (code) => reject(new Error(`no report, exit ${code}`)));
  });
}

describe("core killed in the middle of intake, scan and recognition", () => {
  it(
    `loses, doubles and leaves nothing in ${KILLS} kills`,
    async () => {
      const random = seededRandom(SEED);
      const told: Acknowledged[] = [];
      for (let run = 1; run <= KILLS; run++)
        told.push(...(await workUntilKilled(run, Math.round(random() * LONGEST_LIFE_MS))));
      const { lost, duplicated, stuck } = settle(told, await askForReport());
      const line = `kills ${KILLS} lost ${lost.length} duplicated ${duplicated.length} stuck ${stuck.length} seed ${SEED}`;
      fs.mkdirSync("test-out", { recursive: true });
      fs.appendFileSync("test-out/faults.txt", `core: ${line}\n`);
      expect(told.filter((what) => what.kind === "page").length).toBeGreaterThan(KILLS / 4);
      expect(told.filter((what) => what.kind === "received").length).toBeGreaterThan(0);
      expect({ lost, duplicated, stuck }).toEqual({ lost: [], duplicated: [], stuck: [] });
    },
    DRAIN_MS + KILLS * 12_000,
  );
});
