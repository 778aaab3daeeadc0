// Follows core's stream of changes and has the affected queries asked again.
import type { QueryClient } from "@tanstack/react-query";
import type { Change, ChangeTopic } from "../../shared/contract";
import { api, client } from "./client";
import { faultOf } from "./fault";

/** What a window may be showing of each topic. */
const KEYS: Readonly<Record<ChangeTopic, () => readonly (readonly unknown[])[]>> = {
  dossiers: () => [api.dossiers.key(), api.sync.key()],
  papers: () => [api.papers.key(), api.dossiers.key()],
  recognition: () => [api.recognition.key(), api.papers.list.key()],
  // A conflict shows the line of the page that its value was read from.
  extraction: () => [api.extraction.key(), api.sync.conflicts.key()],
  printing: () => [api.printing.key(), api.dossiers.get.key()],
  sync: () => [api.sync.key(), api.dossiers.key()],
  settings: () => [api.system.key(), api.sync.status.key()],
  catalogue: () => [api.catalogue.key()],
  // Not the search for devices: it takes seconds and is asked for by the officer.
  scanning: () => [api.scanning.panel.key(), api.scanning.profiles.key(), api.scanning.batches.key()],
};

/** A run of changes (a batch of pages, progress of sending) becomes one refresh. */
const GATHER_MS = 120;
/** While changes do not end, a long batch must not have everything asked again for each of its pages. */
const REST_MS = 1_000;
const RETRY_MS = 1_000;

export class ChangeWatcher {
  private readonly pending = new Set<ChangeTopic>();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private run = new AbortController();
  private refreshedAtMs = -REST_MS;

  constructor(private readonly queries: QueryClient) {}

  /** Starts over on a fresh port; whatever changed meanwhile is asked again. */
  restart(): void {
    this.run.abort();
    this.run = new AbortController();
    void this.queries.invalidateQueries();
    void this.follow(this.run.signal);
  }

  private async follow(signal: AbortSignal): Promise<void> {
    try {
      const changes = await client.system.watch(undefined, { signal });
      for await (const change of changes) this.note(change);
    } catch (error) {
      // A lost core brings a fresh port and a restart of its own; only a stream that broke by itself is reopened.
      if (faultOf(error).code === "CORE_UNAVAILABLE") return;
    }
    if (!signal.aborted) setTimeout(() => !signal.aborted && this.restart(), RETRY_MS);
  }

  private note(change: Change): void {
    this.pending.add(change.topic);
    const restMs = this.refreshedAtMs + REST_MS - performance.now();
    this.timer ??= setTimeout(() => this.refresh(), Math.max(GATHER_MS, restMs));
  }

  private refresh(): void {
    this.timer = null;
    this.refreshedAtMs = performance.now();
    const topics = [...this.pending];
    this.pending.clear();
    for (const queryKey of topics.flatMap((topic) => KEYS[topic]())) void this.queries.invalidateQueries({ queryKey });
  }
}
