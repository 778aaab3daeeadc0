// The run of one dossier, for the screens that show and steer it.
import { useEffect } from "react";
import type { ScanPlace } from "../../shared/contract";
import type { ScanRun } from "./scan-run";
import { type ScanOrder, startImport, startScan, useScanRuns } from "./scan-runs";

interface Goal {
  componentId: string | null;
  place?: ScanPlace;
}

export interface Scanning {
  run: ScanRun | null;
  scan: (order: ScanOrder, goal: Goal) => void;
  importFiles: (files: readonly File[], goal: Goal) => void;
  cancel: () => void;
  /** Puts the notice of an ended run away. */
  dismiss: () => void;
}

const END: ScanPlace = { kind: "end" };

export function useScanning(dossierId: string): Scanning {
  const run = useScanRuns((state) => state.runs[dossierId] ?? null);
  const { cancel, dismiss } = useScanRuns.getState();
  useForgetWhenDone(dossierId);
  return {
    run,
    scan: (order, { componentId, place = END }) => void startScan(order, { dossierId, componentId, place }),
    importFiles: (files, { componentId, place = END }) => void startImport(files, { dossierId, componentId, place }),
    cancel: () => cancel(dossierId),
    dismiss: () => dismiss(dossierId),
  };
}

/** Leaving the screen ends nothing; only the word on a run that ended well goes with it. */
export function useForgetWhenDone(dossierId: string): void {
  useEffect(() => () => forgetWhenDone(dossierId), [dossierId]);
}

function forgetWhenDone(dossierId: string): void {
  const { runs, dismiss } = useScanRuns.getState();
  const run = runs[dossierId];
  const isDone = run?.state === "finished" || run?.state === "cancelled";
  if (isDone && run.failedFiles.length === 0) dismiss(dossierId);
}
