// Which print system this machine has: one line per system.
import { cupsQueue } from "./cups";
import type { PrintQueue } from "./print-queue";
import { createWindowsQueue, type Rasterise } from "./windows";

export function openPrintQueue(rasterise: Rasterise): PrintQueue {
  return process.platform === "win32" ? createWindowsQueue(rasterise) : cupsQueue;
}
