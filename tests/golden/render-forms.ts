// Builds the print entry and the harness into a temporary folder, and has the real Electron draw forms with them.
import fs from "node:fs";
import path from "node:path";
import { build, type InlineConfig } from "vite";
import react from "@vitejs/plugin-react";
import { withDisplay } from "../../scripts/run.mjs";
import { runToEnd } from "../../scripts/run-to-end.mjs";
import { resolveElectron } from "../../scripts/setup/electron-runtime.mjs";

const ROOT = path.resolve(import.meta.dirname, "..", "..");
const NODE = "node20.18";

export interface FormRequest {
  form: string;
  data: unknown;
  /** File that gets the PDF. */
  out: string;
}

export interface FormAnswer {
  /** null: the PDF is there. */
  fault: string | null;
  ms: number;
}

/** Once per suite: about three seconds. */
export async function buildHarness(folder: string): Promise<void> {
  await build({
    root: path.join(ROOT, "renderer"),
    configFile: false,
    logLevel: "warn",
    plugins: [react()],
    base: "./",
    build: {
      target: "chrome130",
      outDir: path.join(folder, "renderer"),
      assetsInlineLimit: 0,
      rollupOptions: { input: { print: path.join(ROOT, "renderer", "print.html") } },
    },
  });
  await build(nodeBundle(folder, "harness", path.join(ROOT, "tests", "golden", "harness.ts")));
  await build(nodeBundle(folder, "preload", path.join(ROOT, "electron", "shell", "preload.ts")));
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "form-harness", main: "harness.cjs" }));
}

function nodeBundle(folder: string, name: string, entry: string): InlineConfig {
  return {
    configFile: false,
    logLevel: "warn",
    build: {
      target: NODE,
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      lib: { entry, formats: ["cjs"], fileName: () => `${name}.cjs` },
      rollupOptions: { external: ["electron", /^node:/] },
    },
  };
}

/** @throws Error with what Electron wrote when it ended without answers */
export async function renderForms(
  folder: string,
  requests: readonly FormRequest[],
  flagsOfHarness: readonly string[] = [],
): Promise<FormAnswer[]> {
  const { executable } = await resolveElectron();
  const requestsFile = path.join(folder, "requests.json");
  const answersFile = `${requestsFile}.answers`;
  fs.rmSync(answersFile, { force: true });
  fs.writeFileSync(requestsFile, JSON.stringify(requests));
  const places = [path.join(folder, "renderer"), path.join(folder, "preload.cjs"), requestsFile];
  const flags = process.platform === "linux" ? ["--no-sandbox", "--disable-gpu"] : [];
  const output = await run(executable, [
    ...flags,
    `--user-data-dir=${path.join(folder, "profile")}`,
    folder,
    ...flagsOfHarness,
    ...places,
  ]);
  if (!fs.existsSync(answersFile)) throw new Error(`the harness gave no answer: ${output.slice(-2000)}`);
  return JSON.parse(fs.readFileSync(answersFile, "utf8")) as FormAnswer[];
}

async function run(executable: string, argv: string[]): Promise<string> {
  const { out, err } = await runToEnd(withDisplay([executable, ...argv]), { timeoutMs: 110_000 });
  return `${out}\n${err}`;
}
