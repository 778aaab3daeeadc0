// Looks again, one by one and in pauses, at pages that were understood by older rules.
import { errorCodeOf } from "../../../shared/errors";
import type { ChangeBus } from "../changes";
import type { PageRead } from "../recognition";
import type { Storage, Writer } from "../storage";
import { findStalePage } from "./page-rows";
import { RULES_VERSION } from "./rules-version";

export interface StaleRunnerDeps {
  storage: Storage;
  changes: ChangeBus;
  pageRead: (pageId: string) => PageRead | undefined;
  understand: (writer: Writer, pageId: string, read: PageRead) => void;
}

/** A page takes about 50 ms of the core: others come first. */
const PAUSE_MS = 200;

export class StaleRunner {
  readonly #deps: StaleRunnerDeps;
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: StaleRunnerDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#timer ??= setTimeout(() => this.#next(), PAUSE_MS);
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #next(): void {
    const { storage, changes, pageRead, understand } = this.#deps;
    try {
      const pageId = findStalePage(storage.read, RULES_VERSION);
      const read = pageId === undefined ? undefined : pageRead(pageId);
      if (pageId === undefined || !read) return;
      storage.transaction((writer) => understand(writer, pageId, read));
      changes.publish({ topic: "extraction", id: pageId });
    } catch (error) {
      // The disk is full: the next start looks again.
      console.error(`extraction: not stored: ${errorCodeOf(error)}`);
      return;
    }
    this.#timer = setTimeout(() => this.#next(), PAUSE_MS);
  }
}
