// Looks at each page soon after its arrival and keeps what a person should see about it.
import type { Page } from "../../../shared/contract";
import { DomainError, errorCodeOf } from "../../../shared/errors";
import type { ChangeBus } from "../changes";
import type { Clock } from "../clock";
import type { Imaging, PageMetrics, QuarterTurns } from "../imaging";
import type { Storage, Writer } from "../storage";
import { judge, PICTURE_KINDS } from "./judge";
import { enqueuePage, markFailed, markInspected, nextPage, saveFindings } from "./queue";
import { TitleCheck } from "./title-check";

export interface InspectionDeps {
  storage: Storage;
  imaging: Pick<Imaging, "inspect">;
  papers: {
    /** @throws DomainError NOT_FOUND */
    getPage(pageId: string): Page;
    /** @throws DomainError BLOB_MISSING, BLOB_DAMAGED */
    readPage(pageId: string): Uint8Array;
  };
  changes: ChangeBus;
  clock: Clock;
}

export interface InspectionService {
  /** To be called in the transaction that adds or turns the page. */
  enqueue(writer: Writer, pageId: string): void;
  /**
   * Looks at what waits, pages from before a crash included, and from then on at whatever is added. Compares titles with
   * components whenever a page was read or papers changed.
   */
  start(): void;
  /** At once; a page that is being looked at is looked at again after the next start. */
  stop(): Promise<void>;
}

/** While the disk is full, the queue waits. */
const STORAGE_PAUSE_MS = 5000;

export function createInspection(deps: InspectionDeps): InspectionService {
  const runner = new InspectionRunner(deps);
  const titles = new TitleCheck(deps);
  return {
    enqueue(writer, pageId) {
      enqueuePage(writer, pageId, deps.clock.now().toISOString());
      setImmediate(() => runner.wake()); // by then the transaction has ended
    },
    start() {
      runner.start();
      titles.start();
    },
    async stop() {
      titles.stop();
      runner.stop();
    },
  };
}

class InspectionRunner {
  readonly #deps: InspectionDeps;
  #isRunning = false;
  #isStopped = true;
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: InspectionDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#isStopped = false;
    this.wake();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  wake(): void {
    if (!this.#isStopped && !this.#isRunning) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    try {
      for (let pageId = this.#next(); pageId !== undefined; pageId = this.#next()) await this.#inspect(pageId);
    } catch (error) {
      console.error(`inspection: not stored: ${errorCodeOf(error)}`);
      this.#timer = setTimeout(() => this.wake(), STORAGE_PAUSE_MS);
    }
    this.#isRunning = false;
  }

  #next(): string | undefined {
    return this.#isStopped ? undefined : nextPage(this.#deps.storage.read);
  }

  async #inspect(pageId: string): Promise<void> {
    const { storage, papers, changes } = this.#deps;
    const page = papers.getPage(pageId);
    const metrics = await this.#measure(page);
    if (this.#isStopped) return;
    storage.transaction((writer) => {
      if (metrics) this.#save(writer, page, metrics);
      else markFailed(writer, pageId);
    });
    changes.publish({ topic: "papers", id: page.dossierId });
  }

  /** null when the page cannot be looked at. */
  async #measure(page: Page): Promise<PageMetrics | null> {
    const { papers, imaging } = this.#deps;
    try {
      const quarterTurns = (page.rotation / 90) as QuarterTurns;
      return await imaging.inspect(papers.readPage(page.id), page.resolutionDpi, quarterTurns);
    } catch (error) {
      // The queue is the edge here: the page stays without findings, and the next one is looked at.
      if (!this.#isStopped) console.error(`inspection: page not looked at: ${errorCodeOf(error)}`);
      if (!(error instanceof DomainError)) console.error(error);
      return null;
    }
  }

  /** A page that was turned meanwhile stays in the queue. */
  #save(writer: Writer, before: Page, metrics: PageMetrics): void {
    const { papers, clock } = this.#deps;
    if (papers.getPage(before.id).rotation !== before.rotation) return;
    saveFindings(writer, before.id, { kinds: PICTURE_KINDS, found: judge(metrics, before.resolutionDpi) });
    markInspected(writer, before.id, clock.now().toISOString());
  }
}
