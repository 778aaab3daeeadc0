// The runs of scanners and files, above all screens: leaving a screen ends none of them. One at a time for a dossier.
import { create } from "zustand";
import type { DeviceAddress, ScanEvent, ScanSettings, ScanTarget } from "../../shared/contract";
import { api, client, faultOf, queryClient } from "../bridge";
import { showNewPage } from "./page-list";
import { afterEvent, ended, type ScanOrigin, type ScanRun, startedRun } from "./scan-run";

export type OpenStream = (signal: AbortSignal) => Promise<AsyncIterable<ScanEvent>>;

interface ScanRuns {
  /** By the dossier for which they were started. An ended run stays until it is put away or followed by another. */
  runs: Readonly<Record<string, ScanRun>>;
  /** @returns false when a run of that dossier is still under way */
  start: (origin: ScanOrigin, target: ScanTarget, open: OpenStream) => boolean;
  cancel: (dossierId: string) => void;
  /** Puts the notice of an ended run away. */
  dismiss: (dossierId: string) => void;
}

/** What is asked of the scanner beside the target. */
export interface ScanOrder extends DeviceAddress {
  settings: ScanSettings;
  readsSeparators?: boolean;
  sheetsCounted?: number | null;
}

const CUT_OFF = { code: "CORE_UNAVAILABLE", facts: {} } as const;
const CANCELLED = { code: "CANCELLED", facts: {} } as const;
const controllers = new Map<string, AbortController>();

export const useScanRuns = create<ScanRuns>((set, get) => ({
  runs: {},
  start: (origin, target, open) => {
    const { dossierId } = target;
    if (controllers.has(dossierId)) return false;
    void follow(startedRun(origin, target), open, (run) => set({ runs: { ...get().runs, [dossierId]: run } }));
    return true;
  },
  cancel: (dossierId) => controllers.get(dossierId)?.abort(),
  dismiss: (dossierId) => {
    const { [dossierId]: gone, ...others } = get().runs;
    if (gone && gone.state !== "running") set({ runs: others });
  },
}));

export function startScan({ driver, deviceId, settings, ...order }: ScanOrder, target: ScanTarget): boolean {
  const { readsSeparators = false, sheetsCounted = null } = order;
  const input = { driver, deviceId, settings, target, readsSeparators, sheetsCounted };
  return useScanRuns.getState().start("scanner", target, (signal) => client.scanning.scan(input, { signal }));
}

export function startImport(files: readonly File[], target: ScanTarget): boolean {
  const input = { files: [...files], target };
  return useScanRuns.getState().start("files", target, (signal) => client.scanning.importFiles(input, { signal }));
}

export function isRunning(dossierId: string): boolean {
  return controllers.has(dossierId);
}

async function follow(first: ScanRun, open: OpenStream, show: (run: ScanRun) => void): Promise<void> {
  const own = new AbortController();
  controllers.set(first.dossierId, own);
  let current = first;
  const take = (event: ScanEvent): void => {
    if (event.kind === "page") showNewPage(event.page, current.latestPageId === null ? current.replacesPageId : null);
    show((current = afterEvent(current, event)));
  };
  show(first);
  const last = await finish(consume(open, own.signal, take), own.signal, () => current);
  controllers.delete(first.dossierId);
  show(last);
  askAgain(first.dossierId);
}

/** Reads the stream to its end; an abort ends it like any other fault. */
async function consume(open: OpenStream, signal: AbortSignal, take: (event: ScanEvent) => void): Promise<void> {
  const stream = await open(signal);
  for await (const event of stream) {
    take(event);
    if (event.kind === "finished") return;
  }
}

async function finish(work: Promise<void>, signal: AbortSignal, current: () => ScanRun): Promise<ScanRun> {
  try {
    await work;
    // A stream that ends without its last word was cut off with core, unless it was stopped from here.
    return current().state === "running" ? ended(current(), signal.aborted ? CANCELLED : CUT_OFF) : current();
  } catch (error) {
    return ended(current(), signal.aborted ? CANCELLED : faultOf(error));
  }
}

function askAgain(dossierId: string): void {
  const input = { dossierId };
  void queryClient.invalidateQueries({ queryKey: api.scanning.batches.queryKey({ input }) });
  void queryClient.invalidateQueries({ queryKey: api.papers.key() });
  void queryClient.invalidateQueries({ queryKey: api.dossiers.get.queryKey({ input: { id: dossierId } }) });
}
