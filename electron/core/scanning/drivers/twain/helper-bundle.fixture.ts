// Bundles the TWAIN helper as the program does, for tests that need the real process without a full build.
import path from "node:path";
import { build } from "vite";

const ROOT = path.join(import.meta.dirname, "../../../../..");

/** @returns the bundled entry in `outDir`, which keeps what is in it; koffi stays outside and must be found from there */
export async function buildTwainHelper(outDir: string): Promise<string> {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: "error",
    ssr: { noExternal: true, external: ["koffi"] },
    build: {
      target: "node20.18",
      ssr: path.join(import.meta.dirname, "helper/main.ts"),
      outDir,
      emptyOutDir: false,
      rollupOptions: { output: { format: "cjs", entryFileNames: "twain-helper.cjs" } },
    },
  });
  return path.join(outDir, "twain-helper.cjs");
}
