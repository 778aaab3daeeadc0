// Reads queued pages in the background, as many at a time as the pool has engines.
import type { Fault } from "../../../shared/contract";
import { DomainError, errorCodeOf } from "../../../shared/errors";
import type { ChangeBus } from "../changes";
import type { Clock } from "../clock";
import type { Storage, Writer } from "../storage";
import type { Recognised } from "./engine";
import type { EnginePool } from "./engine-pool";
import { hasQueuedJobs, putBackJob, recoverJobs, saveFault, saveReading, takeJob, type Job } from "./job-queue";

/** What recognition needs to know of papers. */
export interface PageSource {
  /** @throws DomainError NOT_FOUND */
  getPage(pageId: string): { resolutionDpi: number };
  /** As it is shown: the boxes of the words are on the upright picture. @throws DomainError BLOB_MISSING, BLOB_DAMAGED */
  readUpright(pageId: string): Promise<Uint8Array>;
}

export interface RunnerDeps {
  storage: Storage;
  papers: PageSource;
  changes: ChangeBus;
  clock: Clock;
  pool: EnginePool;
}

type Outcome = { recognised: Recognised } | { fault: Fault };

/** While the disk is full, what was read is kept in memory and offered again. */
const STORAGE_PAUSE_MS = 5000;

export class ReadingRunner {
  readonly #deps: RunnerDeps;
  #lanes: Promise<void>[] = [];
  #stopped = false;
  #sleepers: (() => void)[] = [];

  constructor(deps: RunnerDeps) {
    this.#deps = deps;
  }

  start(): void {
    if (this.#lanes.length > 0) return;
    const { storage, clock, pool } = this.#deps;
    storage.transaction((writer) => recoverJobs(writer, clock.now().toISOString()));
    this.#lanes = Array.from({ length: pool.size }, () => this.#runLane());
  }

  /** Resolves as soon as nothing is being read or written; pages in work go back to the queue. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#deps.pool.close();
    this.wake();
    await Promise.all(this.#lanes);
  }

  /** Looks into the queue again. */
  wake(): void {
    for (const wakeUp of this.#sleepers.splice(0)) wakeUp();
  }

  async #runLane(): Promise<void> {
    while (!this.#stopped) {
      const job = await this.#durably((writer) => takeJob(writer));
      if (job) await this.#readPage(job);
      else if (!this.#stopped && !hasQueuedJobs(this.#deps.storage.read)) await this.#sleep(null);
    }
  }

  async #readPage(job: Job): Promise<void> {
    this.#publish(job);
    const outcome = await this.#outcomeOf(job);
    await this.#durably((writer) => this.#save(writer, job, outcome));
    this.#publish(job);
  }

  async #outcomeOf({ pageId }: Job): Promise<Outcome> {
    const { papers, pool } = this.#deps;
    try {
      const { resolutionDpi } = papers.getPage(pageId);
      return { recognised: await pool.recognise(await papers.readUpright(pageId), resolutionDpi) };
    } catch (error) {
      // The queue is the edge here: the code is stored and shown, and the next page is read.
      if (!(error instanceof DomainError)) console.error("recognition: page not read", error);
      return { fault: { code: errorCodeOf(error), facts: error instanceof DomainError ? error.facts : {} } };
    }
  }

  #save(writer: Writer, job: Job, outcome: Outcome): void {
    const { clock, pool } = this.#deps;
    const nowUtc = clock.now().toISOString();
    if ("recognised" in outcome)
      saveReading(writer, job, { ...outcome.recognised, engine: pool.kind.id, readAtUtc: nowUtc });
    else if (outcome.fault.code === "CANCELLED") putBackJob(writer, job);
    else saveFault(writer, job, { fault: outcome.fault, nowUtc });
  }

  /** Repeats a transaction until the storage takes it; gives up when recognition is stopped. */
  async #durably<Result>(work: (writer: Writer) => Result): Promise<Result | undefined> {
    for (;;) {
      try {
        return this.#deps.storage.transaction(work);
      } catch (error) {
        console.error(`recognition: not stored: ${errorCodeOf(error)}`);
        if (this.#stopped) return undefined;
      }
      await this.#sleep(STORAGE_PAUSE_MS);
    }
  }

  /** Until woken, or until the time is over. */
  #sleep(limitMs: number | null): Promise<void> {
    return new Promise((resolve) => {
      const timer = limitMs === null ? undefined : setTimeout(resolve, limitMs);
      this.#sleepers.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #publish(job: Job): void {
    this.#deps.changes.publish({ topic: "recognition", id: job.pageId });
  }
}
