// The mechanics of the virtual device: sheets in the feeder, a page on the glass, jobs, and what goes wrong with them.
import { randomUUID } from "node:crypto";

/** AdfState that a mechanical fault leaves behind, and whether the answer is an empty page instead of a refusal. */
export const MECHANICAL = {
  jam: { adfState: "ScannerAdfJam" },
  "jam-empty-body": { adfState: "ScannerAdfJam", isEmptyBody: true },
  mispick: { adfState: "ScannerAdfMispick" },
  "cover-open": { adfState: "ScannerAdfHatchOpen" },
  "door-open": { adfState: "ScannerAdfDoorOpen" },
  "double-feed": { adfState: "ScannerAdfMultipickDetected" },
};

export class Feeder {
  /** @type {Buffer[]} */
  #waiting = [];
  jobs = new Map();
  adfState = "ScannerAdfEmpty";
  /** Sheets that left the feeder since the device was started. */
  sheetsFed = 0;

  /** Lays sheets into the feeder, in place of what was there. @param {readonly Buffer[]} pages in order, backs too */
  load(pages) {
    this.#waiting = [...pages];
    this.adfState = pages.length > 0 ? "ScannerAdfLoaded" : "ScannerAdfEmpty";
  }

  get waiting() {
    return this.#waiting.length;
  }

  get isEmpty() {
    return this.waiting === 0;
  }

  get state() {
    return [...this.jobs.values()].some((job) => job.state === "Processing") ? "Processing" : "Idle";
  }

  startJob(settings) {
    const job = { id: randomUUID(), settings, images: 0, state: "Processing", reason: "JobScanning", back: null };
    this.jobs.set(job.id, job);
    return job;
  }

  /** @returns {Buffer | undefined} the next side: a back comes from inside the device, a front feeds a sheet */
  feed(job) {
    if (job.back) {
      const { back } = job;
      job.back = null;
      return back;
    }
    const front = this.#waiting.shift();
    if (!front) return undefined;
    this.sheetsFed++;
    if (job.settings.isDuplex) job.back = this.#waiting.shift() ?? null;
    if (this.isEmpty) this.adfState = "ScannerAdfEmpty";
    return front;
  }

  end(job, state, reason) {
    if (job.state !== "Processing") return;
    job.state = state;
    job.reason = reason;
  }
}
