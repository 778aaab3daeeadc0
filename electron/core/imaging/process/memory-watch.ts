// Ends the image process when a file makes it take more memory than the counter's PC can spare.
import { Worker } from "node:worker_threads";
import { MAX_MEMORY_BYTES } from "../limits";

const LOOK_EVERY_MS = 100;

// Decoding holds up the thread that it runs in, so another one has to look; it needs no bundle of its own.
const WATCH = `
  const { workerData } = require("node:worker_threads");
  setInterval(() => {
    if (process.memoryUsage.rss() > workerData.limitBytes) process.kill(process.pid, "SIGKILL");
  }, workerData.everyMs);
`;

export function watchMemory(): void {
  const workerData = { limitBytes: MAX_MEMORY_BYTES, everyMs: LOOK_EVERY_MS };
  new Worker(WATCH, { eval: true, workerData, resourceLimits: { maxOldGenerationSizeMb: 8 } }).unref();
}
