// The rival of the reading rows: the tesseract command of Debian with Debian's own model.
import { spawnSync } from "node:child_process";

const ONE_THREAD = { ...process.env, OMP_THREAD_LIMIT: "1" };

/** As somebody would type it: all defaults. @returns {string} */
export function readAsTyped(image) {
  return run([image, "stdout", "-l", "vie"], {});
}

/** The same cleaned picture that our engine gets, one thread, the same layout of one column. @returns {string} */
export function readCleaned(pgm, resolutionDpi) {
  const layout = ["--oem", "1", "--psm", "4", "--dpi", String(resolutionDpi)];
  return run(["stdin", "stdout", "-l", "vie", ...layout], { input: pgm, env: ONE_THREAD });
}

/** Its words with their places, as a table of tabs. @returns {string} */
export function readTable(bytes) {
  return run(["stdin", "stdout", "-l", "vie", "tsv"], { input: bytes, env: ONE_THREAD });
}

function run(args, options) {
  const done = spawnSync("tesseract", args, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024, ...options });
  if (done.error || done.status !== 0)
    throw new Error(`native tesseract: ${done.error?.message ?? done.stderr.trim()}`);
  return done.stdout;
}
