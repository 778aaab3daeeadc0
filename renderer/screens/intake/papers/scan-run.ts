// One run of a scanner or of chosen files, as a state that grows with the events that core sends.
import type { ScanEvent } from "../../../../shared/contract";
import type { FaultOf } from "../../../bridge";

export type ScanOrigin = "scanner" | "files";

export interface FailedFile {
  name: string;
  fault: FaultOf;
}

export interface ScanRun {
  state: "running" | "finished" | "cancelled" | "failed";
  origin: ScanOrigin;
  /** null: pages that belong to no component yet. */
  componentId: string | null;
  /** The page now being read, from 1; 0 before the first. */
  pageNumber: number;
  /** 0–1 of that page; null when the device tells nothing. */
  fraction: number | null;
  /** Pages that are durable on this PC. */
  pageCount: number;
  failedFiles: readonly FailedFile[];
  fault: FaultOf | null;
}

export function startedRun(origin: ScanOrigin, componentId: string | null): ScanRun {
  return {
    state: "running",
    origin,
    componentId,
    pageNumber: 0,
    fraction: null,
    pageCount: 0,
    failedFiles: [],
    fault: null,
  };
}

export function afterEvent(run: ScanRun, event: ScanEvent): ScanRun {
  switch (event.kind) {
    case "started":
      return run;
    case "progress":
      return { ...run, pageNumber: event.pageNumber, fraction: event.fraction };
    case "page":
      return { ...run, pageNumber: event.pageNumber, fraction: null, pageCount: run.pageCount + 1 };
    case "file-failed":
      return { ...run, failedFiles: [...run.failedFiles, { name: event.name, fault: event.fault }] };
    case "finished":
      return ended(run, event.fault);
  }
}

/** The stream broke or core refused: what was already durable stays. */
export function ended(run: ScanRun, fault: FaultOf | null): ScanRun {
  if (fault === null) return { ...run, state: "finished", fraction: null };
  if (fault.code === "CANCELLED") return { ...run, state: "cancelled", fraction: null };
  return { ...run, state: "failed", fault, fraction: null };
}
