// Reads queued pages in the background, as many at a time as the pool has engines.
import type { Fault } from "../../../shared/contract";
import { DomainError, errorCodeOf } from "../../../shared/errors";
import type { ChangeBus } from "../changes";
import type { Clock } from "../clock";
import type { Writer } from "../storage";
import { hasQueuedJobs, putBackJob, recoverJobs, saveFault, takeJob, type Job } from "./job-queue";
import { readJob, saveOutcome, type Outcome, type PageWorkDeps } from "./page-work";

export interface RunnerDeps extends PageWorkDeps {
  changes: ChangeBus;
  clock: Clock;
  /** Pages under way at the same time: while some are read, the next is made ready. */
  lanes: number;
  /** Ends what is being read. */
  closeEngines: () => void;
}

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
    const { storage, clock, lanes } = this.#deps;
    storage.transaction((writer) => recoverJobs(writer, clock.now().toISOString()));
    this.#lanes = Array.from({ length: lanes }, () => this.#runLane());
  }

  /** Resolves as soon as nothing is being read or written; pages in work go back to the queue. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#deps.closeEngines();
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
    let outcome = await this.#outcomeOf(job);
    // What the database will never take must not hold up the pages behind it.
    const giveUp = (error: unknown) => (outcome = { fault: faultOf(error) });
    await this.#durably((writer) => this.#save(writer, job, outcome), giveUp);
    this.#publish(job);
  }

  async #outcomeOf(job: Job): Promise<Outcome | { fault: Fault }> {
    try {
      return await readJob(this.#deps, job);
    } catch (error) {
      // The queue is the edge here: the code is stored and shown, and the next page is read.
      if (!(error instanceof DomainError)) console.error("recognition: page not read", error);
      return { fault: faultOf(error) };
    }
  }

  #save(writer: Writer, job: Job, outcome: Outcome | { fault: Fault }): void {
    const nowUtc = this.#deps.clock.now().toISOString();
    if ("read" in outcome) saveOutcome(this.#deps, writer, { ...outcome, job, nowUtc });
    else if (outcome.fault.code === "CANCELLED" && this.#stopped) putBackJob(writer, job);
    else saveFault(writer, job, { fault: outcome.fault, nowUtc });
  }

  /**
   * Repeats a transaction until the storage takes it; gives up when recognition is stopped.
   * @param onRefusal for a failure that is not of the storage and would come again: the work is to be another from then on
   */
  async #durably<Result>(
    work: (writer: Writer) => Result,
    onRefusal?: (error: unknown) => void,
  ): Promise<Result | undefined> {
    for (let refuse = onRefusal; ;) {
      try {
        return this.#deps.storage.transaction(work);
      } catch (error) {
        console.error(`recognition: not stored: ${errorCodeOf(error)}`);
        if (this.#stopped) return undefined;
        if (refuse && !isOfStorage(error)) {
          refuse(error);
          refuse = undefined;
          continue;
        }
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

  #publish({ pageId }: Job): void {
    this.#deps.changes.publish({ topic: "recognition", id: pageId });
  }
}

function isOfStorage(error: unknown): boolean {
  return error instanceof DomainError && error.code.startsWith("STORAGE_");
}

function faultOf(error: unknown): Fault {
  return { code: errorCodeOf(error), facts: error instanceof DomainError ? error.facts : {} };
}
