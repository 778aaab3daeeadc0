// Drives one run of the scanner or of chosen files, and shows each page as soon as it is durable.
import { useCallback, useEffect, useRef, useState } from "react";
import type { Page, ScanEvent, ScannerProfile } from "../../../../shared/contract";
import { api, client, faultOf, queryClient } from "../../../bridge";
import { afterEvent, ended, type ScanOrigin, type ScanRun, startedRun } from "./scan-run";

export interface Scanning {
  run: ScanRun | null;
  scan: (profile: ScannerProfile, componentId: string | null) => void;
  importFiles: (files: readonly File[], componentId: string | null) => void;
  cancel: () => void;
  /** Puts the notice of an ended run away. */
  dismiss: () => void;
}

type Stream = AsyncIterable<ScanEvent>;
type Open = (signal: AbortSignal) => Promise<Stream>;

export function useScanning(dossierId: string, onPage: (page: Page) => void): Scanning {
  const [run, setRun] = useState<ScanRun | null>(null);
  const controller = useRef<AbortController | null>(null);
  const follow = useCallback(
    async (first: ScanRun, open: Open) => {
      if (controller.current) return;
      const own = (controller.current = new AbortController());
      let current = first;
      setRun(current);
      const take = (event: ScanEvent): void => {
        if (event.kind === "page") addToList(event.page);
        if (event.kind === "page") onPage(event.page);
        setRun((current = afterEvent(current, event)));
      };
      setRun(await finish(consume(open, own.signal, take), own.signal, () => current));
      controller.current = null;
      void queryClient.invalidateQueries({ queryKey: api.dossiers.get.queryKey({ input: { id: dossierId } }) });
    },
    [dossierId, onPage],
  );
  const start = (origin: ScanOrigin, componentId: string | null, open: Open): void =>
    void follow(startedRun(origin, componentId), open);
  useEffect(() => () => controller.current?.abort(), []);
  return {
    run,
    scan: (profile, componentId) => {
      const target = { dossierId, componentId };
      start("scanner", componentId, (signal) => client.scanning.scan({ ...profile, target }, { signal }));
    },
    importFiles: (files, componentId) => {
      const target = { dossierId, componentId };
      start("files", componentId, (signal) => client.scanning.importFiles({ files: [...files], target }, { signal }));
    },
    cancel: () => controller.current?.abort(),
    dismiss: () => setRun((old) => (old?.state === "running" ? old : null)),
  };
}

/** Reads the stream to its end; an abort ends it like any other fault. */
async function consume(open: Open, signal: AbortSignal, take: (event: ScanEvent) => void): Promise<void> {
  const stream = await open(signal);
  for await (const event of stream) {
    take(event);
    if (event.kind === "finished") return;
  }
}

async function finish(work: Promise<void>, signal: AbortSignal, current: () => ScanRun): Promise<ScanRun> {
  try {
    await work;
    return current().state === "running" ? ended(current(), CANCELLED) : current();
  } catch (error) {
    return ended(current(), signal.aborted ? CANCELLED : faultOf(error));
  }
}

const CANCELLED = { code: "CANCELLED", facts: {} } as const;

function addToList(page: Page): void {
  const queryKey = api.papers.list.queryKey({ input: { dossierId: page.dossierId } });
  queryClient.setQueryData(queryKey, (pages) => {
    if (!pages) return [page];
    return pages.some((known) => known.id === page.id) ? pages : [...pages, page];
  });
}
