// Bundles the image entry as the program does, for tests that need the real process without a full build.
import fs from "node:fs";
import path from "node:path";
import { build } from "vite";

const ROOT = path.join(import.meta.dirname, "../..");

/** @returns the bundled entry; each test process has its own, so that two runs never share a half-written file */
export async function buildImageProcess(): Promise<string> {
  const outDir = path.join(ROOT, "node_modules/.cache/image-process", String(process.pid));
  removeAbandoned(path.dirname(outDir));
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

/** A test process ends without a chance to tidy up: the next one does it. */
function removeAbandoned(parent: string): void {
  if (!fs.existsSync(parent)) return;
  for (const pid of fs.readdirSync(parent))
    if (!isAlive(Number(pid))) fs.rmSync(path.join(parent, pid), { recursive: true, force: true });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false; // there is no such process
  }
}
