import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { build } from "vite";
import { openBed } from "./dossiers.fixture";
import { verifyEvents } from "./events";

interface Acknowledged {
  draft?: string;
  page?: string;
  received?: string;
  code?: string;
}

const ROOT = path.join(import.meta.dirname, "../../..");
const BUNDLE = path.join(ROOT, "node_modules/.cache/intake-loop", String(process.pid));
const KILLS = 5;
const SEED = 20261122;
let folder: string;

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "intake-kill-"));
  await build({
    configFile: false,
    root: ROOT,
    logLevel: "error",
    build: {
      target: "node20.18",
      ssr: fileURLToPath(new URL("./intake-loop.fixture.ts", import.meta.url)),
      outDir: BUNDLE,
      emptyOutDir: true,
      rollupOptions: { output: { format: "cjs", entryFileNames: "loop.cjs" } },
    },
  });
});
afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.rmSync(BUNDLE, { recursive: true, force: true });
});

it(`loses and doubles nothing that was acknowledged when it is killed ${KILLS} times (seed ${SEED})`, async () => {
  const acknowledged: Acknowledged[] = [];
  for (let kill = 0; kill < KILLS; kill++) acknowledged.push(...(await runAndKill(5 + ((SEED * (kill + 1)) % 23))));
  const bed = openBed({ folder });
  const pages = acknowledged.flatMap((fact) => fact.page ?? []);
  const received = acknowledged.flatMap(({ received: id, code }) => (id && code ? [{ id, code }] : []));
  expect(pages.length).toBeGreaterThan(KILLS);
  for (const page of pages) expect(bed.papers.readPage(page).byteLength).toBeGreaterThan(0);
  for (const { id, code } of received) expect(bed.dossiers.get(id)).toMatchObject({ provisionalCode: code });
  const codes = bed.storage.read.all<{ code: string }>(
    "SELECT provisional_code AS code FROM dossiers WHERE stage = 'received'",
  );
  expect(bed.storage.read.value("SELECT max(last) FROM daily_numbers")).toBe(codes.length);
  expect(bed.storage.read.value("SELECT count(*) FROM outbox")).toBe(codes.length);
  expect(bed.storage.read.value("SELECT count(DISTINCT dossier_id) FROM outbox")).toBe(codes.length);
  expect(verifyEvents(bed.storage.read).firstBroken).toBeNull();
  expect(bed.storage.check()).toEqual([]);
  bed.close();
});

/** Runs the loop and kills it with SIGKILL once it has acknowledged so many facts, in the middle of the next work. */
async function runAndKill(facts: number): Promise<Acknowledged[]> {
  const child = spawn(process.execPath, [path.join(BUNDLE, "loop.cjs"), folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    if (output.split("\n").length > facts) child.kill("SIGKILL");
  });
  await once(child, "close");
  expect(child.signalCode).toBe("SIGKILL");
  const whole = output.slice(0, output.lastIndexOf("\n")).split("\n");
  return whole.map((line) => JSON.parse(line) as Acknowledged);
}
