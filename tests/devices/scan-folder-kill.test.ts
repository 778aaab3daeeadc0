import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { build } from "vite";
import { expect, test } from "vitest";
import { buildImageProcess } from "../../electron/core/image-process.fixture";
import { makePdf } from "../../electron/core/sample-files.fixture";
import { makeFolderBed, newPng } from "../../electron/core/scanning/drivers/folder/folder.fixture";

const KILLS = 8;

test("killed again and again between storing a page and putting its file away, nothing is lost or taken twice", async () => {
  const bed = makeFolderBed();
  const ledger = path.join(bed.folder, ".ledger");
  const files = [makePdf(5), newPng(), makePdf(7), newPng(), newPng()];
  files.forEach((bytes, index) => bed.put(`scan ${index}.bin`, bytes));
  const program = await buildTaker();
  const imageEntry = await buildImageProcess();

  const taker = (killAfter: number) => runTaker(program, [bed.folder, ledger, imageEntry], killAfter);
  for (let kill = 0; kill < KILLS; kill++) expect(await taker(1)).toBe("SIGKILL");
  expect(await taker(Infinity)).toBe(0);

  const accepted = fs.readFileSync(ledger, "utf8").trim().split("\n");
  expect(new Set(accepted).size, "twice").toBe(accepted.length);
  expect(accepted.sort()).toEqual(files.flatMap(keysOf).sort());
  const archived = bed.names().filter((name) => name !== ".ledger");
  expect(archived.map((name) => path.basename(name))).toEqual(files.map((_, index) => `scan ${index}.bin`));
  expect(archived.every((name) => name.startsWith("da-nhan/"))).toBe(true);
  bed.remove();
}, 300_000);

function keysOf(bytes: Buffer, index: number): string[] {
  const pages = [5, 1, 7, 1, 1][index] ?? 0;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return Array.from({ length: pages }, (_, page) => `${sha256}#${page + 1}`);
}

/** @returns the signal that ended it, or its exit code */
function runTaker(program: string, args: string[], killAfter: number): Promise<number | string | null> {
  const child = fork(program, args);
  let accepted = 0;
  child.on("message", () => ++accepted === killAfter && child.kill("SIGKILL"));
  return new Promise((resolve) => child.once("exit", (code, signal) => resolve(signal ?? code)));
}

async function buildTaker(): Promise<string> {
  const outDir = path.resolve("node_modules/.cache/take-folder", String(process.pid));
  await build({
    configFile: false,
    logLevel: "error",
    build: {
      target: "node20.18",
      ssr: path.join(import.meta.dirname, "take-folder.ts"),
      outDir,
      rollupOptions: { output: { format: "cjs", entryFileNames: "take-folder.cjs" } },
    },
    ssr: { noExternal: true },
  });
  return path.join(outDir, "take-folder.cjs");
}
