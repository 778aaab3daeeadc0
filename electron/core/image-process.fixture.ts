// Bundles the image entry as the program does, for tests that need the real process without a full build.
import fs from "node:fs";
import path from "node:path";
import { build } from "vite";

const ROOT = path.join(import.meta.dirname, "../..");

/** @returns the bundled entry; each test process has its own, so that two runs never share a half-written file */
export async function buildImageProcess(): Promise<string> {
  const outDir = path.join(ROOT, "node_modules/.cache/image-process", String(process.pid));
  process.once("exit", () => fs.rmSync(outDir, { recursive: true, force: true }));
  await build({
    configFile: false,
    root: ROOT,
    logLevel: "error",
    build: {
      target: "node20.18",
      ssr: path.join(import.meta.dirname, "imaging/process/main.ts"),
      outDir,
      emptyOutDir: true,
      rollupOptions: { output: { format: "cjs", entryFileNames: "image-process.cjs" } },
    },
  });
  return path.join(outDir, "image-process.cjs");
}
